#include "support/case_in_hand.hpp"

#include "base/refusal.hpp"
#include "permits/grants_store.hpp"

namespace suncrew::support {

permits::LiveGrant case_in_hand(store::Reading& reading, sealing::Keyring& keyring, AccountId holder,
                                GrantId id, Instant now) {
    const auto grant = permits::find_grant(reading, keyring, id);
    if (!grant || grant->holder != holder || grant->terms.scope != permits::Scope::support_case)
        throw Refusal{Code::not_found, "no_such_case"};
    auto live = permits::LiveGrant::of_case(*grant, holder, now);
    if (!live)
        throw Refusal{Code::forbidden, "grant_required"};
    return *std::move(live);
}

}  // namespace suncrew::support
