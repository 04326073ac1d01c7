#include "orders/offers.hpp"

#include "base/refusal.hpp"
#include "orders/jobs_store.hpp"
#include "orders/move.hpp"
#include "orders/news.hpp"
#include "orders/offers_store.hpp"

namespace suncrew::orders {
namespace {

using access::Granted;
using access::Permission;

/// Closes the offer. Whoever has closed it alone may move the order on: nothing leaves `offered` without
/// that.
StoredOffer answer(store::Transaction& transaction, sealing::Keyring& keyring, OfferId id, AccountId account,
                   OfferState state, const std::string& reason, Instant now) {
    const auto offer = find_offer(transaction, id, account);
    if (!offer)
        throw Refusal{Code::not_found, "offer_not_found"};
    if (!answer_offer(transaction, keyring, id, account, state, reason, now))
        throw Refusal{Code::conflict, "offer_closed"};
    tell_offer(transaction, account, id, now);
    return *offer;
}

Standing need_offered(store::Transaction& transaction, const StoredOffer& offer) {
    const auto standing = find_any(transaction, offer.order);
    if (!standing || standing->state != State::offered)
        throw Refusal{Code::conflict, "offer_closed"};
    return *standing;
}

}  // namespace

OfferList Offers::list(Granted<Permission::read_own_offers> who, const OffersQuery&,
                       store::Reading& reading) const {
    return {list_open_offers(reading, who.account(), clock_.now())};
}

JobStep Offers::accept(Granted<Permission::answer_own_offers> who, const AcceptOffer& command,
                       store::Transaction& transaction) const {
    const Move move{Event::accept, Mover::crew(who.account()), {}, clock_.now()};
    const StoredOffer offer =
        answer(transaction, keyring_, command.offer, who.account(), OfferState::accepted, {}, move.at);
    const Standing before = need_offered(transaction, offer);
    Standing after = moved(before, move);
    after.crew = offer.crew;
    after.crew_account = offer.crew_account;
    after.visit_date = offer.proposed_date;
    keep(transaction, keyring_, before, after, move);
    return step_of(after);
}

http::NoContent Offers::refuse(Granted<Permission::answer_own_offers> who, const RefuseOffer& command,
                               store::Transaction& transaction) const {
    const Move move{Event::decline, Mover::crew(who.account()), {}, clock_.now()};
    const std::string reason = command.reason ? command.reason->text() : std::string{};
    const StoredOffer offer =
        answer(transaction, keyring_, command.offer, who.account(), OfferState::declined, reason, move.at);
    const Standing before = need_offered(transaction, offer);
    keep(transaction, keyring_, before, moved(before, move), move);
    return {};
}

}  // namespace suncrew::orders
