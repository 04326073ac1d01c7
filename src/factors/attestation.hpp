#pragma once

#include <string_view>

#include "crypto/hash.hpp"
#include "factors/cbor.hpp"
#include "factors/credential_key.hpp"

namespace suncrew::factors {

/// The three members of an attestation object. It looks into the bytes it was read from.
struct AttestationObject {
    std::string_view format{};
    cbor::Item statement{};
    Bytes authenticator_data{};
};

/// Throws WebauthnRefused for anything but a canonical CBOR map of exactly the three.
/// Source: Web Authentication Level 3, section 6.5.4.
AttestationObject read_attestation_object(Bytes bytes);

/// Checks that an attestation statement is what its format says: nothing for "none"; for "packed" a signature
/// by the new key itself, or by the key of the first certificate beside it. Other formats are refused: we ask
/// for none. Not promised, and nowhere relied on: that the certificate is anybody's; chains are not followed.
/// Source: Web Authentication Level 3, sections 8.2 and 8.7.
void check_attestation(const AttestationObject& object, const crypto::Sha256Digest& client_data_hash,
                       const CredentialKey& key);

}  // namespace suncrew::factors
