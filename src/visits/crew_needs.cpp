#include "visits/crew_needs.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "orders/skills.hpp"
#include "orders/stored.hpp"
#include "orders/wished_dates.hpp"
#include "store/enum_column.hpp"
#include "store/rows_as.hpp"
#include "visits/absences.hpp"
#include "visits/work.hpp"

namespace suncrew::visits {
namespace {

using orders::State;
using std::chrono::days;
using std::chrono::sys_days;
using PieceKey = std::tuple<OrderId, Kind, int>;

constexpr int absences_max = 100;
constexpr int pieces_read_max = 2000;

/// What has become of pieces of the crew's orders.
struct Pieces {
    std::set<PieceKey> done;
    std::map<PieceKey, Cause> lost;
    std::map<PieceKey, StoredVisit> live;
};

Pieces pieces_of(store::Reading& reading, CrewId crew, const std::vector<StoredVisit>& live) {
    Pieces pieces;
    for (const StoredVisit& visit : live)
        pieces.live.emplace(PieceKey{visit.order, visit.kind, visit.piece}, visit);
    // An inspection that was done before its order came back to it is another one.
    for (const auto& [order, kind_name, piece, state, cause] :
         reading.rows<OrderId, std::string, int, std::string, std::optional<std::string>>(
             R"(select v.order_id, v.kind, v.piece, v.state, v.cause from orders o
                     join visits v on v.order_id = o.id and v.crew = o.crew
                where o.crew = ? and o.state in ('matched', 'survey', 'scheduled', 'installing', 'inspection')
                      and v.live is null and (v.kind <> 'inspection' or v.updated_at >= o.updated_at)
                order by v.updated_at limit ?)",
             crew, pieces_read_max)) {
        const PieceKey key{order, store::enum_named<Kind>(kind_name, "a kind of visit"), piece};
        if (state == "done") {
            pieces.done.insert(key);
            continue;
        }
        // An order that was on hold needs its day again, which still stands.
        if (cause && *cause != orders::enumerator_name(Cause::order_gone))
            pieces.lost[key] = store::enum_named<Cause>(*cause, "a cause");
    }
    return pieces;
}

using OrderRow = std::tuple<OrderId, std::string, AccountId, std::string, std::string, double, double, int,
                            int, std::optional<Date>, std::optional<Date>, Instant, std::optional<Instant>>;

NeededPiece needed(const Pieces& pieces, OrderId order, Kind kind, int piece, std::optional<Date> dated) {
    const PieceKey key{order, kind, piece};
    NeededPiece needed{.kind = kind, .piece = piece};
    // What is to come again stands by itself, whatever came of it before.
    if (const auto live = pieces.live.find(key); live != pieces.live.end()) {
        needed.stored = live->second;
        return needed;
    }
    needed.dated = dated;
    if (const auto lost = pieces.lost.find(key); lost != pieces.lost.end())
        needed.lost = lost->second;
    return needed;
}

NeedyOrder order_of(OrderRow&& row, const Pieces& pieces) {
    auto& [id, state, customer, city, country, latitude, longitude, skills, panels, visit_date,
           installation_date, cooling_off_ends_at, waived_at] = row;
    NeedyOrder order{.id = id,
                     .state = orders::stored_state(state),
                     .customer = customer,
                     .city = std::move(city),
                     .country = orders::stored_country(country),
                     .place = {latitude, longitude},
                     .skills = orders::stored_skills(skills)};
    const auto add = [&](Kind kind, int piece, std::optional<Date> dated) {
        if (!pieces.done.contains({order.id, kind, piece}))
            order.pieces.push_back(needed(pieces, order.id, kind, piece, dated));
    };
    if (order.state == State::matched)
        add(Kind::survey, 0, visit_date);
    if (order.state == State::inspection)
        add(Kind::inspection, 0, {});
    if (order.state == State::scheduled || order.state == State::installing) {
        if (!waived_at)
            order.not_before = orders::day_of(cooling_off_ends_at);
        for (int piece = 0; piece < installation_days(panels); ++piece)
            if (piece > 0 || order.state == State::scheduled)
                add(Kind::installation, piece, piece == 0 ? installation_date : std::nullopt);
    }
    return order;
}

/// How an order stands that a visit belongs to.
struct Standing {
    State state{};
    bool same_crew = false;
};

/// What a visit is by now, where its order has gone on without it; nothing where it is still needed.
std::optional<Overtaken> overtaken(const StoredVisit& visit, const Standing& order, Date today) {
    using VisitState = suncrew::visits::State;
    if (!order.same_crew)
        return Overtaken{visit, VisitState::gone, Cause::crew_declined};
    const auto over = [&] { return Overtaken{visit, VisitState::done}; };
    const auto under_way = [&]() -> std::optional<Overtaken> {
        if (visit.day != today)
            return over();
        if (is_ahead(visit.state))
            return Overtaken{visit, VisitState::arrived};
        return std::nullopt;
    };
    switch (order.state) {
        case State::placed:
        case State::matching:
        case State::offered:
        case State::on_hold:
        case State::cancelled:
            return Overtaken{visit, VisitState::gone};
        case State::matched:
            break;
        case State::survey:
            return under_way();
        case State::design:
        case State::customer_approval:
        case State::permit:
        case State::interconnection:
        case State::installed:
        case State::rework:
        case State::permission_to_operate:
        case State::done:
            return over();
        case State::scheduled:
            if (visit.kind == Kind::survey)
                return over();
            break;
        case State::installing:
            if (visit.kind == Kind::survey)
                return over();
            if (visit.piece == 0)
                return under_way();
            break;
        case State::inspection:
            if (visit.kind != Kind::inspection)
                return over();
            break;
    }
    // Who was there and did not say so was there all the same.
    if (visit.state == VisitState::arrived && visit.day < today)
        return over();
    return std::nullopt;
}

std::map<VisitId, Standing> standings_of(store::Reading& reading, CrewId crew) {
    std::map<VisitId, Standing> standings;
    for (const auto& [visit, state, same_crew] : reading.rows<VisitId, std::string, bool>(
             R"(select v.id, o.state, coalesce(o.crew = v.crew, 0)
                from visits v join orders o on o.id = v.order_id where v.crew = ? and v.live = 1 limit ?)",
             crew, crew_visits_max))
        standings[visit] = {orders::stored_state(state), same_crew};
    return standings;
}

}  // namespace

