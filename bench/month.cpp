// A month of a country's crews, day after day: orders come in, crews decline, fall ill and are late, the
// weather closes regions. Three ways of planning it, each with the same days and the same luck:
//   rolling   `planning::replan`: what was agreed stands, the rest is planned anew each evening
//   scratch   the same solver, which forgets each evening what was agreed
//   greedy    each order to the nearest crew that has room, on its earliest day, for good
//   bench_month [CREWS] [ORDERS] [ITERATIONS]     500, 20000 and 20000 where they are not given
#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "planning/replan.hpp"
#include "routing/random.hpp"
#include "routing/travel.hpp"

namespace suncrew::planning {
namespace {

constexpr int days = 22;  // worked ones; nothing is planned for others
constexpr int horizon = 8;
constexpr Time day_length = 86'400;
constexpr Time told_window = 2 * 3600;  // how long before and after the planned time is called in time
constexpr Time service = 3 * 3600;
constexpr Time survey = 3600;
constexpr double survey_share = 0.3;  // of orders, whose installation comes days after a first visit
constexpr double decline_rate = 0.08;
constexpr double sick_rate = 0.02;
constexpr double storm_rate = 0.05;  // of a region on a day
constexpr int regions = 20;
constexpr double longer_rate = 0.15;  // of visits, which take up to a half longer

struct World {
    std::vector<Crew> crews;
    std::vector<int> arrives;  ///< by order: the evening of which day
    std::vector<Order> orders;
    std::vector<int> region;  ///< by order
};

World world(std::size_t crews, std::size_t orders) {
    routing::Random random{11};
    std::vector<dispatch::Position> towns;
    for (int i = 0; i < 200; ++i)
        towns.push_back({37 + 6 * random.fraction(), -8 + 10 * random.fraction()});
    const auto near_a_town = [&] {
        const auto rank =
            static_cast<std::size_t>(std::pow(static_cast<double>(towns.size()), random.fraction()));
        const dispatch::Position town = towns[std::min(rank, towns.size()) - 1];
        return dispatch::Position{town.latitude_deg + 0.3 * (random.fraction() - random.fraction()),
                                  town.longitude_deg + 0.3 * (random.fraction() - random.fraction())};
    };
    World made;
    for (std::uint64_t id = 0; id < crews; ++id)
        made.crews.push_back({.id = id, .home = near_a_town(), .skills = {0}});
    for (std::uint64_t id = 0; id < orders; ++id) {
        made.arrives.push_back(static_cast<int>(id * days / orders));
        Order order{.id = id, .site = near_a_town(), .skills = {0}};
        order.pieces = {{.service = service}};
        if (random.fraction() < survey_share)
            order.pieces.insert(order.pieces.begin(), {.service = survey});
        made.region.push_back(static_cast<int>((order.site.longitude_deg + 9) / 12 * regions));
        made.orders.push_back(std::move(order));
    }
    return made;
}

/// Luck that depends on what it is about alone, so that each way of planning has the same.
double luck(std::uint64_t what, std::uint64_t a, std::uint64_t b) {
    return routing::Random{what * 0x9e3779b97f4a7c15ULL ^ a * 0xbf58476d1ce4e5b9ULL ^ b}.fraction();
}

bool sick(std::uint64_t crew, int day) {
    return luck(1, crew, static_cast<std::uint64_t>(day)) < sick_rate;
}
bool storm(int region, int day) {
    return luck(2, static_cast<std::uint64_t>(region), static_cast<std::uint64_t>(day)) < storm_rate;
}

enum class Way { rolling, scratch, greedy };

/// One order as the month goes on.
struct Progress {
    std::size_t done = 0;  ///< pieces
    int last_day = -1;     ///< on which the last was made
    int first_visit = -1;
};

struct Sums {
    double km = 0, waited = 0;
    std::size_t first_visits = 0, visits = 0, in_time = 0, broken = 0, unexplained = 0, agreed = 0;
    std::map<std::uint64_t, double> work;  ///< by crew
};

class Month {
public:
    Month(const World& world, Way way, std::uint64_t iterations)
        : world_{world},
          way_{way},
          iterations_{iterations},
          progress_(world.orders.size()),
          declined_(world.orders.size()) {}

