#pragma once

#include <chrono>

#include "visits/kinds.hpp"

/// How long work takes and when crews work. All of it is our assumption; nobody has measured it yet.
namespace suncrew::visits {

/// By the clocks at the crew's base; driving from there and back is in it.
inline constexpr std::chrono::minutes shift_begins{7 * 60};
inline constexpr std::chrono::minutes shift_ends{18 * 60};

/// What one crew puts on a roof in a day.
inline constexpr int panels_a_day = 18;
/// The most days that one installation is planned for.
inline constexpr int installation_days_max = 4;

constexpr std::chrono::minutes duration_of(Kind kind) {
    switch (kind) {
        case Kind::survey:
            return std::chrono::minutes{75};
        case Kind::installation:
            return std::chrono::minutes{390};
        case Kind::inspection:
            return std::chrono::minutes{60};
    }
    return {};
}

constexpr int installation_days(int panels) {
    const int days = (panels + panels_a_day - 1) / panels_a_day;
    return days < 1 ? 1 : days > installation_days_max ? installation_days_max : days;
}

/// So many days before a visit its customer is told in which window of the day the crew comes.
inline constexpr std::chrono::days told_ahead{3};
/// So far ahead days are planned.
inline constexpr int planned_days = 14;
/// So many days later than agreed an order still keeps a crew that is away.
inline constexpr std::chrono::days waits_for_crew_max{7};
/// A crew whose account is locked for so long has failed.
inline constexpr std::chrono::hours locked_max{24};

}  // namespace suncrew::visits
