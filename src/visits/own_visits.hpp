#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"
#include "visits/own_wire.hpp"

namespace suncrew::visits {

/// Visits, as the customers use them whose house it is. Another's is refused as one that is not there:
/// "order_not_found", "visit_not_found".
class OwnVisitsOf {
public:
    explicit OwnVisitsOf(const Clock& clock) : clock_{clock} {}

    OwnVisits list(access::Granted<access::Permission::read_own_visits> who, const OwnVisitsQuery& query,
                   store::Reading& reading) const;
    /// Answers the open question about a visit. Whoever does not accept names days from tomorrow on, and the
    /// visit is planned anew on one of them. Refuses as "no_open_question" where nothing is asked, or the
    /// visit has begun; days as "missing_member" or "not_for_this_answer", "date_passed", "date_too_far".
    OwnVisit answer(access::Granted<access::Permission::answer_own_visits> who, const AnswerVisit& command,
                    store::Transaction& transaction) const;

private:
    const Clock& clock_;
};

/// All visits of a customer's order with their changes; for whoever shows or takes along the order.
std::vector<OwnVisit> own_visits(store::Reading& reading, OrderId order, AccountId customer, Instant now);

}  // namespace suncrew::visits
