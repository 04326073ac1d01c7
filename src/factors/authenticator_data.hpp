#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "crypto/hash.hpp"
#include "factors/cbor.hpp"
#include "factors/client_data.hpp"

namespace suncrew::factors {

inline constexpr std::size_t credential_id_bytes_max = 1023;

/// The part of authenticator data that only a registration has.
struct AttestedCredential {
    std::array<std::uint8_t, 16> aaguid{};  ///< the authenticator's model; zero where it does not say
    Bytes credential_id{};
    Bytes public_key{};  ///< the COSE key, as it was sent
};

/// What the authenticator itself says, and signs. It looks into the bytes it was read from.
struct AuthenticatorData {
    crypto::Sha256Digest rp_id_hash{};
    bool user_present = false;
    bool user_verified = false;
    bool backup_eligible = false;
    bool backed_up = false;
    std::uint32_t sign_count = 0;
    std::optional<AttestedCredential> attested{};
};

/// Reads all of it, to the last byte. Throws WebauthnRefused for what is truncated or followed by something,
/// for extensions that are not a canonical CBOR map, and where attested data is there without being expected
/// or is missing.
/// Source: Web Authentication Level 3, section 6.1.
AuthenticatorData read_authenticator_data(Bytes bytes, Ceremony ceremony);

/// Whether it is for our site, and a person was there and proved to the authenticator who they are; and
/// whether what it says about backups can be. Throws WebauthnRefused.
void check_flags(const AuthenticatorData& data, std::string_view rp_id);

}  // namespace suncrew::factors
