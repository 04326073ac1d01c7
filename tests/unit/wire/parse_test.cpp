#include "wire/parse.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/refusal.hpp"

namespace suncrew::wire {
namespace {

Code code_of(const std::string& text) {
    try {
        parse(text);
    } catch (const Refusal& refusal) {
        return refusal.code();
    }
    ADD_FAILURE() << "was read: " << text.substr(0, 80);
    return Code::unavailable;
}

TEST(Parse, ReadsADocument) {
    const auto value = parse(R"({"a":[1,2.5,"x",null,true],"b":{"c":-7}})");
    EXPECT_EQ(value.at("a").as_array().size(), 5U);
    EXPECT_EQ(value.at("b").at("c").as_int64(), -7);
}

TEST(Parse, RefusesWhatIsNotJson) {
    for (const char* text : {"", " ", "{", "{]", "{\"a\":}", "{'a':1}", "[1,]", "nul", "{} {}", "{\"a\":01}",
                             "NaN", "[Infinity]", "// x\n1", "\"\x01\"", "{\"a\":1,}"})
        EXPECT_EQ(code_of(text), Code::bad_request) << text;
}

TEST(Parse, RefusesBytesThatAreNotUtf8) {
    EXPECT_EQ(code_of("\"\xc3\x28\""), Code::bad_request);
    EXPECT_EQ(code_of("\"\xed\xa0\x80\""), Code::bad_request);  // half of a surrogate pair
}

TEST(Parse, RefusesAMemberThatStandsTwice) {
    try {
        parse(R"({"a":[1,{"b":2}],"outer":[[0],{"c":{}},{"amount":1,"amount":2}]})");
        FAIL();
    } catch (const Refusal& refusal) {
        EXPECT_EQ(refusal.reason(), "duplicate_member");
        EXPECT_EQ(refusal.field(), "outer[2].amount");
    }
}

TEST(Parse, TheSameNameInTwoObjectsIsNoDuplicate) {
    EXPECT_NO_THROW(parse(R"([{"a":1},{"a":2},{"b":{"a":3},"a":4}])"));
}

TEST(Parse, AnEscapedNameIsTheSameName) {
    EXPECT_EQ(code_of(R"({"a":1,"\u0061":2})"), Code::invalid);
}

TEST(Parse, NestingHasALimit) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_NO_THROW(parse(nested(nesting_max)));
    EXPECT_EQ(code_of(nested(nesting_max + 1)), Code::bad_request);
    EXPECT_EQ(code_of(std::string(100'000, '[')), Code::bad_request);
}

}  // namespace
}  // namespace suncrew::wire
