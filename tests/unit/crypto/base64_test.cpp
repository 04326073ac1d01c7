#include "crypto/base64.hpp"

#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace suncrew::crypto {
namespace {

std::vector<std::uint8_t> bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

TEST(Base64, WritesAndReadsTheExamplesOfTheStandard) {
    // RFC 4648, section 10.
    for (const auto& [text, encoded] :
         {std::pair{"", ""}, std::pair{"f", "Zg=="}, std::pair{"fo", "Zm8="}, std::pair{"foo", "Zm9v"},
          std::pair{"foob", "Zm9vYg=="}, std::pair{"fooba", "Zm9vYmE="}, std::pair{"foobar", "Zm9vYmFy"}}) {
        EXPECT_EQ(base64_encode(std::string_view{text}), encoded);
        EXPECT_EQ(base64_decode(encoded), bytes_of(text));
    }
}

TEST(Base64, RefusesPaddingThatIsMissingOrTooMuchAndBitsThatAreLeft) {
    for (const char* bad :
         {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z", "=", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm-v"})
        EXPECT_FALSE(base64_decode(bad)) << bad;
    for (const char* bad : {"Zg==", "Zh", "Z", "Zm+v", "Zm9v\n"})
        EXPECT_FALSE(base64url_decode(bad)) << bad;
}

/// Bytes above ASCII too, some of which the library takes for letters.
TEST(Base64, EveryForeignByteIsRefusedWhereverItStands) {
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (int byte = 0; byte < 256; ++byte)
        for (std::size_t at = 0; at < 4; ++at) {
            std::string text = "Zm9v";
            text[at] = static_cast<char>(byte);
            const bool letter = byte != 0 && alphabet.find(static_cast<char>(byte)) != alphabet.npos;
            EXPECT_EQ(base64_decode(text).has_value(), letter || byte == '+' || byte == '/')
                << byte << " at " << at;
            EXPECT_EQ(base64url_decode(text).has_value(), letter || byte == '-' || byte == '_')
                << byte << " at " << at;
        }
}

RC_GTEST_PROP(Base64Property, EachByteSequenceHasOneText, (const std::vector<std::uint8_t>& bytes)) {
    RC_ASSERT(base64_decode(base64_encode(bytes)) == bytes);
    RC_ASSERT(base64url_decode(base64url_encode(bytes)) == bytes);
}

RC_GTEST_PROP(Base64Property, WhatIsReadIsWrittenTheSame, (const std::string& text)) {
    if (const auto bytes = base64_decode(text))
        RC_ASSERT(base64_encode(*bytes) == text);
    if (const auto bytes = base64url_decode(text))
        RC_ASSERT(base64url_encode(*bytes) == text);
}

}  // namespace
}  // namespace suncrew::crypto
