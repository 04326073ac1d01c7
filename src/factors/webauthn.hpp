#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "factors/authenticator_data.hpp"
#include "factors/cbor.hpp"
#include "factors/credential_key.hpp"
#include "factors/webauthn_refused.hpp"

namespace suncrew::factors {

// What is longer is refused before it is looked at. (Real answers have some hundred bytes; the longest
// credential id is authenticator_data.hpp's.)
inline constexpr std::size_t client_data_bytes_max = 4096;
inline constexpr std::size_t attestation_object_bytes_max = 16 * 1024;
inline constexpr std::size_t authenticator_data_bytes_max = 4096;  ///< of an assertion
inline constexpr std::size_t signature_bytes_max = 1024;

/// Us, as authenticators know us.
struct RelyingParty {
    std::string id;    ///< the host: a passkey made for it works for no other
    std::string name;  ///< what people are shown
    std::string origin;
};

/// From our origin, such as `https://suncrew.example` or `https://localhost:8443`. Throws
/// std::invalid_argument for what is none. Browsers accept no passkeys for a host that is an address.
RelyingParty relying_party(std::string_view base_url);

/// What a browser sends after navigator.credentials.create().
struct RegistrationAnswer {
    Bytes client_data;         ///< clientDataJSON
    Bytes attestation_object;  ///< attestationObject
    std::vector<std::string> transports{};
};

/// A passkey as it is to be kept.
struct Passkey {
    std::vector<std::uint8_t> credential_id;  ///< 1 to 1023 bytes; unique among all accounts
    std::vector<std::uint8_t> public_key;     ///< a COSE key
    Algorithm algorithm;
    std::uint32_t sign_count;
    std::array<std::uint8_t, 16> aaguid;  ///< what the authenticator calls its model; nobody vouches for it
    bool backup_eligible;                 ///< whether it can be synchronised to other devices; never changes
    bool backed_up;                       ///< whether it is, at present
    std::vector<std::string> transports;  ///< hints for later; of those sent, the ones that exist
};

/// Believes a registration, or throws WebauthnRefused. `challenge` is the one given to this very session,
/// not yet used; that it is used up now, and that the credential is nobody's yet, is the caller's to see to.
/// Source: Web Authentication Level 3, section 7.1, with user verification required and attestation "none".
Passkey verify_registration(const RelyingParty& rp, Bytes challenge, const RegistrationAnswer& answer);

/// What a browser sends after navigator.credentials.get().
struct AssertionAnswer {
    Bytes credential_id;
    Bytes client_data;         ///< clientDataJSON
    Bytes authenticator_data;  ///< authenticatorData
    Bytes signature;
};

/// The passkey that the credential id was looked up to, as it is kept.
struct KnownPasskey {
    Bytes credential_id;
    Bytes public_key;  ///< a COSE key
    std::uint32_t sign_count = 0;
    bool backup_eligible = false;
};

/// What is to be kept of the passkey from now on.
struct AssertedPasskey {
    std::uint32_t sign_count = 0;
    bool backed_up = false;
};

/// Believes an assertion, or throws WebauthnRefused. The same holds of `challenge`; that the passkey belongs
/// to the account that is meant is the caller's to see to. With the fault `cloned` everything else was right:
/// the key is in two hands.
/// Source: Web Authentication Level 3, section 7.2, with user verification required.
AssertedPasskey verify_assertion(const RelyingParty& rp, Bytes challenge, const KnownPasskey& known,
                                 const AssertionAnswer& answer);

}  // namespace suncrew::factors
