#include "wire/structs.hpp"

#include <limits>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <gtest/gtest.h>

#include "wire/parse.hpp"

namespace suncrew::wire {
namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Plane {
    Number<0, 90> tilt_deg;
    std::optional<Whole<1, 9>> rows;
};
BOOST_DESCRIBE_STRUCT(Plane, (), (tilt_deg, rows))

struct Roof {
    Text<1, 5> label;
    List<Plane, 1, 2> planes;
    Colour colour{};
    Date day;
    OrderId order;
};
BOOST_DESCRIBE_STRUCT(Roof, (), (label, planes, colour, day, order))

constexpr std::string_view good =
    R"({"label":"south","planes":[{"tilt_deg":30,"rows":2}],"colour":"green","day":"2026-05-04",)"
    R"("order":"01890a5d-ac96-774b-bcce-b302099a8057"})";

std::string replaced(std::string_view from, std::string_view to) {
    std::string text{good};
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

/// The reason and field of the refusal, as `reason@field`.
std::string refusal_of(const std::string& text) {
    try {
        Wire<Roof>::read(parse(text), Path{});
    } catch (const Refusal& refusal) {
        EXPECT_EQ(refusal.code(), Code::invalid);
        return refusal.reason() + '@' + refusal.field();
    }
    return "was read";
}

TEST(Structs, WhatIsWrittenReadsBackTheSame) {
    const Roof roof = Wire<Roof>::read(parse(good), Path{});
    EXPECT_EQ(encode(roof), good);
}

TEST(Structs, AnAbsentOptionalAndNullAreNothing) {
    for (const char* plane : {R"({"tilt_deg":30})", R"({"tilt_deg":30,"rows":null})"}) {
        const Roof roof = Wire<Roof>::read(parse(replaced(R"({"tilt_deg":30,"rows":2})", plane)), Path{});
        EXPECT_FALSE(roof.planes.at(0).rows);
    }
}

TEST(Structs, EachBrokenRuleNamesItsField) {
    EXPECT_EQ(refusal_of(replaced("\"label\"", "\"lable\"")), "missing_member@label");
    EXPECT_EQ(refusal_of(replaced("{\"label\"", "{\"extra\":1,\"label\"")), "unknown_member@extra");
    EXPECT_EQ(refusal_of(replaced("{\"tilt_deg\"", "{\"x\":1,\"tilt_deg\"")), "unknown_member@planes[0].x");
    EXPECT_EQ(refusal_of(replaced("30", "90.001")), "out_of_range@planes[0].tilt_deg");
    EXPECT_EQ(refusal_of(replaced("30", "-0.001")), "out_of_range@planes[0].tilt_deg");
    EXPECT_EQ(refusal_of(replaced("30", "1e999")), "out_of_range@planes[0].tilt_deg");
    EXPECT_EQ(refusal_of(replaced("30", "\"30\"")), "not_a_number@planes[0].tilt_deg");
    EXPECT_EQ(refusal_of(replaced("30", "null")), "not_a_number@planes[0].tilt_deg");
    EXPECT_EQ(refusal_of(replaced("\"rows\":2", "\"rows\":2.0")), "not_a_whole_number@planes[0].rows");
    EXPECT_EQ(refusal_of(replaced("\"rows\":2", "\"rows\":10")), "out_of_range@planes[0].rows");
    EXPECT_EQ(refusal_of(replaced("\"rows\":2", "\"rows\":99999999999999999999")),
              "not_a_whole_number@planes[0].rows");
    EXPECT_EQ(refusal_of(replaced("[{\"tilt_deg\":30,\"rows\":2}]", "[]")), "too_few@planes");
    EXPECT_EQ(refusal_of(replaced("[{\"tilt_deg\":30,\"rows\":2}]", "{}")), "not_a_list@planes");
    EXPECT_EQ(refusal_of(replaced("{\"tilt_deg\":30,\"rows\":2}", "7")), "not_an_object@planes[0]");
    EXPECT_EQ(refusal_of(replaced("green", "blue")), "unknown_value@colour");
    EXPECT_EQ(refusal_of(replaced("2026-05-04", "2026-02-30")), "not_a_date@day");
    EXPECT_EQ(refusal_of(replaced("01890a5d", "01890a5g")), "malformed_id@order");
}

TEST(Structs, TextIsCountedInCharactersAndHasNoControls) {
    EXPECT_NO_THROW(Wire<Roof>::read(parse(replaced("south", "\u00f1\u00f1\u00f1\u00f1\u00f1")), Path{}));
    EXPECT_EQ(refusal_of(replaced("south", "sooouth")), "too_long@label");
    EXPECT_EQ(refusal_of(replaced("south", "")), "too_short@label");
    EXPECT_EQ(refusal_of(replaced("south", "   ")), "too_short@label");
    EXPECT_EQ(refusal_of(replaced("south", "a\\u0000b")), "control_character@label");
    EXPECT_EQ(refusal_of(replaced("south", "a\\nb")), "control_character@label");
}

TEST(Structs, TheSchemaSaysTheLimits) {
    Schemas schemas;
    EXPECT_EQ(Wire<Roof>::schema(schemas).at("$ref").as_string(), "#/components/schemas/Roof");
    const auto& plane = schemas.at("Plane");
    EXPECT_EQ(plane.at("properties").at("tilt_deg").at("maximum").as_double(), 90);
    EXPECT_EQ(plane.at("required").as_array().size(), 1U);
    EXPECT_EQ(schemas.at("Roof").at("properties").at("label").at("maxLength").to_number<int>(), 5);
    EXPECT_FALSE(schemas.at("Roof").at("additionalProperties").as_bool());
}

TEST(Structs, TextThatIsSentIsEscaped) {
    EXPECT_EQ(encode(std::string{"a\"b\\c\n\x01</script>"}), R"("a\"b\\c\n\u0001</script>")");
}

TEST(Structs, WhatIsNotFiniteIsNeverSent) {
    EXPECT_THROW(encode(std::numeric_limits<double>::quiet_NaN()), std::domain_error);
    EXPECT_THROW(encode(std::numeric_limits<double>::infinity()), std::domain_error);
}

}  // namespace
}  // namespace suncrew::wire
