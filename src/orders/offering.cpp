#include "orders/offering.hpp"

#include <cmath>

#include "base/refusal.hpp"
#include "orders/letters.hpp"
#include "orders/matcher.hpp"
#include "orders/news.hpp"

namespace suncrew::orders {

Standing need_any(store::Transaction& transaction, OrderId order) {
    auto standing = find_any(transaction, order);
    if (!standing)
        throw Refusal{Code::conflict, "order_changed"};
    return *std::move(standing);
}

void seek(store::Transaction& transaction, sealing::Keyring& keyring, OrderId order, Instant now) {
    const Move move{Event::seek, Mover::system(), {}, now};
    const Standing before = need_any(transaction, order);
    keep(transaction, keyring, before, moved(before, move), move);
}

void make_offer(store::Transaction& transaction, sealing::Keyring& keyring, const dispatch::Offer& offer,
                AccountId crew_account, Instant now) {
    const Move move{Event::offer, Mover::system(), {}, now};
    // The order's row comes first: the offer is nobody's to wait for before it is committed.
    const Standing before = need_any(transaction, offer.order);
    keep(transaction, keyring, before, moved(before, move), move);
    // A crew that did not answer is asked again: the key of the offers keeps out all others.
    transaction.run(
        "delete from offers where order_id = ? and crew = ? and state = 'expired' and closed_at <= ?",
        offer.order, offer.crew, Instant{now - offer_pause});
    const OfferId id = OfferId::make(now);
    transaction.run(
        R"(insert into offers (id, order_id, crew, state, proposed_date, distance_km, created_at, expires_at)
           values (?, ?, ?, 'open', ?, ?, ?, ?))",
        id, offer.order, offer.crew, offer.proposed_date, std::round(offer.distance_km * 10) / 10, now,
        now + offer_valid);
    tell_offer(transaction, crew_account, id, now);
    send_offer_letter(transaction, keyring, crew_account, now + offer_valid, now);
}

}  // namespace suncrew::orders
