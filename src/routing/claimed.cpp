#include "routing/claimed.hpp"

#include "routing/members.hpp"
#include "wire/parse.hpp"

namespace suncrew::routing {
namespace {

constexpr std::int64_t id_max = (std::int64_t{1} << 53) - 1;
/// Start, end, visits and breaks of one route.
constexpr std::size_t steps_max = visits_max;
constexpr double sum_max = 1e18;

ClaimedStep step_of(const Value& object) {
    ClaimedStep step{.type = std::string{object.at("type").text()}};
    if (step.type != "start" && step.type != "end")
        step.id = static_cast<std::uint64_t>(object.at("id").whole(0, id_max));
    step.arrival = object.at("arrival").number(-sum_max, sum_max);
    if (object.has("waiting_time"))
        step.waiting = object.at("waiting_time").number(0, sum_max);
    return step;
}

}  // namespace

Claimed read_claimed(std::string_view text) {
    const boost::json::value json = wire::parse_file(text);
    const Value solution{json, ""};
    Claimed claimed;
    solution.at("routes");
    solution.each("routes", vehicles_max, [&](const Value& route) {
        ClaimedRoute& read = claimed.routes.emplace_back();
        read.vehicle = static_cast<std::uint64_t>(route.at("vehicle").whole(0, id_max));
        route.at("steps");
        route.each("steps", steps_max, [&](const Value& step) { read.steps.push_back(step_of(step)); });
    });
    solution.each("unassigned", visits_max, [&](const Value& left) {
        claimed.left_out.push_back({left.has("type") ? std::string{left.at("type").text()} : "job",
                                    static_cast<std::uint64_t>(left.at("id").whole(0, id_max))});
    });
    if (solution.has("summary")) {
        const Value summary = solution.at("summary");
        if (summary.has("cost"))
            claimed.cost = summary.at("cost").number(-sum_max, sum_max);
        if (summary.has("distance"))
            claimed.distance = summary.at("distance").number(-sum_max, sum_max);
    }
    return claimed;
}

}  // namespace suncrew::routing
