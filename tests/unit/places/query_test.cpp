#include "places/query.hpp"

#include <gtest/gtest.h>

namespace suncrew::places {
namespace {

TEST(Query, TakesWordsApart) {
    EXPECT_EQ(Query{"  San   Fran "}.joined(), "SanFran");
    EXPECT_EQ(Query{"L'Hospitalet"}.joined(), "LHospitalet");
    EXPECT_TRUE(Query{""}.empty());
    EXPECT_TRUE(Query{" \t,;'\"*()"}.empty());
    EXPECT_TRUE(Query{std::string_view("\0\0", 2)}.empty());
}

TEST(Query, LeavesNoSyntaxToTheIndex) {
    const std::string expression = Query{"a\" OR words : (b* NEAR ^c){-d}"}.all_words({});
    EXPECT_EQ(expression, R"(words : ("a" "OR" "words" "b" "NEAR" "c" "d" *))");
    EXPECT_EQ(Query{"x\"*"}.equal("whole", {}), R"(whole : "x")");
}

TEST(Query, NamesTheCountryAsATermOfItsOwn) {
    EXPECT_EQ(Query{"valencia"}.beginning("whole", Country{{'E', 'S'}}),
              R"(whole : "valencia" * AND country : "ES")");
}

TEST(Query, KnowsPostcodes) {
    EXPECT_EQ(Query{"94103"}.zip(), "94103");
    EXPECT_EQ(Query{"94103-1234"}.zip(), "94103");
    EXPECT_EQ(Query{" 941"}.zip(), "941");
    EXPECT_EQ(Query{"94"}.zip(), std::nullopt);
    EXPECT_EQ(Query{"9410a"}.zip(), std::nullopt);
    EXPECT_EQ(Query{"941031"}.zip(), std::nullopt);
    EXPECT_EQ(Query{"m5v 2t6"}.sorting_area(), "M5V");
    EXPECT_EQ(Query{"M5V"}.sorting_area(), "M5V");
    EXPECT_EQ(Query{"M5V2"}.sorting_area(), "M5V");
    EXPECT_EQ(Query{"M5V 2TT"}.sorting_area(), std::nullopt);
    EXPECT_EQ(Query{"MV5"}.sorting_area(), std::nullopt);
    EXPECT_EQ(Query{"M5V 2T66"}.sorting_area(), std::nullopt);
}

TEST(Countries, AreTwoCapitalLetters) {
    EXPECT_EQ(parse_country("ES")->text(), "ES");
    for (const char* text : {"es", "E", "ESP", "", "E\"", "1A"})
        EXPECT_FALSE(parse_country(text)) << text;
}

}  // namespace
}  // namespace suncrew::places
