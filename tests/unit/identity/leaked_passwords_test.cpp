#include "identity/leaked_passwords.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <unistd.h>

#include "crypto/hash.hpp"
#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t header_bytes = 32;

std::string read(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(LeakedPasswords, TheTenThousandWorstThatFitAreInTheList) {
    const LeakedPasswords leaked{SUNCREW_LEAKED_PASSWORDS};
    std::ifstream source{SUNCREW_PASSWORD_SOURCE};
    ASSERT_TRUE(source) << SUNCREW_PASSWORD_SOURCE
                        << ": remove build/data/leaked_passwords.bin to make it anew";
    int fit = 0;
    int lines = 0;
    for (std::string line; fit < 10'000 && std::getline(source, line);) {
        ++lines;
        if (line.size() < 8)
            continue;
        ++fit;
        EXPECT_TRUE(leaked.contains(secret(line))) << line;
    }
    EXPECT_EQ(fit, 10'000);
    EXPECT_EQ(lines, 22'045);
}

TEST(LeakedPasswords, SoIsEveryLineThatFitsAndNothingElse) {
    const LeakedPasswords leaked{SUNCREW_LEAKED_PASSWORDS};
    std::ifstream source{SUNCREW_PASSWORD_SOURCE};
    int missed = 0;
    int found_wrongly = 0;
    int lines = 0;
    for (std::string line; std::getline(source, line); ++lines) {
        if (line.size() >= 8)
            missed += leaked.contains(secret(line)) ? 0 : 1;
        found_wrongly += leaked.contains(secret(line + "\xe2\x98\x80 not in it")) ? 1 : 0;
    }
    EXPECT_EQ(lines, 999'999);
    EXPECT_EQ(missed, 0);
    EXPECT_EQ(found_wrongly, 0);
    EXPECT_EQ(leaked.size(), 474'743U);
}

TEST(LeakedPasswords, CaseDoesNotHideOneAndAnythingElseDoes) {
    const LeakedPasswords leaked{SUNCREW_LEAKED_PASSWORDS};
    for (const char* password : {"baseball", "BASEBALL", "BaseBall"})
        EXPECT_TRUE(leaked.contains(secret(password))) << password;
    for (const std::string_view other : {std::string_view{"baseball "}, std::string_view{"baseball\0", 9},
                                         std::string_view{""}, std::string_view{"b\xc3\xa4seball"}})
        EXPECT_FALSE(leaked.contains(secret(other))) << other;
}

/// A copy of the list with something wrong with it.
class LeakedPasswordsFile : public testing::Test {
protected:
    ~LeakedPasswordsFile() override { fs::remove(file_); }

    /// Why the bytes are refused; empty where they are not.
    std::string answer(const std::string& bytes) const {
        std::ofstream{file_, std::ios::binary} << bytes;
        try {
            const LeakedPasswords leaked{file_};
        } catch (const BadPasswordList& bad) {
            return bad.what();
        }
        return "";
    }
    /// With the header's checksum made right again.
    static std::string signed_again(std::string bytes) {
        const auto checksum = crypto::sha256(std::string_view{bytes}.substr(header_bytes));
        for (std::size_t i = 0; i < 8; ++i)
            bytes[24 + i] = static_cast<char>(checksum[i]);
        return bytes;
    }

    const fs::path file_ = fs::temp_directory_path() / ("suncrew_leaked_" + std::to_string(::getpid()));
    const std::string good_ = read(SUNCREW_LEAKED_PASSWORDS);
};

TEST_F(LeakedPasswordsFile, AsPackedIsTaken) {
    EXPECT_EQ(answer(good_), "");
    EXPECT_EQ(answer(signed_again(good_)), "");
}

TEST_F(LeakedPasswordsFile, AMissingOneIsRefusedByItsName) {
    EXPECT_THROW(LeakedPasswords{file_}, BadPasswordList);
    EXPECT_THROW(LeakedPasswords{fs::temp_directory_path()}, BadPasswordList) << "a folder";
    EXPECT_THAT(answer(""), testing::HasSubstr(file_.string()));
}

TEST_F(LeakedPasswordsFile, EveryByteOfTheHeaderCounts) {
    for (std::size_t at = 0; at < header_bytes; ++at) {
        std::string wrong = good_;
        wrong[at] = static_cast<char>(wrong[at] ^ 1);
        EXPECT_NE(answer(wrong), "") << at;
    }
}

TEST_F(LeakedPasswordsFile, ChangedBytesLengthAndOrderAreSeen) {
    std::string changed = good_;
    changed[good_.size() / 2] = static_cast<char>(changed[good_.size() / 2] ^ 1);
    EXPECT_THAT(answer(changed), testing::HasSubstr("has changed"));
    for (const std::size_t cut :
         {std::size_t{1}, std::size_t{8}, good_.size() - header_bytes, good_.size() - 1})
        EXPECT_NE(answer(good_.substr(0, good_.size() - cut)), "") << cut;
    EXPECT_NE(answer(good_ + "12345678"), "");
    std::string twice = good_;
    twice.replace(header_bytes + 8, 8, good_, header_bytes, 8);
    EXPECT_THAT(answer(signed_again(twice)), testing::HasSubstr("is not in order"));
}

TEST_F(LeakedPasswordsFile, AShortListIsNone) {
    std::string few = good_.substr(0, header_bytes + 8 * 9'999);
    few.replace(16, 8, std::string("\x0f\x27\0\0\0\0\0\0", 8));
    EXPECT_THAT(answer(signed_again(few)), testing::HasSubstr("too few"));
    std::string none = good_.substr(0, header_bytes);
    none.replace(16, 8, std::string(8, '\0'));
    EXPECT_THAT(answer(signed_again(none)), testing::HasSubstr("too few"));
}

}  // namespace
}  // namespace suncrew::identity
