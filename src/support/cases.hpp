#pragma once

#include "access/granted.hpp"
#include "access/opening.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::support {

struct OpenCase;
struct CaseSearched;
struct ListCases;
struct CaseList;
struct ReadCase;
struct CaseDetail;

/// A customer asks for help: support opens a case with the contact that they tell, and for some time sees who
/// and what it is about. A case is an access grant that nobody else approves, because only who speaks with
/// the customer knows: it is bounded in number and time, a security officer sees and ends it like every
/// grant, and each look leaves an entry that its customer sees.
class Cases {
public:
    Cases(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// Looks for a customer by exactly this contact. What was looked for in vain is an event too. Refuses
    /// with forbidden "training_required", conflict "too_many_open", too_many "too_many_cases", and invalid
    /// "one_contact" unless one contact is told.
    access::Recorded<CaseSearched> open(access::Granted<access::Permission::open_cases> who,
                                        const OpenCase& command, store::Writing& writing);
    CaseList list(access::Granted<access::Permission::read_own_grants> who, const ListCases& command,
                  store::Reading& reading);
    /// Leaves an entry with each look. Refuses as `case_in_hand`.
    CaseDetail read(access::Granted<access::Permission::open_by_grant> who, const ReadCase& command,
                    access::Desk& desk);

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::support
