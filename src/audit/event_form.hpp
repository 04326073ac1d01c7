#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/security_events.hpp"

/// The form in which security events leave the program: one JSON object an event, in the classes of the Open
/// Cybersecurity Schema Framework. docs/decisions/security_events.md has the table.
namespace suncrew::audit {

inline constexpr std::string_view ocsf_version = "1.3.0";

/// How grave it is, in OCSF's numbers.
enum class Severity : std::uint8_t { informational = 1, low, medium, high, critical };
BOOST_DESCRIBE_ENUM(Severity, informational, low, medium, high, critical)
Severity severity_of(EventKind kind);

/// One line without its end, plain ASCII. There is nothing personal in it, whatever stands in the event: ids
/// of accounts, no names or mail addresses; of the client's address its network alone; a device only where it
/// is a `device_name`; before and after only of the kinds whose texts are our own words.
std::string outgoing_form(std::int64_t id, const SecurityEvent& event);

inline constexpr std::size_t outgoing_bytes_max = 1500;

}  // namespace suncrew::audit
