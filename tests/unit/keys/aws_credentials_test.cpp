#include "keys/aws_credentials.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "egress/scratch_folder.hpp"
#include "keys/refused_with.hpp"

namespace suncrew::keys {
namespace {

class AwsCredentialsTest : public testing::Test {
protected:
    ~AwsCredentialsTest() override {
        for (const char* name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"})
            ::unsetenv(name);
    }
    std::filesystem::path file(const std::string& text) {
        std::ofstream{folder_ / "credentials"} << text;
        ::chmod((folder_ / "credentials").c_str(), 0600);
        return folder_ / "credentials";
    }
    egress::ScratchFolder folder_;
};

TEST_F(AwsCredentialsTest, AreReadFromTheDefaultSectionOfAFile) {
    const AwsCredentials read = aws_credentials_in_file(
        file("# ours\n[other]\naws_access_key_id = THEIRS\n\n[default]\naws_access_key_id=OURS\r\n"
             "aws_secret_access_key = a/b+c=\n  region = eu-test-1\n[third]\naws_secret_access_key = no\n"));
    EXPECT_EQ(read.access_key_id, "OURS");
    EXPECT_EQ(read.secret_access_key.expose(), "a/b+c=");
    EXPECT_EQ(read.session_token, "");
    EXPECT_EQ(aws_credentials_in_file(file("[default]\naws_access_key_id = A\naws_secret_access_key = b\n"
                                           "aws_session_token = c=="))
                  .session_token,
              "c==");
}

TEST_F(AwsCredentialsTest, WhatIsMissingOrCouldNotStandInAHeaderIsRefusedAndNotRepeated) {
    for (const char* text :
         {"", "aws_access_key_id = A\naws_secret_access_key = secret\n", "[default]\naws_access_key_id = A\n",
          "[default]\naws_secret_access_key = secret\n",
          "[default]\naws_access_key_id = A B\naws_secret_access_key = secret",
          "[default]\naws_access_key_id = A\naws_secret_access_key =\n",
          "[default]\naws_access_key_id = A\naws_secret_access_key = secret\naws_session_token = \x01x\n"}) {
        const std::string why = refused_with([&] { aws_credentials_in_file(file(text)); });
        EXPECT_NE(why, "") << text;
        EXPECT_EQ(why.find("secret\n"), why.npos);
    }
    const auto readable = file("[default]\naws_access_key_id = A\naws_secret_access_key = b\n");
    ::chmod(readable.c_str(), 0644);
    EXPECT_NE(refused_with([&] { aws_credentials_in_file(readable); }).find("chmod 600"), std::string::npos);
}

TEST_F(AwsCredentialsTest, AreReadFromTheEnvironment) {
    EXPECT_THROW(aws_credentials_in_environment(), Refused);
    ::setenv("AWS_ACCESS_KEY_ID", "A", 1);
    EXPECT_THROW(aws_credentials_in_environment(), Refused);
    ::setenv("AWS_SECRET_ACCESS_KEY", "b", 1);
    EXPECT_EQ(aws_credentials_in_environment().session_token, "");
    ::setenv("AWS_SESSION_TOKEN", "c", 1);
    const AwsCredentials read = aws_credentials_in_environment();
    EXPECT_EQ(read.access_key_id, "A");
    EXPECT_EQ(read.secret_access_key.expose(), "b");
    EXPECT_EQ(read.session_token, "c");
}

}  // namespace
}  // namespace suncrew::keys
