#include "base/utf8.hpp"

#include <string>

#include <gtest/gtest.h>

namespace suncrew {
namespace {

TEST(Utf8Test, TakesWellFormedText) {
    for (const std::string text : {"", "plain text longer than eight", "ñandú", "屋根", "😀",
                                   "a\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "\xee\x80\x80", "12345678ñ12345678"})
        EXPECT_TRUE(is_utf8(text)) << text;
    EXPECT_TRUE(is_utf8(std::string(20, '\0')));
}

TEST(Utf8Test, RefusesWhatIsNot) {
    for (const std::string text : {"\x80", "\xc0\xaf", "\xc1\xbf", "\xc3", "\xe0\x80\x80", "\xe2\x82",
                                   "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
                                   "\xff", "12345678\xc3", "12345678\xc3(", "\xe2\x82(12345678"})
        EXPECT_FALSE(is_utf8(text)) << text;
}

}  // namespace
}  // namespace suncrew
