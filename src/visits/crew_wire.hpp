#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/id.hpp"
#include "base/time.hpp"
#include "visits/kinds.hpp"
#include "wire/structs.hpp"

/// What a crew says and hears about its days. The names stand in the OpenAPI document.
namespace suncrew::visits {

struct TimeWindow {
    Instant from{};
    Instant to{};
    bool operator==(const TimeWindow&) const = default;
};
BOOST_DESCRIBE_STRUCT(TimeWindow, (), (from, to))

/// GET /crew/day.
struct CrewDayQuery {
    Date day{};
};
BOOST_DESCRIBE_STRUCT(CrewDayQuery, (), (day))

/// One visit of a crew's day. The place is coarse; the house itself is opened as a job.
struct CrewStop {
    VisitId visit{};
    OrderId order{};
    int version = 0;
    Kind kind{};
    int piece = 0;  ///< the day of the work, from 0
    State state{};
    std::optional<TimeWindow> window{};  ///< as the customer was told
    Instant begins_at{};
    Instant ends_at{};
    int drive_minutes = 0;  ///< from the stop before, or from the base
    double drive_km = 0;
    std::string city{};
    double latitude = 0;   ///< to about 1 km
    double longitude = 0;  ///< the same
    std::optional<Instant> arrives_at{};
    std::optional<Cause> cause{};      ///< of its last change
    std::vector<Progress> progress{};  ///< what can be said of it now
};
BOOST_DESCRIBE_STRUCT(CrewStop, (),
                      (visit, order, version, kind, piece, state, window, begins_at, ends_at, drive_minutes,
                       drive_km, city, latitude, longitude, arrives_at, cause, progress))

struct Base {
    double latitude = 0;
    double longitude = 0;
};
BOOST_DESCRIBE_STRUCT(Base, (), (latitude, longitude))

struct CrewDay {
    Date day{};
    int utc_offset_minutes = 0;         ///< of the clocks at the base on that day
    std::optional<TimeWindow> shift{};  ///< none on a day off, and while the crew is away
    bool off = false;
    bool absent = false;
    Base base{};
    std::vector<CrewStop> stops{};     ///< in the order of their beginnings
    std::optional<Instant> back_at{};  ///< at the base; none without a stop
    double road_km = 0;                ///< with the way back
};
BOOST_DESCRIBE_STRUCT(CrewDay, (),
                      (day, utc_offset_minutes, shift, off, absent, base, stops, back_at, road_km))

inline constexpr int calendar_days_max = 62;

/// GET /crew/calendar.
struct CrewCalendarQuery {
    Date from{};
    wire::Whole<1, calendar_days_max> days{};
};
BOOST_DESCRIBE_STRUCT(CrewCalendarQuery, (), (from, days))

struct CalendarDay {
    Date day{};
    int visits = 0;
    bool off = false;
    bool absent = false;
};
BOOST_DESCRIBE_STRUCT(CalendarDay, (), (day, visits, off, absent))

struct Absence {
    AbsenceId id{};
    Date from{};
    Date to{};
    AbsenceReason reason{};
};
BOOST_DESCRIBE_STRUCT(Absence, (), (id, from, to, reason))

struct CrewCalendar {
    std::vector<CalendarDay> days{};
    std::vector<Absence> absences{};  ///< that touch these days
};
BOOST_DESCRIBE_STRUCT(CrewCalendar, (), (days, absences))

inline constexpr int late_minutes_max = 480;

/// POST /crew/visits/{visit}/progress. `late` takes the minutes by which the crew will be later than planned.
struct SayProgress {
    VisitId visit{};
    Progress event{};
    std::optional<wire::Whole<1, late_minutes_max>> minutes{};
};
BOOST_DESCRIBE_STRUCT(SayProgress, (), (visit, event, minutes))

struct VisitStep {
    VisitId visit{};
    int version = 0;
    State state{};
    Instant begins_at{};
    std::optional<TimeWindow> window{};
    std::optional<Instant> arrives_at{};  ///< on the way, as estimated
    int others_told = 0;                  ///< customers of later stops who were told a later window
    std::vector<Progress> progress{};
};
BOOST_DESCRIBE_STRUCT(VisitStep, (),
                      (visit, version, state, begins_at, window, arrives_at, others_told, progress))

/// POST /crew/absences.
struct ReportAbsence {
    Date from{};
    Date to{};
    AbsenceReason reason{};
};
BOOST_DESCRIBE_STRUCT(ReportAbsence, (), (from, to, reason))

/// DELETE /crew/absences/{absence}.
struct TakeBackAbsence {
    AbsenceId absence{};
};
BOOST_DESCRIBE_STRUCT(TakeBackAbsence, (), (absence))

}  // namespace suncrew::visits
