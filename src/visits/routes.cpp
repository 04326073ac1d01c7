#include "visits/routes.hpp"

#include "http/route.hpp"
#include "visits/absences.hpp"
#include "visits/board.hpp"
#include "visits/closed_days.hpp"
#include "visits/crew_days.hpp"
#include "visits/moving.hpp"
#include "visits/own_visits.hpp"
#include "visits/progress.hpp"

namespace suncrew::visits {

using http::Rate;

void add_routes(http::Routes& routes, CrewDays& days) {
    routes.get<&CrewDays::day>(days, "/crew/day", {.name = "get_crew_day"});
    routes.get<&CrewDays::calendar>(days, "/crew/calendar", {.name = "get_crew_calendar"});
}

void add_routes(http::Routes& routes, VisitProgress& progress) {
    routes.post<&VisitProgress::say>(progress, "/crew/visits/{visit}/progress",
                                     {.name = "say_progress", .rate = Rate::write});
}

void add_routes(http::Routes& routes, Absences& absences) {
    routes.post<&Absences::report>(absences, "/crew/absences",
                                   {.name = "report_absence", .rate = Rate::write});
    routes.delete_<&Absences::take_back>(absences, "/crew/absences/{absence}",
                                         {.name = "take_back_absence", .rate = Rate::write});
}

void add_routes(http::Routes& routes, OwnVisitsOf& visits) {
    routes.get<&OwnVisitsOf::list>(visits, "/orders/{order}/visits", {.name = "list_order_visits"});
    routes.post<&OwnVisitsOf::answer>(visits, "/visits/{visit}/answer",
                                      {.name = "answer_visit", .rate = Rate::write});
}

void add_routes(http::Routes& routes, BoardOf& board) {
    routes.get<&BoardOf::read>(board, "/dispatch/board", {.name = "get_board"});
}

void add_routes(http::Routes& routes, Moving& moving) {
    // Nothing is kept, and whoever drags a visit asks several times a second: the rate is that of reading.
    routes.post<&Moving::try_move>(moving, "/dispatch/trials", {.name = "try_move"});
    routes.post<&Moving::move>(moving, "/dispatch/moves", {.name = "move_visit", .rate = Rate::write});
}

void add_routes(http::Routes& routes, ClosedDays& days) {
    routes.post<&ClosedDays::close>(days, "/dispatch/closed-days",
                                    {.name = "close_day", .rate = Rate::write});
    routes.delete_<&ClosedDays::open>(days, "/dispatch/closed-days/{closed_day}",
                                      {.name = "open_day", .rate = Rate::write});
}

}  // namespace suncrew::visits
