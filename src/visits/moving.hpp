#pragma once

#include <utility>
#include <vector>

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "places/gazetteer.hpp"
#include "sealing/keyring.hpp"
#include "solar/price_book.hpp"
#include "store/connection.hpp"
#include "visits/board_wire.hpp"
#include "visits/visits_store.hpp"

namespace suncrew::visits {

/// A visit as it would be after a move, the moved one first, then others of the days that it touches.
struct Moved {
    StoredVisit before{};
    StoredVisit after{};
    bool kept = true;  ///< what the customer was told still holds
};

/// What a move would come to.
struct Proposed {
    Trial trial{};
    std::vector<Moved> visits{};  ///< none where it is not possible
};

/// A dispatcher's moves of visits.
class Moving {
public:
    Moving(const Clock& clock, const places::Gazetteer& gazetteer, const solar::PriceBooks& prices,
           sealing::Keyring& keyring)
        : clock_{clock}, gazetteer_{gazetteer}, prices_{prices}, keyring_{keyring} {}

    /// Changes nothing. Refuses as "visit_not_found" or "crew_not_found" what there is not.
    Trial try_move(access::Granted<access::Permission::read_board> who, const TryMove& command,
                   store::Reading& reading) const;
    /// Does it, as it is tried at this moment, and tells and asks whom it meets. Refuses as
    /// "move_not_possible".
    access::Recorded<Trial> move(access::Granted<access::Permission::move_visits> who,
                                 const MoveVisit& command, store::Writing& writing) const;

private:
    Proposed propose(store::Reading& reading, const TryMove& command) const;

    const Clock& clock_;
    const places::Gazetteer& gazetteer_;
    const solar::PriceBooks& prices_;
    sealing::Keyring& keyring_;
};

}  // namespace suncrew::visits
