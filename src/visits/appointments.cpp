#include "visits/appointments.hpp"

#include <utility>

#include "base/refusal.hpp"
#include "orders/move.hpp"
#include "visits/letters.hpp"
#include "visits/news.hpp"

namespace suncrew::visits {
namespace {

/// Also for a visit in the place of one that has gone.
bool was_credited(store::Reading& reading, const StoredVisit& visit) {
    return reading
        .value<bool>(R"(select exists (select 1 from visits v join visit_changes x on x.visit = v.id
                                       where v.order_id = ? and v.kind = ? and v.piece = ?
                                             and x.credit_minor is not null))",
                     visit.order, orders::enumerator_name(visit.kind), visit.piece)
        .value();
}

/// Whether the crew will come in the window that was told.
bool kept(const StoredVisit& before, const std::optional<StoredVisit>& after) {
    return !before.window || (after && after->day == before.day && after->begins_at >= before.window->from &&
                              after->begins_at <= before.window->to);
}

std::optional<Money> credit_for(store::Reading& reading, const Means& means, const StoredVisit& before,
                                const std::optional<StoredVisit>& after, Cause cause) {
    // What the customer asked to have on another day is not broken by us.
    if (kept(before, after) || !is_our_fault(cause) || !before.wished_days.empty() ||
        was_credited(reading, before))
        return std::nullopt;
    return means.prices.on(before.country.text(), before.day).moved_visit_credit;
}

/// The order has the day of its survey and the first day of its installation; and its crew.
void follow(store::Writing& writing, const Means& means, const StoredVisit& before, const StoredVisit& after,
            Instant now) {
    const bool dated =
        before.kind == Kind::survey || (before.kind == Kind::installation && before.piece == 0);
    const bool other_crew = before.crew != after.crew;
    const auto standing = orders::find_any(writing, before.order);
    if (!standing || standing->crew != before.crew)
        throw Refusal{Code::conflict, "order_changed"};
    const auto& date = before.kind == Kind::survey ? standing->visit_date : standing->installation_date;
    if (!other_crew && (!dated || date == after.day))
        return;
    const orders::Move move{
        other_crew ? orders::Event::reassign : orders::Event::replan,
        {orders::Party::system, other_crew ? std::optional{after.crew_account} : std::nullopt},
        {},
        now};
    orders::Standing moved = orders::moved(*standing, move);
    if (dated)
        (before.kind == Kind::survey ? moved.visit_date : moved.installation_date) = after.day;
    moved.crew = after.crew;
    moved.crew_account = after.crew_account;
    orders::keep(writing, means.keyring, *standing, moved, move);
}

}  // namespace

void tell_window(store::Writing& writing, const Means& means, const StoredVisit& before, StoredVisit after,
                 Instant now) {
    after.state = State::told;
    after.told_begins_at = after.begins_at;
    replace_visit(writing, before, after, now);
    tell(writing, after, now);
    send_window(writing, means.keyring, after, now);
}

void move_appointment(store::Writing& writing, const Means& means, const StoredVisit& before,
                      StoredVisit after, Cause cause, Instant now) {
    after.cause = cause;
    if (is_ahead(after.state))
        after.state = after.window ? State::told : State::planned;
    // How late a crew is counts from what was told first.
    if (cause != Cause::delay)
        after.told_begins_at = after.window ? std::optional{after.begins_at} : std::nullopt;
    const VisitChange change{
        .visit = before.id,
        .cause = cause,
        .before_day = before.day,
        .before_window = before.window,
        .after_day = after.day,
        .after_window = after.window,
        .question = after.day != before.day && cause != Cause::customer ? Question::open : Question::none,
        .credit = credit_for(writing, means, before, after, cause)};
    // The order comes first: whoever moves it at the same time holds the same row.
    follow(writing, means, before, after, now);
    replace_visit(writing, before, after, now);
    add_change(writing, change, now);
    tell(writing, after, now);
    if (before.crew != after.crew)
        tell_crew(writing, before.crew_account, after, now);
    send_change(writing, means.keyring, after, change, now);
}

void lose_appointment(store::Writing& writing, const Means& means, const StoredVisit& before, Cause cause,
                      Instant now) {
    StoredVisit after = before;
    after.state = State::gone;
    after.cause = cause;
    const VisitChange change{.visit = before.id,
                             .cause = cause,
                             .before_day = before.day,
                             .before_window = before.window,
                             .question = Question::none,
                             .credit = credit_for(writing, means, before, {}, cause)};
    replace_visit(writing, before, after, now);
    add_change(writing, change, now);
    tell(writing, after, now);
    send_change(writing, means.keyring, after, change, now);
}

void drop_visit(store::Writing& writing, const StoredVisit& before, Cause cause, Instant now) {
    StoredVisit after = before;
    after.state = State::gone;
    after.cause = cause;
    replace_visit(writing, before, after, now);
    tell(writing, after, now);
}

}  // namespace suncrew::visits
