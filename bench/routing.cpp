// How good plans are by the time they take, on made-up instances: some in the manner of Solomon's and of
// Gehring and Homberger's, compared with the best that a longer search finds, and a hundred thousand visits
// clustered as a country is.
//   bench_routing [SECONDS]     of the longest search; 20 where it is not given
#include <cmath>
#include <iomanip>
#include <iostream>
#include <string>

#include <sys/resource.h>

#include "routing/random.hpp"
#include "routing/solve.hpp"

namespace suncrew::routing {
namespace {

constexpr unsigned threads = 2;

struct Shape {
    const char* name;
    std::size_t customers;
    std::size_t clusters;  ///< 0: evenly
    Time horizon;
    std::int64_t capacity;
};

Point place(Random& random, const std::vector<Point>& centres) {
    if (centres.empty())
        return {500 * random.fraction(), 500 * random.fraction()};
    const Point centre = centres[random.below(centres.size())];
    const double away = -20 * std::log(1 - random.fraction());
    const double angle = 6.283185307179586 * random.fraction();
    return {centre.x + away * std::cos(angle), centre.y + away * std::sin(angle)};
}

/// One depot in the middle, half of the customers with a window of a tenth of the horizon.
Problem made_up(const Shape& shape, std::uint64_t seed) {
    Random random{seed};
    std::vector<Point> centres;
    for (std::size_t i = 0; i < shape.clusters; ++i)
        centres.push_back(place(random, {}));
    std::vector<Point> points{{250, 250}};
    Problem problem;
    problem.dimensions = 1;
    for (std::uint32_t i = 1; i <= shape.customers; ++i) {
        points.push_back(place(random, centres));
        const double out = std::hypot(points[i].x - 250, points[i].y - 250);
        const Time latest = shape.horizon - out - 10;
        Visit visit;
        visit.id = visit.place = i;
        visit.service = 10;
        visit.delivery = {1 + static_cast<std::int64_t>(random.below(40))};
        visit.pickup = {0};
        const Time from = out + random.fraction() * (latest - out - shape.horizon / 10);
        visit.windows = {random.below(2) == 0 ? Window{0, latest} : Window{from, from + shape.horizon / 10}};
        problem.visits.push_back(std::move(visit));
    }
    Vehicle vehicle{.start = 0, .end = 0, .shift = {0, shape.horizon}, .capacity = {shape.capacity}};
    for (vehicle.id = 1; vehicle.id <= shape.customers / 4; ++vehicle.id)
        problem.vehicles.push_back(vehicle);
    problem.travel = Travel::plane(std::move(points));
    return problem;
}

/// Crews at home in towns, visits around them: on the Earth, with two half days and a break at noon.
Problem country(std::size_t visits, std::size_t crews, std::uint64_t seed) {
    Random random{seed};
    std::vector<dispatch::Position> towns;
    for (std::size_t i = 0; i < 400; ++i)
        towns.push_back({37 + 6 * random.fraction(), -8 + 10 * random.fraction()});
    // Few towns have many people: the n-th is drawn about as often as 1/n.
    const auto near_a_town = [&] {
        const auto rank =
            static_cast<std::size_t>(std::pow(static_cast<double>(towns.size()), random.fraction()));
        const dispatch::Position town = towns[std::min(rank, towns.size()) - 1];
        return dispatch::Position{town.latitude_deg + 0.3 * (random.fraction() - random.fraction()),
                                  town.longitude_deg + 0.3 * (random.fraction() - random.fraction())};
    };
    Problem problem;
    std::vector<dispatch::Position> positions;
    for (std::uint32_t i = 0; i < crews; ++i) {
        positions.push_back(near_a_town());
        problem.vehicles.push_back(
            {.id = i, .start = i, .end = i, .shift = {7 * 3600, 19 * 3600}, .capacity = {}});
        problem.vehicles.back().breaks = {{.id = 1, .service = 1800, .windows = {{12 * 3600, 14 * 3600}}}};
    }
    for (std::size_t i = 0; i < visits; ++i) {
        Visit visit;
        visit.id = i;
        visit.place = static_cast<Place>(positions.size());
        positions.push_back(near_a_town());
        visit.service = 1200;
        visit.windows = {random.below(2) == 0 ? Window{8 * 3600, 13 * 3600} : Window{13 * 3600, 18 * 3600}};
        problem.visits.push_back(std::move(visit));
    }
    problem.travel = Travel::earth(std::move(positions));
    return problem;
}

Worth found(const Problem& problem, double seconds) {
    Worth best;
    const auto start = Budget::Clock::now();
    const std::chrono::duration<double> length{seconds};
    solve(problem, Budget::until(start, start + std::chrono::duration_cast<Budget::Clock::duration>(length)),
          {.seed = 1, .threads = threads}, [&](const Worth& worth) { best = worth; });
    return best;
}

void compare(const Shape& shape, double seconds) {
    const Problem problem = made_up(shape, 7);
    const Worth best = found(problem, seconds);
    std::cout << shape.name << ", " << shape.customers << " customers: " << best.cost << " in " << seconds
              << " s";
    for (const double share : {0.05, 0.25}) {
        const Worth worth = found(problem, share * seconds);
        std::cout << "; " << 100 * (worth.cost / best.cost - 1) << " % more in " << share * seconds << " s";
    }
    std::cout << "; left out " << best.left_out << std::endl;
}

void plan_a_country(double seconds) {
    constexpr std::size_t visits = 100'000;
    const Problem problem = country(visits, 9'000, 7);
    const auto start = Budget::Clock::now();
    const Worth worth = found(problem, seconds);
    const std::chrono::duration<double> took = Budget::Clock::now() - start;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::cout << "a country, " << visits << " visits: " << worth.cost << " s of driving, left out "
              << worth.left_out << ", in " << took.count() << " s and " << usage.ru_maxrss / 1024 << " MiB"
              << std::endl;
}

}  // namespace
}  // namespace suncrew::routing

int main(int argc, char** argv) {
    using namespace suncrew::routing;
    const double seconds = argc > 1 ? std::stod(argv[1]) : 20;
    std::cout << std::fixed << std::setprecision(2);
    compare({"evenly, short day", 200, 0, 1000, 200}, seconds);
    compare({"evenly, long day", 200, 0, 4000, 1000}, seconds);
    compare({"clusters", 400, 20, 1500, 200}, seconds);
    compare({"clusters", 1000, 50, 2000, 200}, seconds);
    plan_a_country(3 * seconds);
}
