#pragma once

#include "access/granted.hpp"
#include "orders/progress_wire.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// Orders, as the support staff sees them without a grant: how far they are, and nothing of the people.
class Progress {
public:
    /// Refuses as "order_not_found" an order that there is not.
    OrderProgress read(access::Granted<access::Permission::read_order_progress> who,
                       const ProgressQuery& query, store::Reading& reading) const;
};

}  // namespace suncrew::orders
