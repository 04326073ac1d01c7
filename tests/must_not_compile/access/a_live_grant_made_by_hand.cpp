// What a grant lets open is opened with the proof that it is live, which comes from `live_grant` alone.
#include "permits/live_grant.hpp"

using namespace suncrew;

std::optional<permits::LiveGrant> prove(store::Reading& reading, AccountId holder, AccountId about,
                                        Instant now) {
#ifdef VIOLATION
    return permits::LiveGrant{GrantId{}, holder, permits::Scope::system, "because", now};
#else
    return permits::live_grant(reading, holder, about, now);
#endif
}
