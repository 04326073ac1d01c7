#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dispatch/matching.hpp"
#include "places/gazetteer.hpp"
#include "store/connection.hpp"
#include "visits/crew_wire.hpp"
#include "visits/local_time.hpp"

/// A crew as its days are planned: where from, on which days.
namespace suncrew::visits {

struct CrewAtWork {
    CrewId id{};
    AccountId account{};
    std::string name{};
    dispatch::Position base{};
    dispatch::SkillSet skills{};
    dispatch::Weekdays works_on{};
    bool off = false;     ///< a day off of its own, on the day that was asked about
    bool absent = false;  ///< it said that it is away on that day

    bool works_on_day(Date day) const;
    /// The shift on that day, as the days off and absences of that day say.
    std::optional<TimeWindow> shift(const LocalTime& local, Date day) const;
};

/// The crew of an account, with what holds on that day. Refuses as "crew_not_found" an account without one.
CrewAtWork need_crew(store::Reading& reading, AccountId account, Date day);
std::optional<CrewAtWork> find_crew(store::Reading& reading, CrewId crew, Date day);
/// By name, at most `limit`; those with a visit on that day before the others.
std::vector<CrewAtWork> crews_on(store::Reading& reading, Date day, int limit);

/// The whole shift of a day on which the crew works.
TimeWindow whole_shift(const LocalTime& local, Date day);

}  // namespace suncrew::visits
