#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace suncrew {
namespace {

/// The fields, each in brackets, or the mistake.
std::string read(std::string_view line, std::size_t fields_max = 9) {
    const CsvLine read = CsvLine::read(line, fields_max);
    if (read.mistake)
        return std::to_string(read.mistake->column) + ' ' + std::string{read.mistake->reason};
    std::string all;
    for (const CsvField& field : read.fields)
        all += '[' + field.text + ']' + std::to_string(field.column);
    return all;
}

TEST(CsvLine, IsPartedAtCommas) {
    EXPECT_EQ(read("a,b,c"), "[a]1[b]3[c]5");
    EXPECT_EQ(read(""), "[]1");
    EXPECT_EQ(read(","), "[]1[]2");
    EXPECT_EQ(read(" a , b "), "[ a ]1[ b ]5") << "spaces belong to the field";
}

TEST(CsvLine, QuotesHoldCommasAndQuotes) {
    EXPECT_EQ(read(R"("a,b",c)"), "[a,b]1[c]7");
    EXPECT_EQ(read(R"("say ""yes""","")"), "[say \"yes\"]1[]15");
    EXPECT_EQ(read(R"("""")"), "[\"]1");
}

TEST(CsvLine, WhatIsNoneSaysWhereAndWhy) {
    EXPECT_EQ(read(R"(a,"b)"), "3 quote_not_closed");
    EXPECT_EQ(read(R"(a,")"), "3 quote_not_closed");
    EXPECT_EQ(read(R"("a" ,b)"), "4 text_after_quote");
    EXPECT_EQ(read(R"(a,b"c",d)"), "4 quote_in_field");
    EXPECT_EQ(read("a,b,c", 2), "5 too_many_fields");
    EXPECT_EQ(read("a,b", 2), "[a]1[b]3");
}

std::string lines_of(std::string_view text) {
    std::string all;
    Lines lines{text};
    while (const auto line = lines.next())
        all += std::to_string(lines.number()) + '[' + std::string{*line} + ']';
    return all;
}

TEST(Lines, EndWithEitherLineBreak) {
    EXPECT_EQ(lines_of("a\nb\r\nc"), "1[a]2[b]3[c]");
    EXPECT_EQ(lines_of("a\n\nb\n"), "1[a]2[]3[b]");
    EXPECT_EQ(lines_of(""), "");
    EXPECT_EQ(lines_of("\n"), "1[]");
    EXPECT_EQ(lines_of("\xef\xbb\xbf"
                       "a\n\xef\xbb\xbf"
                       "b"),
              "1[a]2[\xef\xbb\xbf"
              "b]");
}

}  // namespace
}  // namespace suncrew
