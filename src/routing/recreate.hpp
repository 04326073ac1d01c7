#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "routing/neighbourhood.hpp"
#include "routing/random.hpp"
#include "routing/solution.hpp"

namespace suncrew::routing {

/// Puts requests that are left out back, one after another, each at its cheapest place: greedy insertion with
/// blinks, after Christiaens & Vanden Berghe, Slack induction by string removals for vehicle routing
/// problems, Transportation Science 54 (2020) 417-433, section 4.2. Ours is that only places next to near
/// visits, and a free vehicle of each near kind, are looked at, so that the work for a request does not grow
/// with the problem.
class Recreate {
public:
    Recreate(const Instance& instance, const Neighbourhood& neighbourhood, Random& random);

    /// Tries all of `requests`, in one of several orders that is drawn.
    void operator()(Solution& solution, std::vector<std::uint32_t>& requests);
    /// Puts one request at its cheapest place, and what waits for it behind it; whether there was one.
    bool insert(Solution& solution, std::uint32_t request);
    /// The same, looking at every place there is.
    bool insert_anywhere(Solution& solution, std::uint32_t request);

private:
    struct Place {
        std::uint32_t route = Solution::no_route;
        Route::Pair pair{};  ///< of a job, its `pickup` and `price` count
    };

    void sort(std::vector<std::uint32_t>& requests);
    void look_at_job(const Solution& solution, std::uint32_t task, std::uint32_t route, std::size_t behind,
                     Place& best);
    void look_at_pairs(const Solution& solution, std::uint32_t pickup, std::uint32_t route, Place& best);
    Place near_job(const Solution& solution, std::uint32_t request);
    Place near_shipment(const Solution& solution, std::uint32_t request);
    void look_at_free_vehicles(Solution& solution, std::uint32_t request, Place& best);
    using Find = Place (Recreate::*)(Solution&, std::uint32_t);
    Place near_place(Solution& solution, std::uint32_t request);
    Place any_place(Solution& solution, std::uint32_t request);
    bool insert_chain(Solution& solution, std::uint32_t request, Find find);
    void look_at_crew(const Solution& solution, std::uint32_t request, std::uint32_t crew, Place& best);
    void look_at_all(const Solution& solution, std::uint32_t request, std::uint32_t route, Place& best);
    bool put(Solution& solution, std::uint32_t request, const Place& place);
    bool may_take(const Solution& solution, std::uint32_t route, std::uint32_t request) const {
        return solution.may_take(route, request) &&
               (refused_.empty() ||
                std::find(refused_.begin(), refused_.end(), std::pair{request, route}) == refused_.end());
    }
    bool blinks();

    const Instance& instance_;
    const Neighbourhood& neighbourhood_;
    Random& random_;
    std::uint64_t until_blink_ = 0;
    std::vector<std::pair<double, std::uint32_t>> keys_;
    std::vector<std::uint64_t> looked_at_;  ///< by route: the last request's turn that looked at all of it
    std::vector<std::uint64_t>
        looked_beside_;  ///< by visit: the last turn that looked at the place behind it
    std::uint64_t turn_ = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>>
        refused_;  ///< requests and routes without room for the rest
};

}  // namespace suncrew::routing