    Sums run() {
        for (int day = 0; day < days; ++day)
            morning_of(day);
        return sums_;
    }

private:
    /// What is known in the morning: who is sick, where a storm is, and what came in until last night.
    Situation situation(int today) const {
        Situation now{.horizon_days = horizon, .crews = world_.crews};
        for (Crew& crew : now.crews)
            for (int ahead = 0; ahead < horizon; ++ahead)
                if (ahead > 0 || !sick(crew.id, today))
                    crew.shifts.push_back(
                        {ahead, {ahead * day_length + 8 * 3600, ahead * day_length + 17 * 3600}});
        for (std::size_t i = 0; i < world_.orders.size(); ++i) {
            const Progress& progress = progress_[i];
            if (world_.arrives[i] >= today || progress.done == world_.orders[i].pieces.size())
                continue;
            Order order = world_.orders[i];
            order.pieces.erase(order.pieces.begin(),
                               order.pieces.begin() + static_cast<std::ptrdiff_t>(progress.done));
            order.first_day = progress.done > 0 ? std::max(0, progress.last_day + 1 - today) : 0;
            order.declined_by = declined_[i];
            order.priority = std::min(today - world_.arrives[i], 20);
            if (storm(world_.region[i], today))
                order.closed_days = {0};
            now.orders.push_back(std::move(order));
        }
        if (way_ != Way::scratch)
            for (const auto& [key, agreed] : agreed_) {
                Agreed told = agreed;
                told.piece -= progress_[told.order].done;
                told.day -= today;
                told.begins = {told.begins.from - today * day_length, told.begins.to - today * day_length};
                now.agreed.push_back(told);
            }
        return now;
    }

    void morning_of(int today) {
        const Situation now = situation(today);
        const Replanned plan = way_ == Way::greedy
                                   ? greedy(now)
                                   : replan(now, routing::Budget::of_iterations(iterations_), 1, 2);
        count_broken(plan, today);
        agree(plan, today);
        work(plan, today);
    }

    /// What customers had been told and is not so any more: with a cause, or without one.
    void count_broken(const Replanned& plan, int today) {
        std::map<std::pair<std::uint64_t, std::size_t>, const Visit*> made;
        for (const Visit& visit : plan.visits)
            made[{visit.order, visit.piece + progress_[visit.order].done}] = &visit;
        for (const auto& [key, agreed] : agreed_) {
            const auto found = made.find(key);
            const Time begins = found == made.end() ? 0 : found->second->begins + today * day_length;
            if (found != made.end() && found->second->crew == agreed.crew &&
                agreed.begins.from - 1 <= begins && begins <= agreed.begins.to + 1)
                continue;
            ++sums_.broken;
            const bool explained = std::ranges::any_of(
                plan.broken, [&](const Broken& broken) { return broken.agreed.order == key.first; });
            sums_.unexplained += explained ? 0 : 1;
        }
        if (way_ == Way::scratch)
            agreed_.clear();
        for (const Broken& broken : plan.broken)
            agreed_.erase({broken.agreed.order, broken.agreed.piece + progress_[broken.agreed.order].done});
    }

    /// Everything new is offered; some crews decline. Where an order's survey is declined, its rest waits.
    void agree(const Replanned& plan, int today) {
        std::vector<const Visit*> visits;
        for (const Visit& visit : plan.visits)
            visits.push_back(&visit);
        std::stable_sort(visits.begin(), visits.end(), [](auto* a, auto* b) { return a->piece < b->piece; });
        for (const Visit* visit : visits) {
            const std::size_t piece = visit->piece + progress_[visit->order].done;
            if (agreed_.contains({visit->order, piece}) ||
                (visit->piece > 0 && !agreed_.contains({visit->order, piece - 1})))
                continue;
            if (luck(3, visit->order, visit->crew) < decline_rate) {
                if (std::ranges::count(declined_[visit->order], visit->crew) == 0)
                    declined_[visit->order].push_back(visit->crew);
                continue;
            }
            const Time begins = visit->begins + today * day_length;
            agreed_[{visit->order, piece}] = {
                visit->order, piece, visit->crew, visit->day + today, {begins, begins + told_window}};
            ++sums_.agreed;
        }
    }

