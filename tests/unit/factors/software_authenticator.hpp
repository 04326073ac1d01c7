#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "crypto/base64.hpp"
#include "crypto/hash.hpp"
#include "crypto/random.hpp"
#include "factors/webauthn.hpp"

namespace suncrew::factors::testing {

using Octets = std::vector<std::uint8_t>;

inline Octets octets(std::string_view text) {
    return {text.begin(), text.end()};
}

inline void append(Octets& to, Bytes bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

template <typename... Parts>
Octets joined(const Parts&... parts) {
    Octets all;
    (append(all, Bytes{parts}), ...);
    return all;
}

// CBOR as authenticators write it: each number in the shortest form.

inline Octets cbor_head(unsigned major, std::uint64_t number) {
    const auto type = static_cast<std::uint8_t>(major << 5);
    if (number < 24)
        return {static_cast<std::uint8_t>(type | number)};
    const unsigned size = number <= 0xff ? 0 : number <= 0xffff ? 1 : number <= 0xffffffff ? 2 : 3;
    Octets head{static_cast<std::uint8_t>(type | (24 + size))};
    for (unsigned i = 1U << size; i-- > 0;)
        head.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
    return head;
}

inline Octets cbor_integer(std::int64_t number) {
    return number >= 0 ? cbor_head(0, static_cast<std::uint64_t>(number))
                       : cbor_head(1, static_cast<std::uint64_t>(-1 - number));
}

inline Octets cbor_bytes(Bytes bytes) {
    return joined(cbor_head(2, bytes.size()), bytes);
}

inline Octets cbor_text(std::string_view text) {
    return joined(cbor_head(3, text.size()), octets(text));
}

inline Octets cbor_array(std::size_t elements) {
    return cbor_head(4, elements);
}

inline Octets cbor_map(std::size_t members) {
    return cbor_head(5, members);
}

/// The flags of authenticator data.
inline constexpr std::uint8_t user_present = 0x01;
inline constexpr std::uint8_t user_verified = 0x04;
inline constexpr std::uint8_t backup_eligible = 0x08;
inline constexpr std::uint8_t backed_up = 0x10;
inline constexpr std::uint8_t attested = 0x40;
inline constexpr std::uint8_t extended = 0x80;

/// clientDataJSON as browsers write it.
inline Octets client_data(Ceremony ceremony, Bytes challenge, std::string_view origin) {
    const std::string_view type = ceremony == Ceremony::registration ? "webauthn.create" : "webauthn.get";
    return octets(std::string{R"({"type":")"}.append(type) + R"(","challenge":")" +
                  crypto::base64url_encode(challenge) + R"(","origin":")" + std::string{origin} +
                  R"(","crossOrigin":false})");
}

inline Octets attestation_object(std::string_view format, Bytes statement, Bytes authenticator_data) {
    return joined(cbor_map(3), cbor_text("fmt"), cbor_text(format), cbor_text("attStmt"), statement,
                  cbor_text("authData"), cbor_bytes(authenticator_data));
}

/// What was made, as a browser would send it.
struct Created {
    Octets client_data;
    Octets attestation_object;

    RegistrationAnswer answer() const { return {client_data, attestation_object}; }
};

struct Asserted {
    Octets credential_id;
    Octets client_data;
    Octets authenticator_data;
    Octets signature;

    AssertionAnswer answer() const { return {credential_id, client_data, authenticator_data, signature}; }
};

/// An authenticator with one passkey, together with the browser that speaks for it: whatever it is asked, it
/// does. Its parts are public, so that a test can put together what no honest one would say.
class SoftwareAuthenticator {
public:
    explicit SoftwareAuthenticator(Algorithm algorithm = Algorithm::es256)
        : algorithm_{algorithm}, key_{make_key(algorithm)} {
        const auto id = crypto::random_bytes<32>();
        credential_id.assign(id.begin(), id.end());
    }

    Octets credential_id;
    std::array<std::uint8_t, 16> aaguid{};
    std::uint8_t flags = user_present | user_verified;
    std::uint32_t sign_count = 0;
    Octets extensions{};  ///< a CBOR map; empty for none

    /// Registers with the attestation "none".
    Created create(const RelyingParty& rp, Bytes challenge) const {
        return {client_data(Ceremony::registration, challenge, rp.origin),
                attestation_object("none", cbor_map(0), registration_data(rp.id))};
    }

    /// Registers with the attestation "packed", signed by the passkey itself.
    Created create_self_attested(const RelyingParty& rp, Bytes challenge) const {
        const Octets client = client_data(Ceremony::registration, challenge, rp.origin);
        const Octets data = registration_data(rp.id);
        const Octets statement =
            joined(cbor_map(2), cbor_text("alg"), cbor_integer(static_cast<std::int64_t>(algorithm_)),
                   cbor_text("sig"), cbor_bytes(sign(joined(data, crypto::sha256(client)))));
        return {client, attestation_object("packed", statement, data)};
    }

