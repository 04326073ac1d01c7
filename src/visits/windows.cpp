#include "visits/windows.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "store/enum_column.hpp"

namespace suncrew::visits {
namespace {

Instant step_before(Instant instant) {
    return Instant{std::chrono::floor<std::chrono::duration<std::int64_t, std::ratio<900>>>(instant)};
}
Instant step_after(Instant instant) {
    return Instant{std::chrono::ceil<std::chrono::duration<std::int64_t, std::ratio<900>>>(instant)};
}

std::chrono::minutes whole(double minutes) {
    return std::chrono::minutes{static_cast<int>(std::lround(minutes))};
}

}  // namespace

Windows Windows::of_history(store::Reading& reading) {
    std::map<std::pair<Kind, int>, std::vector<double>> late;
    for (const auto& [kind, place, told, arrived] : reading.rows<std::string, int, Instant, Instant>(
             R"(select kind, place_in_day, told_begins_at, arrived_at from visits
                where state = 'done' and told_begins_at is not null and arrived_at is not null
                order by updated_at desc limit ?)",
             visits_remembered_max))
        late[{store::enum_named<Kind>(kind, "a kind of visit"), std::clamp(place, 1, places_in_day_max)}]
            .push_back(std::chrono::duration<double, std::ratio<60>>(arrived - told).count());
    Windows windows;
    for (const auto& [key, minutes] : late)
        windows.spreads_[key] = planning::spread_of(minutes, key.second);
    return windows;
}

TimeWindow Windows::around(Instant begins_at, Kind kind, int place_in_day) const {
    const int place = std::clamp(place_in_day, 1, places_in_day_max);
    const auto found = spreads_.find({kind, place});
    const planning::Spread spread = found == spreads_.end() ? planning::prior_spread(place) : found->second;
    const Instant from = step_before(begins_at + whole(spread.early_min));
    const Instant to = step_after(begins_at + whole(spread.late_min));
    return {from, std::max(to, from + window_min)};
}

}  // namespace suncrew::visits