    /// Today's visits are made: some take longer, and who comes late where is seen.
    void work(const Replanned& plan, int today) {
        std::map<std::uint64_t, std::pair<Time, dispatch::Position>> free;
        for (const Visit& visit : plan.visits) {
            const std::size_t piece = visit.piece + progress_[visit.order].done;
            const auto told = agreed_.find({visit.order, piece});
            if (visit.day != 0 || told == agreed_.end())
                continue;
            const Order& order = world_.orders[visit.order];
            const dispatch::Position home = world_.crews[visit.crew].home;
            auto& [time, place] = free.try_emplace(visit.crew, 8.0 * 3600, home).first->second;
            const Time arrives = time + drive(place, order.site);
            const Time begins = std::max(arrives, visit.begins);
            const double more =
                luck(4, visit.order, piece) < longer_rate ? 0.5 * luck(5, visit.order, piece) : 0;
            const Time takes = order.pieces[piece].service * (1 + more);
            time = begins + takes;
            place = order.site;
            sums_.work[visit.crew] += takes;
            ++sums_.visits;
            sums_.in_time += begins + today * day_length <= told->second.begins.to ? 1U : 0U;
            made_.emplace_back(visit.order, today);
        }
        for (const auto& [crew, at] : free)
            drive(at.second, world_.crews[crew].home);
        for (const auto& [order, day] : made_) {
            Progress& progress = progress_[order];
            agreed_.erase({order, progress.done});
            if (progress.done++ == 0) {
                sums_.waited += day - world_.arrives[order];
                ++sums_.first_visits;
            }
            progress.last_day = day;
        }
        made_.clear();
    }

    Time drive(dispatch::Position from, dispatch::Position to) {
        const routing::Way way = routing::Travel::earth({from, to}).way(0, 0, 1);
        sums_.km += way.distance / 1000;
        return way.duration;
    }

    /// Where a crew is, and from when on it is free, after what it has on a day.
    struct Standing {
        Time time = 0;
        dispatch::Position place;
    };

    /// Who has been told stays; each other order goes to the nearest crew that has room behind what it has,
    /// on the earliest day on which one of the nearest has.
    Replanned greedy(const Situation& now) {
        std::map<std::pair<std::uint64_t, int>, Standing> standing;
        for (const Crew& crew : now.crews)
            for (const Shift& shift : crew.shifts)
                standing[{crew.id, shift.day}] = {shift.hours.from, crew.home};
        Replanned plan;
        std::map<std::uint64_t, const Order*> orders;
        for (const Order& order : now.orders)
            orders[order.id] = &order;
        std::vector<Agreed> told = now.agreed;
        std::sort(told.begin(), told.end(),
                  [](const Agreed& a, const Agreed& b) { return a.begins.from < b.begins.from; });
        std::map<std::pair<std::uint64_t, std::size_t>, int> day_of;
        for (const Agreed& agreed : told) {
            const Order& order = *orders.at(agreed.order);
            const bool after_a_broken_one =
                agreed.piece > 0 && !day_of.contains({agreed.order, agreed.piece - 1});
            const auto at = standing.find({agreed.crew, agreed.day});
            if (after_a_broken_one || at == standing.end() ||
                std::ranges::count(order.closed_days, agreed.day) > 0) {
                plan.broken.push_back({agreed, Cause::crew_gone});
                continue;
            }
            place(order, agreed.piece, agreed.crew, agreed.day, agreed.begins.from, at->second, plan);
            day_of[{agreed.order, agreed.piece}] = agreed.day;
        }
        for (const Order& order : now.orders)
            for (std::size_t piece = 0; piece < order.pieces.size(); ++piece) {
                if (day_of.contains({order.id, piece}))
                    continue;
                const int earliest = piece == 0 ? order.first_day : day_of[{order.id, piece - 1}] + 1;
                const auto given = give(order, piece, earliest, standing, plan);
                if (!given)
                    break;
                day_of[{order.id, piece}] = *given;
            }
        std::sort(plan.visits.begin(), plan.visits.end(), [](const Visit& a, const Visit& b) {
            return std::tuple{a.crew, a.begins} < std::tuple{b.crew, b.begins};
        });
        return plan;
    }

