#include "factors/cbor.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "factors/hex.hpp"
#include "factors/webauthn_refused.hpp"

namespace suncrew::factors::cbor {
namespace {

using testing::from_hex;

bool is_read(std::string_view hex) {
    const auto bytes = from_hex(hex);
    try {
        read_whole(bytes);
        return true;
    } catch (const WebauthnRefused& refused) {
        EXPECT_EQ(refused.fault(), WebauthnFault::cbor);
        return false;
    }
}

/// Source of the encodings: RFC 8949, appendix A.
TEST(CborTest, ReadsIntegers) {
    const std::array<std::pair<std::string_view, std::int64_t>, 12> integers{
        {{"00", 0},
         {"17", 23},
         {"1818", 24},
         {"18ff", 255},
         {"190100", 256},
         {"1a000f4240", 1000000},
         {"1b000000e8d4a51000", 1000000000000},
         {"1b7fffffffffffffff", std::numeric_limits<std::int64_t>::max()},
         {"20", -1},
         {"3863", -100},
         {"3903e7", -1000},
         {"3b7fffffffffffffff", std::numeric_limits<std::int64_t>::min()}}};
    for (const auto& [hex, value] : integers) {
        const auto bytes = from_hex(hex);
        const Item item = read_whole(bytes);
        EXPECT_EQ(item.kind, Item::Kind::integer);
        EXPECT_EQ(item.integer, value);
        EXPECT_EQ(item.encoded.size(), bytes.size());
    }
    EXPECT_FALSE(is_read("1b8000000000000000")) << "more than 63 bits";
    EXPECT_FALSE(is_read("3b8000000000000000"));
}

TEST(CborTest, FindsMembers) {
    const auto bytes = from_hex(
        "a4012003426869"
        "6161f5"
        "626262820102");  // {1: -1, 3: h'6869', "a": true, "bb": [1, 2]}
    const Item map = read_whole(bytes);
    EXPECT_EQ(map.members(), 4);
    ASSERT_NE(map.find(1), nullptr);
    EXPECT_EQ(map.find(1)->integer, -1);
    ASSERT_NE(map.find(3), nullptr);
    EXPECT_EQ(map.find(3)->kind, Item::Kind::bytes);
    EXPECT_EQ(map.find(3)->text(), "hi");
    ASSERT_NE(map.find("a"), nullptr);
    EXPECT_EQ(map.find("a")->kind, Item::Kind::other);
    ASSERT_NE(map.find("bb"), nullptr);
    EXPECT_EQ(map.find("bb")->children.size(), 2);
    EXPECT_EQ(map.find("b"), nullptr);
    EXPECT_EQ(map.find(2), nullptr);
    EXPECT_EQ(map.find("bb")->find("a"), nullptr) << "an array has no members";
}

TEST(CborTest, WhatIsNotShortestIsRefused) {
    for (const std::string_view hex : {"1800", "1817", "190001", "1900ff", "1a0000ffff", "1b00000000ffffffff",
                                       "3817", "3900ff",  // integers
                                       "580161", "5900016161",
                                       "7801"
                                       "61",
                                       "790001"
                                       "61",
                                       "5a0000000161",  // strings
                                       "9801"
                                       "00",
                                       "b801"
                                       "0000",
                                       "990001"
                                       "00",
                                       "b90001"
                                       "0000"})  // collections
        EXPECT_FALSE(is_read(hex)) << hex;
}

TEST(CborTest, IndefiniteLengthsTagsAndBreaksAreRefused) {
    for (const std::string_view hex : {"5f4161ff", "7f6161ff", "9f00ff", "bf0000ff", "ff", "c000", "d9d9f700",
                                       "a1005f4161ff", "1c", "1f", "fc", "f800", "f8ff"})
        EXPECT_FALSE(is_read(hex)) << hex;
}

TEST(CborTest, WhatIsTruncatedOrFollowedBySomethingIsRefused) {
    const std::string_view whole = "a363666d74646e6f6e656761747453746d74a0686175746844617461420102";
    ASSERT_TRUE(is_read(whole));
    for (std::size_t size = 0; size < whole.size(); size += 2)
        EXPECT_FALSE(is_read(whole.substr(0, size))) << size;
    EXPECT_FALSE(is_read(std::string{whole} + "00"));
    EXPECT_FALSE(is_read(""));
}

TEST(CborTest, MapKeysStandInOrderAndOnce) {
    EXPECT_TRUE(
        is_read("a2010002"
                "00"));
    EXPECT_TRUE(
        is_read("a301002000"
                "616100"))
        << "1, -1, a";
    for (const std::string_view hex : {"a201000100",  // 1 twice
                                       "a202000100",  // 2 before 1
                                       "a220000100",  // -1 before 1
                                       "a2616100"
                                       "616100",  // a twice
                                       "a2616200"
                                       "616100",  // b before a
                                       "a262616100"
                                       "616200",  // aa before b
                                       "a2616100"
                                       "0100",  // a before 1
                                       "a14161"
                                       "00",
                                       "a18000", "a1f500", "a1a000"})  // keys of other kinds
        EXPECT_FALSE(is_read(hex)) << hex;
}

TEST(CborTest, TextIsUtf8) {
    EXPECT_TRUE(is_read("62c3a9"));
    for (const std::string_view hex : {"61ff", "62c328", "63eda080"})
        EXPECT_FALSE(is_read(hex)) << hex;
}

TEST(CborTest, NestingIsBounded) {
    EXPECT_TRUE(is_read("8181818100"));
    EXPECT_FALSE(is_read("818181818100"));
    EXPECT_FALSE(is_read(std::string(100'000, '8').append(100'000, '1'))) << "no stack is used up";
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "81";
    EXPECT_FALSE(is_read(deep + "00"));
    std::string maps;
    for (int i = 0; i < 5; ++i)
        maps += "a100";
    EXPECT_FALSE(is_read(maps + "00"));
}

/// Nothing is taken from memory for what is only announced.
TEST(CborTest, HugeAnnouncementsAreRefused) {
    for (const std::string_view hex : {"9bffffffffffffffff", "bbffffffffffffffff", "5bffffffffffffffff",
                                       "7bffffffffffffffff", "9a7fffffff", "ba7fffffff", "5a7fffffff",
                                       "9903e8"
                                       "00",
                                       "b903e8"
                                       "00"})
        EXPECT_FALSE(is_read(hex)) << hex;
    std::string many = "98ff";
    for (int i = 0; i < 255; ++i)
        many += "00";
    EXPECT_TRUE(is_read(many)) << "256 items with the array itself";
    EXPECT_FALSE(is_read("81" + many));
}

TEST(CborTest, TheFirstItemEndsWhereItEnds) {
    const auto bytes = from_hex(
        "a10102"
        "deadbeef");
    EXPECT_EQ(read_first(bytes).encoded.size(), 3);
}

RC_GTEST_PROP(CborProperty, AnyBytesAreReadOrRefused, (const std::vector<std::uint8_t>& bytes)) {
    try {
        const Item item = read_first(bytes);
        RC_ASSERT(!item.encoded.empty() && item.encoded.size() <= bytes.size());
    } catch (const WebauthnRefused& refused) {
        RC_ASSERT(refused.fault() == WebauthnFault::cbor);
    }
}

}  // namespace
}  // namespace suncrew::factors::cbor
