#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <boost/describe/enum.hpp>

#include "base/id.hpp"
#include "base/time.hpp"
#include "dispatch/cost.hpp"
#include "dispatch/skill.hpp"
#include "dispatch/travel.hpp"

namespace suncrew::dispatch {

/// Days of the week; bit 0 is Monday, bit 6 is Sunday.
using Weekdays = std::bitset<7>;

/// An order that looks for a crew.
struct OpenOrder {
    OrderId id;
    Position position;
    SkillSet skills_needed;
    /// Days that suit the customer, in any order; empty means any day. Days that have passed no longer bind:
    /// when all have passed, any day suits.
    std::vector<Date> wished_dates;
    Instant waiting_since;
    std::vector<CrewId> declined_by;  ///< never offered the order again
};

/// A crew as it stands now.
struct AvailableCrew {
    CrewId id;
    Position base;
    double radius_km = 0;  ///< as the crow flies from the base
    SkillSet skills;
    Weekdays works_on;
    std::vector<Date> days_taken;  ///< days off, booked days and days of open offers, in any order
    unsigned active_jobs = 0;
    unsigned active_jobs_max = 0;
    unsigned open_offers = 0;      ///< offers not yet answered; each holds a place as a job does
    std::optional<double> rating;  ///< mean of the customers' ratings, 1 to 5; nothing for a new crew
    Answers answers{};             ///< to its offers of late
};

/// One order to be offered to one crew for one day.
struct Offer {
    OrderId order;
    CrewId crew;
    Date proposed_date;
    double cost_km = 0;      ///< what the offer cost in the assignment, in kilometres' worth; for the record
    double distance_km = 0;  ///< by road, estimated, one way
    bool operator==(const Offer&) const = default;
};

/// Why a crew cannot be offered an order.
enum class Reason { declined, skills_missing, out_of_area, no_common_day, fully_loaded };
BOOST_DESCRIBE_ENUM(Reason, declined, skills_missing, out_of_area, no_common_day, fully_loaded)

/// A day is proposed from tomorrow on: for an order without wishes up to this many days ahead,
inline constexpr int days_ahead_max = 60;
/// and for a wish up to this many; a wish beyond it has to wait until it comes nearer.
inline constexpr int wish_days_ahead_max = 366;

/// Every reason why `crew` cannot be offered `order`; empty when it can.
std::vector<Reason> explain(const OpenOrder& order, const AvailableCrew& crew, Date today);

/// Offers for as many of the orders as the crews have places for, at the least total cost (see cost.hpp),
/// each order to at most one crew. What holds for every offer, whoever solves it:
///  - the crew has every skill, the order lies in its area, and it has not declined the order;
///  - the day is one that suits the customer, on which the crew works and is free; a crew is offered no two
///    orders for the same day;
///  - jobs, open offers and new offers of a crew together stay within its maximum.
/// No order is left out while a crew that could be offered it has a place and a common day left. The offers
/// depend on what the orders and crews are, not on how they are sorted. Where places are short, the longest
/// waiting are preferred by cost. Sorted by order.
///
/// "As many" and "least" hold within 5000 orders and places and where crews do not run short of days; beyond,
/// the longest waiting go first. Ratings, loads and radii are taken as they are; a place or radius that is no
/// number fits nobody.
///
/// Throws Refusal{Code::invalid, "listed_twice", "orders" or "crews"} when an id comes twice.
std::vector<Offer> match(std::span<const OpenOrder> orders, std::span<const AvailableCrew> crews, Date today);

}  // namespace suncrew::dispatch