bool CrewNeeds::works_on(Date day) const {
    const std::chrono::weekday weekday{sys_days{day}};
    return !failed && crew.works_on.test(weekday.iso_encoding() - 1) && !off.contains(day) && !is_absent(day);
}

bool CrewNeeds::is_absent(Date day) const {
    return std::any_of(absences.begin(), absences.end(),
                       [day](const Absence& absence) { return absence.from <= day && day <= absence.to; });
}

std::optional<CrewNeeds> needs_of(store::Reading& reading, const places::Gazetteer& gazetteer, CrewId crew,
                                  Instant now) {
    const auto at_work = find_crew(reading, crew, orders::day_of(now));
    if (!at_work)
        return std::nullopt;
    CrewNeeds needs{.crew = *at_work, .local = LocalTime::at(gazetteer, at_work->base)};
    needs.today = needs.local.day_of(now);
    const Date last{sys_days{needs.today} + days{planned_days}};
    needs.failed = reading
                       .value<bool>("select exists (select 1 from accounts where id = ? and locked_at <= ?)",
                                    at_work->account, Instant{now - locked_max})
                       .value();
    for (const auto& [day] : reading.rows<Date>(
             "select day from crew_days_off where crew = ? and day between ? and ?", crew, needs.today, last))
        needs.off.insert(day);
    needs.absences = absences_between(reading, crew, needs.today, last, absences_max);
    const std::vector<StoredVisit> live = live_visits(reading, crew);
    const auto standings = standings_of(reading, crew);
    std::vector<StoredVisit> needed_still;
    for (const StoredVisit& visit : live) {
        const auto standing = standings.find(visit.id);
        if (standing == standings.end())
            continue;
        if (auto gone = overtaken(visit, standing->second, needs.today))
            needs.overtaken.push_back(*std::move(gone));
        else
            needed_still.push_back(visit);
    }
    const Pieces pieces = pieces_of(reading, crew, needed_still);
    for (OrderRow& row : store::RowsAs<OrderRow>::read(
             reading,
             R"(select id, state, customer, city, country, latitude, longitude, skills, panels, visit_date,
                       installation_date, cooling_off_ends_at, cooling_off_waived_at
                from orders where crew = ? and state in ('matched', 'scheduled', 'installing', 'inspection')
                order by id limit ?)",
             crew, crew_orders_max))
        if (NeedyOrder order = order_of(std::move(row), pieces); !order.pieces.empty())
            needs.orders.push_back(std::move(order));
    return needs;
}

}  // namespace suncrew::visits
