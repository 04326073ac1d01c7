#pragma once

#include "base/time.hpp"
#include "factors/webauthn.hpp"
#include "identity/leaked_passwords.hpp"
#include "identity/post.hpp"
#include "identity/throttle.hpp"
#include "places/networks.hpp"

namespace suncrew::identity {

/// What all of identity stands on; made once, and outlives what it is given to.
struct Setup {
    Post post;
    const Clock& clock;
    const LeakedPasswords& leaked;
    const places::Networks& networks;
    const Throttle& throttle;
    factors::RelyingParty relying_party;
};

}  // namespace suncrew::identity
