#include "orders/matcher.hpp"

#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "base/refusal.hpp"
#include "orders/lease.hpp"
#include "orders/letters.hpp"
#include "orders/matcher_store.hpp"
#include "orders/move.hpp"
#include "orders/news.hpp"

namespace suncrew::orders {
namespace {

constexpr int ended_offers_max = 500;

/// One small change in a transaction of its own; false where somebody else was faster, and nothing has
/// changed.
template <class Work>
bool attempt(store::Connection& connection, const Work& work) {
    try {
        store::in_transaction(connection, work);
        return true;
    } catch (const Refusal& refusal) {
        if (refusal.code() != Code::conflict)
            throw;
        return false;
    }
}

Standing need_any(store::Transaction& transaction, OrderId order) {
    auto standing = find_any(transaction, order);
    if (!standing)
        throw Refusal{Code::conflict, "order_changed"};
    return *std::move(standing);
}

void expire(store::Transaction& transaction, const StoredOffer& offer, Instant now) {
    if (transaction.run("update offers set state = 'expired', closed_at = ? where id = ? and state = 'open'",
                        now, offer.id) == 0)
        throw Refusal{Code::conflict, "offer_closed"};
    tell_offer(transaction, offer.crew_account, offer.id, now);
    const Move move{Event::expire, Mover::system(), {}, now};
    const Standing before = need_any(transaction, offer.order);
    keep(transaction, before, moved(before, move), move);
}

void seek(store::Transaction& transaction, OrderId order, Instant now) {
    const Move move{Event::seek, Mover::system(), {}, now};
    const Standing before = need_any(transaction, order);
    keep(transaction, before, moved(before, move), move);
}

/// The order's row comes first here: the offer is nobody's to wait for before it is committed.
void make_offer(store::Transaction& transaction, const dispatch::Offer& offer, AccountId crew_account,
                Instant now) {
    const Move move{Event::offer, Mover::system(), {}, now};
    const Standing before = need_any(transaction, offer.order);
    keep(transaction, before, moved(before, move), move);
    const OfferId id = OfferId::make(now);
    transaction.run(
        R"(insert into offers (id, order_id, crew, state, proposed_date, distance_km, created_at, expires_at)
           values (?, ?, ?, 'open', ?, ?, ?, ?))",
        id, offer.order, offer.crew, offer.proposed_date, std::round(offer.distance_km * 10) / 10, now,
        now + offer_valid);
    tell_offer(transaction, crew_account, id, now);
    send_offer_letter(transaction, crew_account, now + offer_valid, now);
}

/// The offers to be made now.
struct Plan {
    std::vector<dispatch::Offer> offers;
    std::map<CrewId, AccountId> account_of;
};

Plan plan(store::Reading& reading, Instant now) {
    const auto orders = open_orders(reading, matched_orders_max);
    if (orders.empty())
        return {};
    const Date today = day_of(now);
    CrewsAtHand at_hand = available_crews(reading, today, matched_crews_max);
    return {dispatch::match(orders, at_hand.crews, today), std::move(at_hand.account_of)};
}

class Run {
public:
    Run(store::Connection& connection, Instant now) : connection_{connection}, now_{now} {}

    void end_offers() {
        store::Reading reading{connection_};
        for (const StoredOffer& offer : expired_offers(reading, now_, ended_offers_max))
            count(run_.expired, attempt(connection_, [&](store::Transaction& transaction) {
                      expire(transaction, offer, now_);
                  }));
    }

    void begin_to_seek() {
        store::Reading reading{connection_};
        for (const OrderId order : placed_orders(reading, matched_orders_max))
            count(run_.sought, attempt(connection_, [&](store::Transaction& transaction) {
                      seek(transaction, order, now_);
                  }));
    }

    void make_offers() {
        store::Reading reading{connection_};
        const Plan planned = plan(reading, now_);
        for (const dispatch::Offer& offer : planned.offers)
            count(run_.offered, attempt(connection_, [&](store::Transaction& transaction) {
                      make_offer(transaction, offer, planned.account_of.at(offer.crew), now_);
                  }));
    }

    const MatchingRun& result() const { return run_; }

private:
    void count(int& done, bool succeeded) { ++(succeeded ? done : run_.lost); }

    store::Connection& connection_;
    Instant now_;
    MatchingRun run_;
};

}  // namespace

MatchingRun run_matching(store::Connection& connection, Instant now) {
    // Orders that no crew can take may wait for long: to look at them again writes nothing, not even the
    // lease.
    store::Reading reading{connection};
    if (!anything_due(reading, now) && plan(reading, now).offers.empty())
        return {};
    const auto lease = Lease::take(connection, "matching", now);
    if (!lease)
        return {.led = false};
    Run run{connection, now};
    run.end_offers();
    run.begin_to_seek();
    run.make_offers();
    lease->give_back(connection);
    return run.result();
}

}  // namespace suncrew::orders
