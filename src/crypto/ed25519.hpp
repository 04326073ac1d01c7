#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "crypto/secret.hpp"

struct evp_pkey_st;

/// Ed25519 signatures (RFC 8032), by OpenSSL.
namespace suncrew::crypto {

using Ed25519PublicKey = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

/// A private key. Not promised: protection from who can read the process's memory; a key service does that.
class Ed25519PrivateKey {
public:
    /// Of the 32 bytes of RFC 8032, section 5.1.5. Throws std::runtime_error where they are not 32.
    static Ed25519PrivateKey from_seed(const Secret& seed);
    /// Of PKCS #8 in PEM without a password, as `openssl genpkey -algorithm ed25519` writes it. Throws
    /// std::runtime_error, which repeats nothing of the text, for everything else.
    static Ed25519PrivateKey from_pem(const Secret& pem);

    Ed25519PublicKey public_key() const;
    Ed25519Signature sign(std::string_view message) const;

private:
    struct Free {
        void operator()(evp_pkey_st* key) const;
    };
    using Key = std::unique_ptr<evp_pkey_st, Free>;
    explicit Ed25519PrivateKey(Key key) : key_{std::move(key)} {}
    Key key_;
};

/// Whether it is the key's signature of the message; false for whatever else is wrong with it.
bool ed25519_verifies(const Ed25519PublicKey& key, std::string_view message,
                      std::span<const std::uint8_t> signature);

}  // namespace suncrew::crypto
