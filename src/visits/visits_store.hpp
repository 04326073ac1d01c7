#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/money.hpp"
#include "dispatch/travel.hpp"
#include "orders/wished_dates.hpp"
#include "places/country.hpp"
#include "store/connection.hpp"
#include "visits/crew_wire.hpp"

/// The statements of visits. Each that is made for somebody has their account in its `where`.
namespace suncrew::visits {

/// A visit, with where it is and whose.
struct StoredVisit {
    VisitId id{};
    OrderId order{};
    Kind kind{};
    int piece = 0;
    CrewId crew{};
    Date day{};
    Instant begins_at{};
    Instant ends_at{};
    std::optional<TimeWindow> window{};
    std::optional<Instant> told_begins_at{};  ///< as it was planned when the window was told
    State state{};
    int place_in_day = 1;
    int drive_minutes = 0;
    double drive_km = 0;
    std::optional<Instant> arrives_at{};
    std::optional<Instant> arrived_at{};
    std::optional<Instant> finished_at{};
    int late_minutes = 0;  ///< that the crew has said
    orders::WishedDates wished_days{};
    std::optional<Cause> cause{};
    int version = 1;

    std::string city{};
    places::Country country{};
    dispatch::Position place{};  ///< coarse
    AccountId customer{};
    AccountId crew_account{};
};

/// More visits than that a crew has not on one day, nor ahead of it, nor an order in all.
inline constexpr int day_visits_max = 50;
inline constexpr int crew_visits_max = 500;
inline constexpr int order_visits_max = 100;
inline constexpr int board_visits_max = 3000;

std::optional<StoredVisit> find_visit(store::Reading& reading, VisitId visit);
std::optional<StoredVisit> find_visit_of_crew(store::Reading& reading, VisitId visit, AccountId crew);
std::optional<StoredVisit> find_visit_of_customer(store::Reading& reading, VisitId visit, AccountId customer);
/// Of a crew on a day, but what is gone, in the order of their beginnings.
std::vector<StoredVisit> visits_of_day(store::Reading& reading, CrewId crew, Date day);
/// Of all crews on a day, the same, by crew.
std::vector<StoredVisit> visits_of_day(store::Reading& reading, Date day);
/// Of a crew, those that are not over.
std::vector<StoredVisit> live_visits(store::Reading& reading, CrewId crew);
/// Of a customer's order, by day. An order that is not the customer's has none.
std::vector<StoredVisit> visits_of_order(store::Reading& reading, OrderId order, AccountId customer);

void add_visit(store::Writing& writing, const StoredVisit& visit, Instant now);
/// Writes the visit, a version on, where it still is as `before`. Refuses as conflict "visit_changed" where
/// somebody else was faster.
void replace_visit(store::Writing& writing, const StoredVisit& before, StoredVisit after, Instant now);

/// What a change took from the customer and gave.
struct VisitChange {
    VisitId visit{};
    Cause cause{};
    Date before_day{};
    std::optional<TimeWindow> before_window{};
    std::optional<Date> after_day{};
    std::optional<TimeWindow> after_window{};
    Question question{};
    std::optional<Money> credit{};
};
/// An open question about the visit is superseded by it.
void add_change(store::Writing& writing, const VisitChange& change, Instant now);
/// Closes the open question about the visit; false where there is none.
bool answer_question(store::Writing& writing, VisitId visit, Question answer, Instant now);

/// The crew's days are planned anew at the next turn. A second mark is another one, so that a turn that began
/// before it does not take it away.
void mark_to_plan(store::Writing& writing, CrewId crew, Instant now);

}  // namespace suncrew::visits