    static Time way_between(dispatch::Position from, dispatch::Position to) {
        return routing::Travel::earth({from, to}).way(0, 0, 1).duration;
    }

    static void place(const Order& order, std::size_t piece, std::uint64_t crew, int day, Time not_before,
                      Standing& at, Replanned& plan) {
        const Time begins = std::max(at.time + way_between(at.place, order.site), not_before);
        plan.visits.push_back({order.id, piece, crew, day, begins, false});
        at = {begins + order.pieces[piece].service, order.site};
    }

    std::optional<int> give(const Order& order, std::size_t piece, int earliest,
                            std::map<std::pair<std::uint64_t, int>, Standing>& standing, Replanned& plan) {
        std::vector<std::pair<Time, const Crew*>> nearest;
        for (const Crew& crew : world_.crews)
            if (std::ranges::count(order.declined_by, crew.id) == 0)
                nearest.emplace_back(way_between(crew.home, order.site), &crew);
        std::partial_sort(nearest.begin(),
                          nearest.begin() + std::min<std::ptrdiff_t>(20, std::ssize(nearest)), nearest.end());
        nearest.resize(std::min<std::size_t>(20, nearest.size()));
        for (int day = earliest; day < horizon; ++day) {
            if (std::ranges::count(order.closed_days, day) > 0)
                continue;
            for (const auto& [home, crew] : nearest) {
                const auto at = standing.find({crew->id, day});
                if (at == standing.end())
                    continue;
                const Time over =
                    at->second.time + way_between(at->second.place, order.site) + order.pieces[piece].service;
                if (over + home > day * day_length + 17 * 3600)
                    continue;
                place(order, piece, crew->id, day, 0, at->second, plan);
                return day;
            }
        }
        return {};
    }

    const World& world_;
    Way way_;
    std::uint64_t iterations_;
    std::vector<Progress> progress_;
    std::vector<std::vector<std::uint64_t>> declined_;
    std::map<std::pair<std::uint64_t, std::size_t>, Agreed>
        agreed_;  ///< by order and piece, in days of the month
    std::vector<std::pair<std::uint64_t, int>> made_;
    Sums sums_;
};

void print(const char* name, const Sums& sums, const World& world, double seconds) {
    double mean = 0;
    for (const auto& [crew, work] : sums.work)
        mean += work / static_cast<double>(world.crews.size());
    double squares = 0;
    for (const Crew& crew : world.crews) {
        const auto found = sums.work.find(crew.id);
        const double off = (found == sums.work.end() ? 0 : found->second) - mean;
        squares += off * off / static_cast<double>(world.crews.size());
    }
    const auto visits = static_cast<double>(sums.visits);
    std::cout << std::left << std::setw(9) << name << std::right << "  visits " << sums.visits
              << "  first visit after " << sums.waited / static_cast<double>(sums.first_visits) << " days  "
              << sums.km / visits << " km a visit  in time "
              << 100 * static_cast<double>(sums.in_time) / visits << " %  work of a crew varies by "
              << 100 * std::sqrt(squares) / mean << " %  changed after it was told " << sums.broken
              << ", without a cause " << sums.unexplained << "  (" << seconds << " s)" << std::endl;
}

}  // namespace
}  // namespace suncrew::planning

int main(int argc, char** argv) {
    using namespace suncrew::planning;
    const std::size_t crews = argc > 1 ? std::stoul(argv[1]) : 500;
    const std::size_t orders = argc > 2 ? std::stoul(argv[2]) : 20'000;
    const std::uint64_t iterations = argc > 3 ? std::stoul(argv[3]) : 20'000;
    const World made = world(crews, orders);
    std::cout << std::fixed << std::setprecision(2) << crews << " crews, " << orders << " orders, " << days
              << " days\n";
    for (const auto& [name, way] :
         {std::pair{"rolling", Way::rolling}, {"scratch", Way::scratch}, {"greedy", Way::greedy}}) {
        const auto start = std::chrono::steady_clock::now();
        const Sums sums = Month{made, way, iterations}.run();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        print(name, sums, made, took.count());
    }
}
