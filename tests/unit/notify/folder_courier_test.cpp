#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "notify/courier.hpp"

namespace suncrew::notify {
namespace {

namespace fs = std::filesystem;

class FolderCourierTest : public testing::Test {
protected:
    FolderCourierTest() {
        std::string pattern = (fs::temp_directory_path() / "suncrew_mail_XXXXXX").string();
        parent_ = ::mkdtemp(pattern.data());
        folder_ = parent_ / "outbox";
    }
    ~FolderCourierTest() override {
        std::error_code left_behind;
        fs::remove_all(parent_, left_behind);
    }

    static Posted posted(std::string recipient, std::int64_t id = 7) {
        const Instant at =
            std::chrono::sys_days{std::chrono::year{2026} / 5 / 4} + std::chrono::milliseconds{34'200'007};
        return {id,
                at,
                {std::move(recipient), "Hello",
                 "Open this:\n\nhttps://localhost:8443/verify?token=x=y\n\nBye\n"}};
    }
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator{folder_})
            names.push_back(entry.path().filename().string());
        return names;
    }
    std::string read(const std::string& name) const {
        std::ifstream file{folder_ / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }
    static unsigned mode(const fs::path& path) {
        struct stat status {};
        EXPECT_EQ(::stat(path.c_str(), &status), 0);
        return status.st_mode & 07777U;
    }

    fs::path parent_;
    fs::path folder_;
};

TEST_F(FolderCourierTest, AMailIsAFileForItsOwnerAlone) {
    FolderCourier courier{folder_, "no-reply@example.org"};
    courier.deliver(posted("customer1@example.org"));
    const std::string name = "20260504T093000.007Z-customer1@example.org-7.eml";
    EXPECT_EQ(names(), std::vector{name});
    EXPECT_EQ(mode(folder_ / name), 0600U);
    EXPECT_EQ(mode(folder_), 0700U);
}

TEST_F(FolderCourierTest, TheLinkStandsOnALineOfItsOwn) {
    FolderCourier courier{folder_, "no-reply@example.org"};
    courier.deliver(posted("customer1@example.org"));
    EXPECT_NE(read(names().at(0)).find("\r\nhttps://localhost:8443/verify?token=x=y\r\n"), std::string::npos);
}

TEST_F(FolderCourierTest, AnAddressCannotLeaveTheFolder) {
    FolderCourier courier{folder_, "no-reply@example.org"};
    courier.deliver(posted("../../up/a@example.org"));
    EXPECT_EQ(names(), std::vector<std::string>{"20260504T093000.007Z-.._.._up_a@example.org-7.eml"});
    EXPECT_EQ(std::distance(fs::directory_iterator{parent_}, {}), 1);
}

TEST_F(FolderCourierTest, ALongAddressStillHasAName) {
    FolderCourier courier{folder_, "no-reply@example.org"};
    courier.deliver(posted(std::string(60, 'a') + "@" + std::string(180, 'b') + ".org"));
    EXPECT_EQ(names().size(), 1U);
}

TEST_F(FolderCourierTest, TheSameMailAgainIsTheSameFile) {
    FolderCourier courier{folder_, "no-reply@example.org"};
    courier.deliver(posted("customer1@example.org"));
    courier.deliver(posted("customer1@example.org"));
    EXPECT_EQ(names().size(), 1U);
    courier.deliver(posted("customer1@example.org", 8));
    EXPECT_EQ(names().size(), 2U);
}

TEST_F(FolderCourierTest, WhatAnEarlierEndLeftHalfWrittenIsReplaced) {
    FolderCourier courier{folder_, "no-reply@example.org"};
    std::ofstream{folder_ / ".20260504T093000.007Z-customer1@example.org-7.eml.part"} << "half";
    courier.deliver(posted("customer1@example.org"));
    EXPECT_EQ(names(), std::vector<std::string>{"20260504T093000.007Z-customer1@example.org-7.eml"});
    EXPECT_EQ(read(names().at(0)).find("half"), std::string::npos);
}

TEST_F(FolderCourierTest, AFolderThatWentAwayPutsTheMailOff) {
    FolderCourier courier{folder_, "no-reply@example.org"};
    fs::remove_all(folder_);
    EXPECT_THROW(courier.deliver(posted("customer1@example.org")), NotDelivered);
}

}  // namespace
}  // namespace suncrew::notify
