#include "routing/solomon.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include "base/csv.hpp"
#include "base/refusal.hpp"

namespace suncrew::routing {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view word(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    const std::string_view found = line.substr(0, line.find_first_of(blanks));
    line.remove_prefix(found.size());
    return found;
}

struct Customer {
    std::uint64_t number;
    Point point;
    std::int64_t demand;
    Window window;
    Time service;
};

class Reader {
public:
    explicit Reader(std::string_view text) : lines_{text} {}
    Problem read();

private:
    [[noreturn]] void refuse(std::string_view reason, Code code = Code::invalid) const {
        throw Refusal{code, reason, "line " + std::to_string(lines_.number())};
    }
    std::optional<std::string_view> filled_line();
    void pass(std::string_view heading);
    template <std::size_t count>
    std::array<double, count> numbers(std::string_view line) const;
    std::uint64_t whole(double number, double max) const;
    Customer customer(std::string_view line) const;

    Lines lines_;
};

std::optional<std::string_view> Reader::filled_line() {
    while (const auto line = lines_.next())
        if (line->find_first_not_of(blanks) != std::string_view::npos)
            return line;
    return {};
}

/// The next line has to begin with this word.
void Reader::pass(std::string_view heading) {
    auto line = filled_line();
    if (!line || word(*line) != heading)
        refuse("heading_expected");
}

template <std::size_t count>
std::array<double, count> Reader::numbers(std::string_view line) const {
    std::array<double, count> read{};
    for (double& number : read) {
        const std::string_view text = word(line);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || end != text.data() + text.size() || !(std::abs(number) <= time_max))
            refuse("number_expected");
    }
    if (!word(line).empty())
        refuse("more_numbers_than_expected");
    return read;
}

std::uint64_t Reader::whole(double number, double max) const {
    if (!(number >= 0 && number <= max) || number != std::floor(number))
        refuse("whole_number_expected");
    return static_cast<std::uint64_t>(number);
}

Customer Reader::customer(std::string_view line) const {
    const auto [number, x, y, demand, ready, due, service] = numbers<7>(line);
    if (service < 0)
        refuse("negative_duration");
    if (ready < 0 || due < ready)
        refuse("window_ends_before_it_begins");
    return {whole(number, time_max),
            {x, y},
            static_cast<std::int64_t>(whole(demand, time_max)),
            {ready, due},
            service};
}

Problem Reader::read() {
    Problem problem;
    filled_line();  // the name
    pass("VEHICLE");
    pass("NUMBER");
    const auto fleet = filled_line();
    const auto [count, capacity] = numbers<2>(fleet.value_or(""));
    Vehicle vehicle;
    vehicle.capacity = {static_cast<std::int64_t>(whole(capacity, time_max))};
    vehicle.start = vehicle.end = 0;
    const std::uint64_t vehicles = whole(count, vehicles_max);
    pass("CUSTOMER");
    pass("CUST");
    const auto depot_line = filled_line();
    const Customer depot = customer(depot_line.value_or(""));
    if (depot.number != 0)
        refuse("depot_expected");
    vehicle.shift = depot.window;
    problem.dimensions = 1;
    for (vehicle.id = 1; vehicle.id <= vehicles; ++vehicle.id)
        problem.vehicles.push_back(vehicle);

    std::vector<Point> points{depot.point};
    std::unordered_set<std::uint64_t> seen{0};
    while (const auto line = filled_line()) {
        if (problem.visits.size() == visits_max)
            refuse("too_many_visits", Code::too_large);
        const Customer read = customer(*line);
        if (!seen.insert(read.number).second)
            refuse("customer_twice");
        Visit visit;
        visit.id = read.number;
        visit.place = static_cast<Place>(points.size());
        visit.service = read.service;
        visit.windows = {read.window};
        visit.delivery = {read.demand};
        visit.pickup = {0};
        points.push_back(read.point);
        problem.visits.push_back(std::move(visit));
    }
    problem.travel = Travel::plane(std::move(points));
    return problem;
}

}  // namespace

bool is_solomon(std::string_view text) {
    Lines lines{text};
    std::size_t filled = 0;
    while (auto line = lines.next()) {
        const std::string_view first = word(*line);
        if (!first.empty() && ++filled == 2)
            return first == "VEHICLE";
    }
    return false;
}

Problem read_solomon(std::string_view text) {
    return Reader{text}.read();
}

}  // namespace suncrew::routing
