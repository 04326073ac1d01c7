#include "base/id.hpp"

#include <set>

#include <gtest/gtest.h>

namespace suncrew {
namespace {

using namespace std::chrono_literals;

TEST(Id, IsAVersion7UuidOfItsMillisecond) {
    const std::string text = to_string(make_uuid(Instant{0x0123456789abms}));
    ASSERT_EQ(text.size(), 36U);
    EXPECT_EQ(text.substr(0, 15), "01234567-89ab-7");
    EXPECT_NE(std::string{"89ab"}.find(text[19]), std::string::npos) << "the variant of RFC 9562";
}

TEST(Id, NoTwoAreTheSame) {
    std::set<Uuid> seen;
    for (int i = 0; i < 10'000; ++i)
        EXPECT_TRUE(seen.insert(make_uuid(Instant{1ms})).second);
}

TEST(Id, ReadsBackInEitherCase) {
    const auto id = OrderId::make(Instant{1ms});
    EXPECT_EQ(parse_uuid(to_string(id)), id.uuid());
    EXPECT_EQ(parse_uuid("01890A5D-AC96-774B-BCCE-B302099A8057"),
              parse_uuid("01890a5d-ac96-774b-bcce-b302099a8057"));
}

TEST(Id, WhatIsNoUuidIsNothing) {
    for (const char* text :
         {"", "01890a5d", "01890a5dac96774bbcceb302099a8057", "01890a5d-ac96-774b-bcce-b302099a805",
          "01890a5d-ac96-774b-bcce-b302099a8057 ", "01890a5d-ac96-774b-bcceb-302099a8057",
          "g1890a5d-ac96-774b-bcce-b302099a8057", "{01890a5d-ac96-774b-bcce-b302099a805}"})
        EXPECT_FALSE(parse_uuid(text)) << text;
}

}  // namespace
}  // namespace suncrew
