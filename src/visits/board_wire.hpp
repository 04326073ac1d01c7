#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "places/wire.hpp"
#include "visits/crew_wire.hpp"

/// What a dispatcher says and hears. Nothing of whose house it is: a reference, the city, and the coarse
/// place by which orders are matched. The names stand in the OpenAPI document.
namespace suncrew::visits {

/// GET /dispatch/board.
struct BoardQuery {
    Date day{};
};
BOOST_DESCRIBE_STRUCT(BoardQuery, (), (day))

struct BoardStop {
    VisitId visit{};
    OrderId order{};
    Kind kind{};
    int piece = 0;
    State state{};
    std::optional<TimeWindow> window{};
    Instant begins_at{};
    Instant ends_at{};
    int drive_minutes = 0;
    double drive_km = 0;
    std::string city{};
    double latitude = 0;
    double longitude = 0;
    std::optional<Cause> cause{};
    bool question_open = false;
};
BOOST_DESCRIBE_STRUCT(BoardStop, (),
                      (visit, order, kind, piece, state, window, begins_at, ends_at, drive_minutes, drive_km,
                       city, latitude, longitude, cause, question_open))

struct BoardCrew {
    CrewId crew{};
    std::string name{};
    int utc_offset_minutes = 0;
    std::optional<TimeWindow> shift{};
    bool off = false;
    bool absent = false;
    Base base{};
    std::vector<BoardStop> stops{};
    std::optional<Instant> back_at{};
    double road_km = 0;
};
BOOST_DESCRIBE_STRUCT(BoardCrew, (),
                      (crew, name, utc_offset_minutes, shift, off, absent, base, stops, back_at, road_km))

/// Why an order has no visit to come, though it needs one.
enum class WaitingReason : std::uint8_t {
    looks_for_crew,
    crew_failed,  ///< it had a crew and looks for another
    offered,      ///< a crew has been asked
    no_day        ///< it has a crew, and no day of the next weeks has room
};
BOOST_DESCRIBE_ENUM(WaitingReason, looks_for_crew, crew_failed, offered, no_day)

struct WaitingOrder {
    OrderId order{};
    std::string city{};
    double latitude = 0;
    double longitude = 0;
    Instant since{};
    WaitingReason reason{};
};
BOOST_DESCRIBE_STRUCT(WaitingOrder, (), (order, city, latitude, longitude, since, reason))

using RadiusKm = wire::Number<1, 500>;

/// A circle around a place.
struct Area {
    wire::Number<-90, 90> latitude{};
    wire::Number<-180, 180> longitude{};
    RadiusKm radius_km{};
};
BOOST_DESCRIBE_STRUCT(Area, (), (latitude, longitude, radius_km))

/// POST /dispatch/closed-days: a country, or an area; one of the two.
struct CloseDay {
    Date day{};
    std::optional<places::Country> country{};
    std::optional<Area> area{};
    ClosedReason reason{};
};
BOOST_DESCRIBE_STRUCT(CloseDay, (), (day, country, area, reason))

struct ClosedDay {
    ClosedDayId id{};
    Date day{};
    std::optional<places::Country> country{};
    std::optional<Area> area{};
    ClosedReason reason{};
};
BOOST_DESCRIBE_STRUCT(ClosedDay, (), (id, day, country, area, reason))

/// DELETE /dispatch/closed-days/{closed_day}.
struct OpenDay {
    ClosedDayId closed_day{};
};
BOOST_DESCRIBE_STRUCT(OpenDay, (), (closed_day))

struct BoardFigures {
    int visits = 0;  ///< of the day, of the crews that are shown
    int told = 0;
    int done = 0;
    int late = 0;            ///< begin after what the customer was told
    int questions_open = 0;  ///< that customers have not answered
    double road_km = 0;
    double work_hours = 0;
};
BOOST_DESCRIBE_STRUCT(BoardFigures, (), (visits, told, done, late, questions_open, road_km, work_hours))

struct Board {
    Date day{};
    std::vector<BoardCrew> crews{};        ///< by name; at most `board_crews_max`
    std::vector<WaitingOrder> waiting{};   ///< the longest waiting first, at most `board_waiting_max`
    std::vector<ClosedDay> closed_days{};  ///< from that day on
    BoardFigures figures{};
    bool more = false;  ///< there are more crews or orders than are shown
};
BOOST_DESCRIBE_STRUCT(Board, (), (day, crews, waiting, closed_days, figures, more))

/// POST /dispatch/trials: a visit to that crew and day, before that visit of its day, or at the end.
struct TryMove {
    VisitId visit{};
    CrewId crew{};
    Date day{};
    std::optional<VisitId> before{};
};
BOOST_DESCRIBE_STRUCT(TryMove, (), (visit, crew, day, before))

/// Why a visit cannot be moved so.
enum class Obstacle : std::uint8_t {
    visit_begun,      ///< the crew is on its way or there, or the visit is over
    day_passed,       ///< today or before: who comes today is told by the crew
    crew_off,         ///< works not on that day, or is away
    day_closed,       ///< nobody works there on that day
    skills_missing,   ///< the crew cannot do it
    crew_declined,    ///< it was offered the order before
    keeps_its_crew,   ///< work that this crew has begun
    order_of_pieces,  ///< days of one piece of work, or a day in the cooling-off time
    no_such_place,    ///< `before` is no visit of that crew and day that is still ahead
    day_too_long      ///< the crew would come home after its shift
};
BOOST_DESCRIBE_ENUM(Obstacle, visit_begun, day_passed, crew_off, day_closed, skills_missing, crew_declined,
                    keeps_its_crew, order_of_pieces, no_such_place, day_too_long)

/// What a move would cost. Minutes are of driving; both are of all days that the move touches.
struct Trial {
    bool possible = false;
    std::vector<Obstacle> reasons{};
    int minutes_before = 0;
    int minutes_after = 0;
    double km_before = 0;
    double km_after = 0;
    std::optional<Instant> begins_at{};  ///< of the moved visit
    std::vector<VisitId> late_visits{};  ///< of others, that would begin after what was told
    std::vector<VisitId>
        promises_broken{};  ///< told windows that would not be kept, the moved one's included
};
BOOST_DESCRIBE_STRUCT(Trial, (),
                      (possible, reasons, minutes_before, minutes_after, km_before, km_after, begins_at,
                       late_visits, promises_broken))

enum class MoveReason : std::uint8_t { customer_asked, crew_asked, shorter_way, weather, other };
BOOST_DESCRIBE_ENUM(MoveReason, customer_asked, crew_asked, shorter_way, weather, other)

/// POST /dispatch/moves.
struct MoveVisit {
    VisitId visit{};
    CrewId crew{};
    Date day{};
    std::optional<VisitId> before{};
    MoveReason reason{};
};
BOOST_DESCRIBE_STRUCT(MoveVisit, (), (visit, crew, day, before, reason))

}  // namespace suncrew::visits
