#include "factors/base32.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace suncrew::factors {
namespace {

std::vector<std::uint8_t> bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

/// Source: RFC 4648, section 10, without the padding.
TEST(Base32Test, ReproducesThePublishedExamples) {
    const std::array<std::pair<std::string_view, std::string_view>, 7> published{{{"", ""},
                                                                                  {"f", "MY"},
                                                                                  {"fo", "MZXQ"},
                                                                                  {"foo", "MZXW6"},
                                                                                  {"foob", "MZXW6YQ"},
                                                                                  {"fooba", "MZXW6YTB"},
                                                                                  {"foobar", "MZXW6YTBOI"}}};
    for (const auto& [plain, encoded] : published) {
        EXPECT_EQ(base32_encode(bytes_of(plain)), encoded);
        EXPECT_EQ(base32_decode(encoded), bytes_of(plain));
    }
}

TEST(Base32Test, EachByteSequenceHasOneText) {
    for (const std::string_view other : {"M", "MZX", "MZXW6Y", "my", "MY======", "MZ", "MZXR", "M1", "M0",
                                         "M8", "MY ", " MY", "M\xc3\x9d", "MZXW-6YTB"})
        EXPECT_FALSE(base32_decode(other)) << other;
}

RC_GTEST_PROP(Base32Property, ReadsWhatItWrote, (const std::vector<std::uint8_t>& bytes)) {
    RC_ASSERT(base32_decode(base32_encode(bytes)) == bytes);
}

}  // namespace
}  // namespace suncrew::factors
