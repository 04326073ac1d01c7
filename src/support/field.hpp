#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/describe/enum.hpp>

namespace suncrew::wire {
class Path;
}

/// What support can propose to change: each field by itself, and nothing else.
namespace suncrew::support {

enum class Field : std::uint8_t { name, email, contact_name, contact_phone, street, postcode, note };
BOOST_DESCRIBE_ENUM(Field, name, email, contact_name, contact_phone, street, postcode, note)
inline constexpr std::size_t fields_count = static_cast<std::size_t>(Field::note) + 1;

/// Whether it stands in an order; the others stand in the account.
constexpr bool is_of_order(Field field) {
    return field != Field::name && field != Field::email;
}

/// As the table has it, and public.
std::string_view name_of(Field field);
/// Throws store::Fault for a text that names none.
Field field_named(const std::string& text);

/// The value in the one form that is kept. Refuses what the customer's own form would refuse, with invalid
/// and the same code: "too_long", "too_short", "not_an_email", "not_a_phone_number", …; `path` is the
/// member's.
std::string checked(Field field, const std::string& value, const wire::Path& path);

}  // namespace suncrew::support
