#pragma once

#include <vector>

#include "access/granted.hpp"
#include "base/time.hpp"
#include "places/gazetteer.hpp"
#include "sealing/keyring.hpp"
#include "solar/price_book.hpp"
#include "store/connection.hpp"
#include "visits/crew_wire.hpp"
#include "visits/visits_store.hpp"

namespace suncrew::visits {

/// What the crew can say of the visit on that day.
std::vector<Progress> progress_of(const StoredVisit& visit, Date today);

/// What a crew says of its visits while it is out.
class VisitProgress {
public:
    VisitProgress(const Clock& clock, const places::Gazetteer& gazetteer, const solar::PriceBooks& prices,
                  sealing::Keyring& keyring)
        : clock_{clock}, gazetteer_{gazetteer}, prices_{prices}, keyring_{keyring} {}

    /// Setting off tells the customer when the crew will be there; running late gives this and later visits
    /// of the day later windows, and tells their customers. Refuses as "visit_not_found" another crew's
    /// visit, as "progress_not_allowed" what is not the next step, as "not_today" a visit of another day, as
    /// "another_visit_under_way" a second one; minutes as `orders::Jobs` does a member of another event.
    VisitStep say(access::Granted<access::Permission::move_own_visits> who, const SayProgress& command,
                  store::Transaction& transaction) const;

private:
    const Clock& clock_;
    const places::Gazetteer& gazetteer_;
    const solar::PriceBooks& prices_;
    sealing::Keyring& keyring_;
};

}  // namespace suncrew::visits