    Asserted assert_to(const RelyingParty& rp, Bytes challenge) const {
        return assert_with(client_data(Ceremony::assertion, challenge, rp.origin), assertion_data(rp.id));
    }

    /// Signs whatever it is given.
    Asserted assert_with(const Octets& client, const Octets& data) const {
        return {credential_id, client, data, sign(joined(data, crypto::sha256(client)))};
    }

    Octets assertion_data(std::string_view rp_id) const {
        const auto counter = static_cast<std::uint32_t>(sign_count);
        const std::array<std::uint8_t, 5> rest{
            static_cast<std::uint8_t>(flags | (extensions.empty() ? 0 : extended)),
            static_cast<std::uint8_t>(counter >> 24), static_cast<std::uint8_t>(counter >> 16),
            static_cast<std::uint8_t>(counter >> 8), static_cast<std::uint8_t>(counter)};
        return joined(crypto::sha256(rp_id), rest, extensions);
    }

    Octets registration_data(std::string_view rp_id) const { return registration_data(rp_id, public_key()); }
    Octets registration_data(std::string_view rp_id, const Octets& cose) const {
        const std::array<std::uint8_t, 2> id_size{static_cast<std::uint8_t>(credential_id.size() >> 8),
                                                  static_cast<std::uint8_t>(credential_id.size())};
        Octets data = assertion_data(rp_id);
        data[32] = static_cast<std::uint8_t>(data[32] | attested);
        data.resize(data.size() - extensions.size());
        return joined(data, aaguid, id_size, credential_id, cose, extensions);
    }

    /// The COSE key.
    Octets public_key() const {
        switch (algorithm_) {
            case Algorithm::es256: {
                const Octets point = public_point();
                const Bytes x = Bytes{point}.subspan(1, 32);
                const Bytes y = Bytes{point}.subspan(33, 32);
                return joined(cbor_map(5), label(1, 2), label(3, -7), label(-1, 1), cbor_integer(-2),
                              cbor_bytes(x), cbor_integer(-3), cbor_bytes(y));
            }
            case Algorithm::eddsa:
                return joined(cbor_map(4), label(1, 1), label(3, -8), label(-1, 6), cbor_integer(-2),
                              cbor_bytes(raw_point()));
            case Algorithm::rs256:
                return joined(cbor_map(4), label(1, 3), label(3, -257), cbor_integer(-1),
                              cbor_bytes(number(OSSL_PKEY_PARAM_RSA_N)), cbor_integer(-2),
                              cbor_bytes(number(OSSL_PKEY_PARAM_RSA_E)));
        }
        throw std::logic_error{"no such algorithm"};
    }

    Octets sign(const Octets& message) const {
        const EVP_MD* const digest = algorithm_ == Algorithm::eddsa ? nullptr : EVP_sha256();
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                              &EVP_MD_CTX_free};
        std::size_t size = 0;
        must(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()));
        must(EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()));
        Octets signature(size);
        must(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()));
        signature.resize(size);
        return signature;
    }

private:
    static void must(int result) {
        if (result != 1)
            throw std::runtime_error{"OpenSSL failed"};
    }

    static OpensslKey make_key(Algorithm algorithm) {
        OpensslKey key{algorithm == Algorithm::es256   ? EVP_EC_gen("P-256")
                       : algorithm == Algorithm::eddsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                                       : EVP_RSA_gen(2048)};
        must(key != nullptr);
        return key;
    }

    static Octets label(std::int64_t key, std::int64_t value) {
        return joined(cbor_integer(key), cbor_integer(value));
    }

    Octets public_point() const {
        Octets point(65);
        std::size_t size = 0;
        must(EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size(),
                                             &size));
        return point;
    }

    Octets raw_point() const {
        Octets point(32);
        std::size_t size = point.size();
        must(EVP_PKEY_get_raw_public_key(key_.get(), point.data(), &size));
        return point;
    }

    Octets number(const char* parameter) const {
        BIGNUM* found = nullptr;
        must(EVP_PKEY_get_bn_param(key_.get(), parameter, &found));
        const std::unique_ptr<BIGNUM, decltype(&BN_free)> owned{found, &BN_free};
        Octets bytes(static_cast<std::size_t>(BN_num_bytes(found)));
        BN_bn2bin(found, bytes.data());
        return bytes;
    }

    Algorithm algorithm_;
    OpensslKey key_;
};

}  // namespace suncrew::factors::testing
