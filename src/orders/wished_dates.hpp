#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "wire/limits.hpp"

namespace suncrew::orders {

/// The days on which the customer would like the crew to come; none means any day.
using WishedDates = wire::List<Date, 0, 5>;

/// How far ahead a day can be agreed on.
inline constexpr std::chrono::days ahead_max{366};

/// As the column has them, `2026-05-04,2026-05-11`.
std::string joined(const WishedDates& dates);
/// The opposite. Throws store::Fault for anything else.
WishedDates split(std::string_view text);

/// Refuses as invalid a day before `first` ("date_passed") or more than `ahead_max` after it
/// ("date_too_far").
void check_date(Date date, Date first, const std::string& field);

inline Date day_of(Instant instant) {
    return Date{std::chrono::floor<std::chrono::days>(instant)};
}

}  // namespace suncrew::orders
