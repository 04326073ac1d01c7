#include "support/field.hpp"

#include <boost/describe/enum_to_string.hpp>

#include "base/refusal.hpp"
#include "identity/email.hpp"
#include "orders/order_wire.hpp"
#include "store/enum_column.hpp"
#include "wire/wire.hpp"

namespace suncrew::support {
namespace {

template <class Scalar>
std::string scalar(const std::string& value, const wire::Path& path) {
    const auto parsed = Scalar::parse(value);
    if (!parsed)
        throw Refusal{Code::invalid, Scalar::refused_as, path.text()};
    return parsed->text();
}

std::string text(const std::string& value, std::size_t min, std::size_t max, wire::Lines lines,
                 const wire::Path& path) {
    wire::check_text(value, min, max, lines, path);
    return value;
}

}  // namespace

std::string_view name_of(Field field) {
    return boost::describe::enum_to_string(field, "");
}

Field field_named(const std::string& text) {
    return store::enum_named<Field>(text, "the field of a change");
}

std::string checked(Field field, const std::string& value, const wire::Path& path) {
    using wire::Lines;
    switch (field) {
        case Field::email:
            return scalar<identity::Email>(value, path);
        case Field::contact_phone:
            return scalar<orders::Phone>(value, path);
        case Field::name:
        case Field::contact_name:
            return text(value, 1, 100, Lines::one, path);
        case Field::street:
            return text(value, 1, 200, Lines::one, path);
        case Field::postcode:
            return text(value, 1, 16, Lines::one, path);
        case Field::note:
            return text(value, 0, 1000, Lines::many, path);
    }
    throw std::logic_error{"a field that is none"};
}

}  // namespace suncrew::support
