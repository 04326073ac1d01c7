#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "orders/job_wire.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// Offers, as the crews that they are made to use them. An offer to another crew is refused as one that is
/// not there, "offer_not_found"; one that was answered, withdrawn or left too long as "offer_closed".
class Offers {
public:
    Offers(const Clock& clock, sealing::Keyring& keyring) : clock_{clock}, keyring_{keyring} {}

    OfferList list(access::Granted<access::Permission::read_own_offers> who, const OffersQuery& query,
                   store::Reading& reading) const;

    /// Takes the order: the crew sees now whose house it is, and its visit is set on the proposed day.
    JobStep accept(access::Granted<access::Permission::answer_own_offers> who, const AcceptOffer& command,
                   store::Transaction& transaction) const;

    /// Leaves the order to another crew; this one is not offered it again.
    http::NoContent refuse(access::Granted<access::Permission::answer_own_offers> who,
                           const RefuseOffer& command, store::Transaction& transaction) const;

private:
    const Clock& clock_;
    sealing::Keyring& keyring_;
};

}  // namespace suncrew::orders
