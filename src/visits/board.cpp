#include "visits/board.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "orders/wished_dates.hpp"
#include "store/enum_column.hpp"
#include "visits/closed_days.hpp"
#include "visits/crew_at_work.hpp"
#include "visits/day_route.hpp"
#include "visits/visits_store.hpp"

namespace suncrew::visits {
namespace {

constexpr std::chrono::days closed_shown{60};

std::set<VisitId> questions_on(store::Reading& reading, Date day) {
    std::set<VisitId> open;
    for (const auto& [visit] : reading.rows<VisitId>(
             R"(select distinct v.id from visits v join visit_changes x on x.visit = v.id
                where v.day = ? and v.state <> 'gone' and x.question = 'open' limit ?)",
             day, board_visits_max))
        open.insert(visit);
    return open;
}

BoardStop stop_of(const StoredVisit& visit, bool question_open) {
    return {visit.id,
            visit.order,
            visit.kind,
            visit.piece,
            visit.state,
            visit.window,
            visit.begins_at,
            visit.ends_at,
            visit.drive_minutes,
            visit.drive_km,
            visit.city,
            visit.place.latitude_deg,
            visit.place.longitude_deg,
            visit.cause,
            question_open};
}

void count(BoardFigures& figures, const StoredVisit& visit, bool question_open) {
    ++figures.visits;
    figures.told += visit.window ? 1 : 0;
    figures.done += visit.state == State::done ? 1 : 0;
    figures.late += visit.window && visit.begins_at > visit.window->to ? 1 : 0;
    figures.questions_open += question_open ? 1 : 0;
    figures.work_hours +=
        std::chrono::duration<double, std::ratio<3600>>(visit.ends_at - visit.begins_at).count();
}

/// Orders that look for a crew, and those that have one and no day.
std::vector<WaitingOrder> waiting_orders(store::Reading& reading, int limit) {
    std::vector<WaitingOrder> waiting;
    for (const auto& [order, city, latitude, longitude, since, reason] :
         reading.rows<OrderId, std::string, double, double, Instant, std::string>(
             R"(select id, city, latitude, longitude, since, reason from (
                  select o.id, o.city, o.latitude, o.longitude, o.waiting_since as since,
                         case when o.state = 'offered' then 'offered'
                              when exists (select 1 from order_moves m
                                           where m.order_id = o.id and m.event in ('crew_failed', 'withdraw'))
                              then 'crew_failed' else 'looks_for_crew' end as reason
                  from orders o where o.state in ('placed', 'matching', 'offered')
                  union all
                  select o.id, o.city, o.latitude, o.longitude, o.updated_at, 'no_day'
                  from orders o
                  where o.state in ('matched', 'scheduled', 'inspection')
                        and exists (select 1 from visits v where v.order_id = o.id and v.state = 'gone')
                        and not exists (select 1 from visits v where v.order_id = o.id and v.live = 1)) w
                order by since, id limit ?)",
             limit))
        waiting.push_back({order, city, latitude, longitude, since,
                           store::enum_named<WaitingReason>(reason, "why an order waits")});
    return waiting;
}

BoardCrew crew_of(const places::Gazetteer& gazetteer, const CrewAtWork& crew, Date day) {
    const LocalTime local = LocalTime::at(gazetteer, crew.base);
    return {.crew = crew.id,
            .name = crew.name,
            .utc_offset_minutes = static_cast<int>(local.offset(day).count()),
            .shift = crew.shift(local, day),
            .off = !crew.works_on_day(day),
            .absent = crew.absent,
            .base = {crew.base.latitude_deg, crew.base.longitude_deg}};
}

}  // namespace

Board BoardOf::read(access::Granted<access::Permission::read_board>, const BoardQuery& query,
                    store::Reading& reading) const {
    Board board{.day = query.day};
    // One more than is shown tells whether there are more.
    std::vector<CrewAtWork> crews = crews_on(reading, query.day, board_crews_max + 1);
    board.waiting = waiting_orders(reading, board_waiting_max + 1);
    board.more = crews.size() > board_crews_max || board.waiting.size() > board_waiting_max;
    crews.resize(std::min<std::size_t>(crews.size(), board_crews_max));
    board.waiting.resize(std::min<std::size_t>(board.waiting.size(), board_waiting_max));
    board.closed_days =
        closed_between(reading, query.day, Date{std::chrono::sys_days{query.day} + closed_shown});
    std::map<CrewId, std::vector<StoredVisit>> visits;
    for (StoredVisit& visit : visits_of_day(reading, query.day))
        visits[visit.crew].push_back(std::move(visit));
    const std::set<VisitId> questions = questions_on(reading, query.day);
    for (const CrewAtWork& crew : crews) {
        BoardCrew shown = crew_of(gazetteer_, crew, query.day);
        for (const StoredVisit& visit : visits[crew.id]) {
            const bool open = questions.contains(visit.id);
            shown.stops.push_back(stop_of(visit, open));
            shown.road_km += visit.drive_km;
            count(board.figures, visit, open);
        }
        if (!visits[crew.id].empty()) {
            const StoredVisit& last = visits[crew.id].back();
            const WayHome home = way_home(last.place, last.ends_at, crew.base);
            shown.back_at = home.back_at;
            shown.road_km += home.km;
            board.figures.road_km += shown.road_km;
        }
        board.crews.push_back(std::move(shown));
    }
    return board;
}

}  // namespace suncrew::visits
