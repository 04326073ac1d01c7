#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "planning/situation.hpp"
#include "routing/budget.hpp"

namespace suncrew::planning {

/// What a plan weighs, in seconds of driving. Our assumptions; no measurement stands behind them.
struct Weights {
    Cost waiting_per_day = 1800;  ///< of each order's first visit
    Cost evenness = 20;           ///< times the square of a crew's hours on a day
};

/// One visit of the plan.
struct Visit {
    std::uint64_t order = 0;
    std::size_t piece = 0;
    std::uint64_t crew = 0;
    int day = 0;
    Time begins = 0;      ///< the work
    bool agreed = false;  ///< it stands as it was agreed
};

/// What explains that a visit cannot be as it was agreed: the first of these that is true.
enum class Cause {
    order_gone,             ///< the order, or this piece of it, is no more
    crew_gone,              ///< the crew has no shift on that day
    crew_declined,          ///< the crew has declined the order since
    site_closed,            ///< nobody can work there on that day
    out_of_horizon,         ///< the day has passed, or is beyond the horizon
    bound_to_a_broken_one,  ///< a piece that it waits for, or is one whole with, is not as agreed
    no_longer_in_time,      ///< the crew's hours, skills or other agreed visits no longer leave room for it
};

struct Broken {
    Agreed agreed;
    Cause cause = Cause::order_gone;
};

/// An order's piece that has no place within the horizon.
struct Waiting {
    std::uint64_t order = 0;
    std::size_t piece = 0;
};

struct Replanned {
    std::vector<Visit> visits{};   ///< by crew, day and time
    std::vector<Broken> broken{};  ///< their pieces are planned anew, if they can be
    std::vector<Waiting> waiting{};
    double road_km = 0;
};

/// How long and how far it is between positions, all to all. What it throws, `replan` throws.
using TravelTimes = std::function<routing::Travel(std::vector<dispatch::Position>)>;

/// Plans all visits of the horizon. What was agreed stays with its crew, day and window, unless a cause that
/// is named keeps it from it; everything else goes where it costs least (`Weights`), within the budget. The
/// same situation, budget of iterations, seed and threads give the same plan.
///
/// Throws Refusal{Code::invalid} where ids come twice, an agreed visit comes twice, or a bound is exceeded.
Replanned replan(const Situation& situation, const routing::Budget& budget, std::uint64_t seed = 1,
                 unsigned threads = 1, const Weights& weights = {},
                 const TravelTimes& travel_times = &routing::Travel::earth);

}  // namespace suncrew::planning
