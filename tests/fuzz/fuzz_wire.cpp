// Any text as JSON, and as a described struct: what is read is within its limits, and reads the same when it
// is written anew.
#include <algorithm>
#include <cmath>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/serialize.hpp>

#include "base/utf8.hpp"
#include "property.hpp"
#include "wire/parse.hpp"
#include "wire/structs.hpp"

namespace suncrew::fuzz {

enum class Roof { flat, gabled };
BOOST_DESCRIBE_ENUM(Roof, flat, gabled)

struct Plane {
    wire::Number<0, 90> tilt;
    Roof roof{};
};
BOOST_DESCRIBE_STRUCT(Plane, (), (tilt, roof))

struct Document {
    wire::Text<1, 10> name;
    wire::Text<0, 20, wire::Lines::many> note;
    wire::List<Plane, 1, 3> planes;
    std::optional<wire::Whole<-5, 5>> count;
    std::optional<OrderId> order;
    std::optional<Date> day;
    bool agreed = false;
};
BOOST_DESCRIBE_STRUCT(Document, (), (name, note, planes, count, order, day, agreed))

namespace {

namespace json = boost::json;

std::size_t nesting_of(const json::value& value) {
    std::size_t inner = 0;
    if (value.is_array())
        for (const json::value& element : value.get_array())
            inner = std::max(inner, nesting_of(element));
    else if (value.is_object())
        for (const auto& member : value.get_object())
            inner = std::max(inner, nesting_of(member.value()));
    return value.is_structured() ? inner + 1 : 0;
}

/// Boost.JSON 1.81 reads a figure with a fraction to within some units in the last place.
bool near(double a, double b) {
    return a == b || std::abs(a - b) <= 1e-12 * std::abs(a);
}

void check_limits(const Document& document) {
    must_hold(!document.name.text().empty() && document.name.text().size() <= 40,
              "a name has 1 to 10 characters");
    must_hold(is_utf8(document.name.text()) && is_utf8(document.note.text()), "text is UTF-8");
    must_hold(document.name.text().find('\n') == std::string::npos, "a name is one line");
    must_hold(!document.planes.empty() && document.planes.size() <= 3, "there are 1 to 3 planes");
    for (const Plane& plane : document.planes)
        must_hold(plane.tilt >= 0 && plane.tilt <= 90, "a tilt is from 0 to 90");
    must_hold(!document.count || (*document.count >= -5 && *document.count <= 5), "a count is from -5 to 5");
}

void check_struct(const json::value& value) {
    auto document = wire::Wire<Document>::read(value, wire::Path{});
    check_limits(document);
    auto again = wire::Wire<Document>::read(wire::parse(wire::encode(document)), wire::Path{});
    must_hold(document.planes.size() == again.planes.size(), "no plane is lost");
    for (std::size_t i = 0; i < document.planes.size(); ++i) {
        must_hold(near(document.planes[i].tilt, again.planes[i].tilt), "a figure reads the same");
        again.planes[i].tilt = document.planes[i].tilt;
    }
    must_hold(wire::encode(document) == wire::encode(again),
              "a struct reads the same when it is written anew");
}

}  // namespace
}  // namespace suncrew::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace suncrew;
    try {
        const auto value = wire::parse(fuzz::text_of(data, size));
        fuzz::must_hold(is_utf8(fuzz::text_of(data, size)), "what is read was UTF-8");
        fuzz::must_hold(fuzz::nesting_of(value) <= wire::nesting_max, "nesting is bounded");
        fuzz::check_struct(value);
    } catch (const Refusal& refusal) {
        fuzz::must_hold(refusal.code() == Code::bad_request || refusal.code() == Code::invalid,
                        "a document is malformed or invalid");
    }
    return 0;
}
