#pragma once

#include <cstddef>
#include <string_view>

#include <boost/json/value.hpp>

namespace suncrew::wire {

inline constexpr std::size_t nesting_max = 16;

/// Reads one JSON document (RFC 8259). Refused, as Code::bad_request: text that is not JSON or not UTF-8, and
/// nesting deeper than `nesting_max`; as Code::invalid, with its path: a member that stands twice.
boost::json::value parse(std::string_view text);

}  // namespace suncrew::wire
