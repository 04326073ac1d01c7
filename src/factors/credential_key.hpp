#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "crypto/hash.hpp"
#include "factors/cbor.hpp"

struct evp_pkey_st;

namespace suncrew::factors {

/// The signatures we ask authenticators for, best first; no other is accepted. The numbers are COSE's.
enum class Algorithm : std::int16_t { es256 = -7, eddsa = -8, rs256 = -257 };

struct FreeKey {
    void operator()(evp_pkey_st* key) const;
};
using OpensslKey = std::unique_ptr<evp_pkey_st, FreeKey>;

/// The public key of a passkey.
class CredentialKey {
public:
    /// Reads a COSE key of exactly the members that its algorithm has: a point on P-256; a point of Ed25519's
    /// prime-order group; an RSA modulus of 2048 to 4096 bits with the exponent 65537. Throws WebauthnRefused
    /// with `algorithm` for another kind of key and `public_key` for a bad one.
    /// Source: Web Authentication Level 3, section 5.8.5; RFC 9053; RFC 8230.
    static CredentialKey read(Bytes cose);

    Algorithm algorithm() const { return algorithm_; }

    /// Whether the signature is this key's, over these bytes.
    bool signed_message(Bytes message, Bytes signature) const;

    /// Whether the signature is this key's, over an assertion's authenticator data and the SHA-256 of its
    /// client data. For ES256 and EdDSA it is libfido2 that says so, which also reads the authenticator data
    /// once more by itself, compares its relying party and user presence, and refuses outputs of extensions
    /// that it knows and nobody asked for. It holds RSA keys of 2048 bits only, so RS256 is OpenSSL's.
    bool signed_assertion(std::string_view rp_id, Bytes authenticator_data,
                          const crypto::Sha256Digest& client_data_hash, Bytes signature) const;

private:
    CredentialKey(Algorithm algorithm, std::vector<std::uint8_t> point, OpensslKey key)
        : algorithm_{algorithm}, point_{std::move(point)}, key_{std::move(key)} {}

    static CredentialKey read_es256(const cbor::Item& cose);
    static CredentialKey read_eddsa(const cbor::Item& cose);
    static CredentialKey read_rs256(const cbor::Item& cose);

    Algorithm algorithm_;
    std::vector<std::uint8_t> point_;  ///< x and y for ES256, the point for EdDSA; empty for RS256
    OpensslKey key_;
};

/// Whether the signature over these bytes was made with the private key that belongs to this one.
bool is_signed(evp_pkey_st& key, Algorithm algorithm, Bytes message, Bytes signature);

}  // namespace suncrew::factors
