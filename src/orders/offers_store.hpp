#pragma once

#include <optional>
#include <string>
#include <vector>

#include "orders/job_wire.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// The statements of offers. An offer is open until it is accepted, declined, expired or withdrawn, and
/// stays: that a crew had an order is why it does not get it again. Only an expired one goes, when its order
/// is offered to the same crew anew; the moves of the order tell of each.
namespace suncrew::orders {

enum class OfferState : std::uint8_t { open, accepted, declined, expired, withdrawn };
BOOST_DESCRIBE_ENUM(OfferState, open, accepted, declined, expired, withdrawn)

/// What answering an offer needs to know.
struct StoredOffer {
    OfferId id;
    OrderId order;
    CrewId crew;
    AccountId crew_account;
    Date proposed_date{};
};

std::vector<Offer> list_open_offers(store::Reading& reading, AccountId crew_account, Instant now);

/// The offer, whatever its state, if it was made to that account's crew.
std::optional<StoredOffer> find_offer(store::Reading& reading, OfferId offer, AccountId crew_account);

/// Closes an open offer of that account's crew that has not expired; false where it is not open any more.
bool answer_offer(store::Transaction& transaction, sealing::Keyring& keyring, OfferId offer,
                  AccountId crew_account, OfferState answer, const std::string& reason, Instant now);

/// Closes the open offer of an order that is offered no longer, and tells its crew.
void withdraw_open_offer(store::Transaction& transaction, OrderId order, Instant now);

}  // namespace suncrew::orders
