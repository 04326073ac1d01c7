#pragma once

#include <optional>
#include <string>
#include <variant>

#include "factors/webauthn.hpp"
#include "identity/ceremonies.hpp"
#include "identity/factors_store.hpp"
#include "identity/security_wire.hpp"

/// From what a browser sends of an authenticator to a passkey that is believed.
namespace suncrew::identity {

PasskeyRequest passkey_request(const factors::RelyingParty& rp, const Challenge& challenge,
                               const std::vector<StoredPasskey>& allowed);
std::vector<AllowedPasskey> allowed_passkeys(const std::vector<StoredPasskey>& passkeys);

/// An answer that is believed, for the account whose passkey it is.
struct BelievedPasskey {
    StoredPasskey passkey;
    factors::AssertedPasskey asserted;
};

/// Why one is not: for the log and the event, never for who sent it.
struct UnbelievedPasskey {
    std::optional<AccountId> account;  ///< whose passkey it claims to be, where there is such a one
    bool cloned = false;
    std::string_view reason;
};

/// Looks the credential up and verifies the answer to the challenge. A user handle that is not the account's
/// is not believed, and at a sign-in, where nobody was named, neither is an answer without one (Web
/// Authentication Level 3, 7.2, step 6).
std::variant<BelievedPasskey, UnbelievedPasskey> believe(store::Reading& reading, sealing::Keyring& keyring,
                                                         const factors::RelyingParty& rp, Purpose purpose,
                                                         const std::optional<Challenge>& challenge,
                                                         const Assertion& answer);

}  // namespace suncrew::identity
