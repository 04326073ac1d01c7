#pragma once

#include <optional>
#include <vector>

#include <boost/describe/class.hpp>

#include "base/money.hpp"
#include "visits/crew_wire.hpp"

/// What a customer says and hears about visits. The names stand in the OpenAPI document.
namespace suncrew::visits {

/// GET /orders/{order}/visits.
struct OwnVisitsQuery {
    OrderId order{};
};
BOOST_DESCRIBE_STRUCT(OwnVisitsQuery, (), (order))

/// When a visit was, or is, to be.
struct Appointment {
    Date day{};
    std::optional<TimeWindow> window{};
};
BOOST_DESCRIBE_STRUCT(Appointment, (), (day, window))

struct OwnVisitChange {
    Instant at{};
    Cause cause{};
    Appointment before{};
    std::optional<Appointment> after{};  ///< none while there is no day for it
    Question question{};
    std::optional<Money> credit{};
};
BOOST_DESCRIBE_STRUCT(OwnVisitChange, (), (at, cause, before, after, question, credit))

struct OwnVisit {
    VisitId id{};
    int version = 0;
    Kind kind{};
    int piece = 0;  ///< the day of the work, from 0
    State state{};
    Date day{};
    std::optional<TimeWindow> window{};   ///< in which the crew comes; told some days before
    std::optional<Instant> arrives_at{};  ///< while the crew is on the way, as estimated
    std::optional<int> minutes_away{};    ///< the same, from now on; never below 0
    std::optional<Instant> arrived_at{};
    bool question_open = false;             ///< about its last change
    std::vector<OwnVisitChange> changes{};  ///< the oldest first
};
BOOST_DESCRIBE_STRUCT(OwnVisit, (),
                      (id, version, kind, piece, state, day, window, arrives_at, minutes_away, arrived_at,
                       question_open, changes))

struct OwnVisits {
    int utc_offset_minutes = 0;     ///< of the clocks there, today
    std::vector<OwnVisit> items{};  ///< in the order of their days
};
BOOST_DESCRIBE_STRUCT(OwnVisits, (), (utc_offset_minutes, items))

/// The days that a customer names in place of one that was moved.
using NamedDays = wire::List<Date, 1, 5>;

/// POST /visits/{visit}/answer. Whoever does not accept names days that suit.
struct AnswerVisit {
    VisitId visit{};
    bool accept = false;
    std::optional<NamedDays> days{};
};
BOOST_DESCRIBE_STRUCT(AnswerVisit, (), (visit, accept, days))

}  // namespace suncrew::visits
