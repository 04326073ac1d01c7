#include "factors/recovery_code.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace suncrew::factors {
namespace {

std::string canonical(std::string_view typed) {
    const auto code = read_recovery_code(typed);
    return code ? std::string{code->text.expose()} : "none";
}

/// A digit, and three times a hyphen and four of Crockford's characters.
bool has_the_form(std::string_view text) {
    constexpr std::string_view form = "0-XXXX-XXXX-XXXX";
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    if (text.size() != form.size())
        return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const std::string_view allowed = form[i] == '-'   ? "-"
                                         : form[i] == '0' ? alphabet.substr(0, 10)
                                                          : alphabet;
        if (allowed.find(text[i]) == std::string_view::npos)
            return false;
    }
    return true;
}

TEST(RecoveryCodeTest, ThereAreTenAndTheyAreNumbered) {
    const auto codes = make_recovery_codes();
    ASSERT_EQ(codes.size(), 10);
    std::set<std::string> all;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const std::string text{codes[i].text.expose()};
        EXPECT_TRUE(has_the_form(text)) << text;
        EXPECT_EQ(codes[i].number, static_cast<int>(i));
        EXPECT_EQ(text[0], static_cast<char>('0' + i));
        all.insert(text.substr(2));
    }
    EXPECT_EQ(all.size(), 10) << "each is random";
}

TEST(RecoveryCodeTest, EachCharacterOfTheAlphabetComesUp) {
    std::set<char> seen;
    for (int i = 0; i < 100; ++i)
        for (const RecoveryCode& code : make_recovery_codes())
            for (const char c : code.text.expose().substr(2))
                seen.insert(c);
    EXPECT_EQ(seen.size(), 33) << "32 characters and the hyphen";
}

TEST(RecoveryCodeTest, ReadsWhatWasShown) {
    for (const RecoveryCode& code : make_recovery_codes()) {
        const auto read = read_recovery_code(code.text.expose());
        ASSERT_TRUE(read);
        EXPECT_EQ(read->number, code.number);
        EXPECT_TRUE(equal_constant_time(read->text, code.text));
    }
}

TEST(RecoveryCodeTest, ReadsWhatPeopleMakeOfIt) {
    const std::string shown = "3-7Q2M-0XKD-91TB";
    for (const std::string_view typed :
         {"3-7Q2M-0XKD-91TB", "3-7q2m-0xkd-91tb", "37Q2M0XKD91TB", "3 7Q2M 0XKD 91TB", "  3-7q2m 0xkd91tb ",
          "3-7Q2M-OXKD-9ITB", "3-7q2m-oxkd-9ltb", "3-7q2m-oxkd-9itb", "3-7Q2M-0XKD-9LTB", "---37Q2M0XKD91TB"})
        EXPECT_EQ(canonical(typed), shown) << typed;
    EXPECT_EQ(canonical("o-7Q2M-0XKD-91TB"), "0-7Q2M-0XKD-91TB");
    EXPECT_EQ(canonical("I-7Q2M-0XKD-91TB"), "1-7Q2M-0XKD-91TB");
}

TEST(RecoveryCodeTest, ReadsNothingElse) {
    using namespace std::string_view_literals;
    for (const std::string_view typed :
         {""sv, "3"sv, "3-7Q2M-0XKD-91T"sv, "3-7Q2M-0XKD-91TBB"sv, "A-7Q2M-0XKD-91TB"sv, "3-7Q2M-0XKD-91TU"sv,
          "3-7Q2M-0XKD-91T*"sv, "3\t7Q2M0XKD91TB"sv, "3-7Q2M-0XKD-91TB\0"sv, "3–7Q2M–0XKD–91TB"sv,
          "３-7Q2M-0XKD-91TB"sv, "3-7Q2M-0XKD-91TB\n"sv})
        EXPECT_FALSE(read_recovery_code(typed)) << typed;
    EXPECT_FALSE(read_recovery_code(std::string(1'000'000, ' ') + "3-7Q2M-0XKD-91TB"))
        << "its length is bounded";
}

}  // namespace
}  // namespace suncrew::factors
