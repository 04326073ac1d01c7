// What a grant lets open is opened with the proof that it is live, which `LiveGrant` alone makes.
#include "permits/live_grant.hpp"

using namespace suncrew;

std::optional<permits::LiveGrant> prove(store::Reading& reading, sealing::Keyring& keyring, AccountId holder,
                                        AccountId about, Instant now) {
#ifdef VIOLATION
    return permits::LiveGrant{GrantId{}, holder, permits::Scope::system, about, now};
#else
    return permits::LiveGrant::of_contact(reading, keyring, holder, about, now);
#endif
}
