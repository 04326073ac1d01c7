#pragma once

#include <chrono>
#include <optional>

#include "base/time.hpp"
#include "dispatch/travel.hpp"
#include "places/country.hpp"
#include "places/gazetteer.hpp"

/// Days and hours as people at a place have them. Work is planned by them; what is kept is UTC.
namespace suncrew::visits {

/// The clocks of a place.
class LocalTime {
public:
    /// Zone as `orders::zone_h` has it. Summer time by the rule of its part of the world: the European
    /// Union's (Directive 2000/84/EC), the United States' (15 U.S.C. 260a), New Zealand's or Australia's; by
    /// whole days, the change counting from the day on which it is made. Places without any have it here all
    /// the same (Arizona, Queensland).
    LocalTime(const places::Country& country, dispatch::Position place);
    /// Of a place whose country the gazetteer knows; the sun's zone where it does not.
    static LocalTime at(const places::Gazetteer& gazetteer, dispatch::Position place);

    std::chrono::minutes offset(Date day) const;
    /// So long after the local midnight with which the day begins.
    Instant at(Date day, std::chrono::minutes after_midnight) const;
    Date day_of(Instant instant) const;

private:
    enum class Summer { european, american, new_zealand, australian };
    std::chrono::minutes winter_{};
    Summer summer_ = Summer::european;
};

}  // namespace suncrew::visits
