#pragma once

#include <cstddef>
#include <string_view>

#include <boost/json/value.hpp>

namespace suncrew::wire {

inline constexpr std::size_t nesting_max = 16;

/// Reads one JSON document (RFC 8259). Refused, as Code::bad_request: text that is not JSON or not UTF-8, and
/// nesting deeper than `nesting_max`; as Code::invalid, with its path: a member that stands twice.
boost::json::value parse(std::string_view text);

/// The elements that an array of a file may have; one of a request may have 10,000.
inline constexpr std::size_t file_array_max = 200'000;

/// The same for a file that whoever runs the program gives it, whose arrays may be longer.
boost::json::value parse_file(std::string_view text);

}  // namespace suncrew::wire
