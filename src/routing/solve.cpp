#include "routing/solve.hpp"

#include <algorithm>
#include <deque>
#include <thread>
#include <utility>

#include "routing/parts.hpp"
#include "routing/search.hpp"

namespace suncrew::routing {
namespace {

/// How often in a search the threads take over the best of them.
constexpr int exchanges = 4;
/// How often the problem is cut anew, where each thread has a part of it; to put together very many visits
/// takes time.
constexpr int cuts = 100;
constexpr int cuts_of_many = 10;
constexpr std::size_t many_visits = 20'000;
/// Of the budget; the rest is for looking everywhere for places of what is left out.
constexpr double searching_share = 0.97;
/// Of the budget, at most, for what is near what.
constexpr double neighbourhood_share = 0.6;
/// From so many visits for each thread on, each searches in a part of its own rather than in all.
constexpr std::size_t part_visits_min = 150;
/// But for this many iterations of each thread for each visit, with which whole searches find more.
constexpr double whole_iterations_each = 150;

/// The threads' searches, and the best that they have found.
class Crew {
public:
    Crew(const Instance& instance, const Budget& budget, const SolveOptions& options)
        : instance_{instance},
          neighbourhood_{instance, options.threads, budget, neighbourhood_share},
          budget_{budget},
          random_{options.seed} {
        for (unsigned i = 0; i < options.threads; ++i)
            searches_.emplace_back(instance, neighbourhood_, options.seed + i * 0x9e3779b97f4a7c15ULL);
        searches_.front().resume(options.start);
        searches_.front().construct(budget);
        best_ = searches_.front().best();
        best_worth_ = searches_.front().best_worth();
    }

    Sequences search(const std::function<void(const Worth&)>& improved) {
        // What waits for something in another part would not see it move.
        const auto visits = static_cast<double>(instance_.visits());
        const bool in_parts = searches_.size() > 1 && !instance_.linked() &&
                              !instance_.problem().travel.located().empty() &&
                              instance_.visits() >= part_visits_min * searches_.size() &&
                              budget_.expected_iterations() < whole_iterations_each * visits;
        const int rounds = !in_parts ? exchanges : instance_.visits() > many_visits ? cuts_of_many : cuts;
        for (Search& search : searches_)
            search.adopt(best_);
        for (int round = 1; round <= rounds; ++round) {
            const double until = searching_share * round / rounds;
            if (in_parts)
                search_parts(until);
            else
                search_all(until);
            if (improved)
                improved(best_worth_);
        }
        Search& last = searches_.front();
        last.confine(std::vector<std::uint8_t>(instance_.vans().size(), 1), 0, 1);
        last.adopt(best_);
        last.complete(budget_);
        if (improved)
            improved(last.best_worth());
        return last.best();
    }

private:
    void run(double until) {
        std::vector<std::jthread> threads;
        for (Search& search : searches_)
            threads.emplace_back([&search, this, until] { search.run(budget_, until); });
    }

    void note(const Search& search) {
        if (search.best_worth() < best_worth_) {
            best_ = search.best();
            best_worth_ = search.best_worth();
        }
    }

    /// Each thread has the whole problem, and those behind take over the best.
    void search_all(double until) {
        run(until);
        for (const Search& search : searches_)
            note(search);
        for (Search& search : searches_)
            if (best_worth_ < search.best_worth())
                search.adopt(best_);
    }

    /// Each thread has some of the routes to itself; what they have done is put together.
    void search_parts(double until) {
        const auto parts = static_cast<std::uint32_t>(searches_.size());
        const std::vector<std::uint32_t> part = parts_of(instance_, searches_.front().best(), parts, random_);
        for (std::uint32_t i = 0; i < parts; ++i) {
            std::vector<std::uint8_t> open(part.size());
            std::ranges::transform(part, open.begin(), [&](std::uint32_t owner) {
                return owner == i ? std::uint8_t{1} : std::uint8_t{0};
            });
            searches_[i].confine(std::move(open), i, parts);
        }
        run(until);
        Sequences joined = searches_.front().current();
        for (std::uint32_t i = 1; i < parts; ++i) {
            Sequences theirs = searches_[i].current();
            for (std::size_t route = 0; route < part.size(); ++route)
                if (part[route] == i)
                    joined[route] = std::move(theirs[route]);
        }
        for (Search& search : searches_)
            search.adopt(joined);
        note(searches_.front());
    }

    const Instance& instance_;
    const Neighbourhood neighbourhood_;
    const Budget& budget_;
    Random random_;
    std::deque<Search> searches_;
    Sequences best_;
    Worth best_worth_;
};

}  // namespace

Sequences solve(const Problem& problem, const Budget& budget, const SolveOptions& options,
                const std::function<void(const Worth&)>& improved) {
    const Instance instance{problem};
    return Crew{instance, budget, options}.search(improved);
}

}  // namespace suncrew::routing
