#include "orders/orders.hpp"

#include <algorithm>

#include "access/opening.hpp"
#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "orders/move.hpp"
#include "orders/news.hpp"
#include "orders/offers_store.hpp"
#include "orders/orders_store.hpp"
#include "orders/page.hpp"

namespace suncrew::orders {
namespace {

using access::Granted;
using access::Permission;

void check_wishes(const WishedDates& dates, Date today) {
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const std::string field = "wished_dates[" + std::to_string(i) + "]";
        check_date(dates[i], today, field);
        if (std::find(dates.begin(), dates.begin() + static_cast<std::ptrdiff_t>(i), dates[i]) !=
            dates.begin() + static_cast<std::ptrdiff_t>(i))
            throw Refusal{Code::invalid, "listed_twice", field};
    }
}

QuotedSystem need_quoted_system(store::Reading& reading, sealing::Keyring& keyring, const PlaceOrder& command,
                                Instant now) {
    const auto system = find_quoted_system(reading, keyring, command.quote);
    if (!system)
        throw Refusal{Code::not_found, "quote_not_found", "quote"};
    if (now >= system->valid_until)
        throw Refusal{Code::conflict, "quote_expired", "quote"};
    if (system->country != command.address.country)
        throw Refusal{Code::invalid, "country_mismatch", "address.country"};
    return *system;
}

template <Permission P>
Order need_order(store::Reading& reading, sealing::Keyring& keyring, const Granted<P>& who, OrderId id) {
    auto order = read_order(reading, keyring, access::Opening::own(who), id, who.account());
    if (!order)
        throw Refusal{Code::not_found, "order_not_found"};
    return *std::move(order);
}

/// Nothing is sealed for somebody who is erased at this moment: it would bring them a new key. Before the
/// order's row, as their erasure does it.
void hold_customer(store::Transaction& transaction, AccountId customer) {
    if (!identity::hold_account(transaction, customer))
        throw Refusal{Code::unauthenticated, "session_required"};
}

std::string text_of(const std::optional<Note>& note) {
    return note ? note->text() : std::string{};
}

}  // namespace

Instant cooling_off_end(Instant placed_at, int days) {
    if (days == 0)
        return placed_at;
    using namespace std::chrono_literals;
    const auto latest_day = std::chrono::floor<std::chrono::days>(placed_at + 14h);
    return latest_day + std::chrono::days{days + 1} + 12h;
}

http::Created<Order> Orders::place(Granted<Permission::place_order> who, const PlaceOrder& command,
                                   store::Transaction& transaction) const {
    const Instant now = clock_.now();
    check_wishes(command.wished_dates, day_of(now));
    hold_customer(transaction, who.account());
    const QuotedSystem system = need_quoted_system(transaction, keyring_, command, now);
    const OrderId id = OrderId::make(now);
    try {
        insert_order(transaction, keyring_, id, who.account(), command, system,
                     cooling_off_end(now, system.cooling_off_days), now);
    } catch (const store::Duplicate&) {
        throw Refusal{Code::conflict, "quote_already_ordered", "quote"};
    }
    hand_over_quote(transaction, keyring_, command.quote, who.account());
    tell_placed(transaction, id, who.account(), now);
    return {need_order(transaction, keyring_, who, id)};
}

OrderPage Orders::list(Granted<Permission::read_own_orders> who, const OrdersQuery& query,
                       store::Reading& reading) const {
    const int limit = page_limit(query.limit);
    // One more than is shown tells whether there is another page.
    return page_of<OrderPage>(list_orders(reading, who.account(), query.cursor, limit + 1), limit);
}

Order Orders::read(Granted<Permission::read_own_orders> who, const OrderQuery& query,
                   store::Reading& reading) const {
    return need_order(reading, keyring_, who, query.order);
}

Timeline Orders::timeline(Granted<Permission::read_own_orders> who, const OrderQuery& query,
                          store::Reading& reading) const {
    auto timeline = read_timeline(reading, keyring_, access::Opening::own(who), query.order,
                                  Mover::customer(who.account()));
    if (!timeline)
        throw Refusal{Code::not_found, "order_not_found"};
    return *std::move(timeline);
}

Order Orders::move(Granted<Permission::move_own_orders> who, const MoveOrder& command,
                   store::Transaction& transaction) const {
    const Move move{event_of(command.event), Mover::customer(who.account()), text_of(command.note),
                    clock_.now()};
    hold_customer(transaction, who.account());
    const Standing before = need_own(transaction, command.order, move.by);
    require_version(before, command.version);
    const Standing after = moved(before, move);
    // The offer goes first, as wherever both are written: so no two transactions wait for each other.
    if (before.state == State::offered)
        withdraw_open_offer(transaction, before.id, move.at);
    keep(transaction, keyring_, before, after, move);
    return need_order(transaction, keyring_, who, command.order);
}

Order Orders::waive_cooling_off(Granted<Permission::move_own_orders> who, const WaiveCoolingOff& command,
                                store::Transaction& transaction) const {
    const Instant now = clock_.now();
    hold_customer(transaction, who.account());
    const Standing before = need_own(transaction, command.order, Mover::customer(who.account()));
    require_version(before, command.version);
    if (terminal(before.state))
        throw Refusal{Code::conflict, "move_not_allowed"};
    if (before.cooling_off_waived_at || now >= before.cooling_off_ends_at)
        throw Refusal{Code::conflict, "cooling_off_over"};
    Standing after = before;
    ++after.version;
    after.cooling_off_waived_at = now;
    keep(transaction, keyring_, before, after,
         {Event::waive_cooling_off, Mover::customer(who.account()), {}, now});
    return need_order(transaction, keyring_, who, command.order);
}

Order Orders::rate(Granted<Permission::rate_own_orders> who, const RateOrder& command,
                   store::Transaction& transaction) const {
    const Instant now = clock_.now();
    hold_customer(transaction, who.account());
    const Standing before = need_own(transaction, command.order, Mover::customer(who.account()));
    if (before.state != State::done)
        throw Refusal{Code::conflict, "not_done"};
    if (!rate_order(transaction, keyring_, before, static_cast<int>(command.stars), text_of(command.comment),
                    now))
        throw Refusal{Code::conflict, "already_rated"};
    Standing after = before;
    ++after.version;
    tell(transaction, before, after, now);
    return need_order(transaction, keyring_, who, command.order);
}

}  // namespace suncrew::orders
