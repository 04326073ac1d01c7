#include "factors/credential_key.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium/crypto_core_ed25519.h>

#include "factors/webauthn_refused.hpp"

namespace suncrew::factors {
namespace {

using cbor::Item;

// The labels of COSE keys: RFC 9052, section 7; RFC 9053, section 7; RFC 8230, section 4.
constexpr std::int64_t label_type = 1;
constexpr std::int64_t label_algorithm = 3;
constexpr std::int64_t type_okp = 1;
constexpr std::int64_t type_ec2 = 2;
constexpr std::int64_t type_rsa = 3;
constexpr std::int64_t curve_p256 = 1;
constexpr std::int64_t curve_ed25519 = 6;

constexpr std::size_t coordinate_size = 32;
constexpr std::size_t modulus_bytes_min = 256;
constexpr std::size_t modulus_bytes_max = 512;
constexpr std::array<std::uint8_t, 3> exponent_65537{1, 0, 1};

struct Free {
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM* parameters) const { OSSL_PARAM_free(parameters); }
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(fido_assert_t* assertion) const { fido_assert_free(&assertion); }
    void operator()(es256_pk_t* key) const { es256_pk_free(&key); }
    void operator()(eddsa_pk_t* key) const { eddsa_pk_free(&key); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

[[noreturn]] void refuse(WebauthnFault fault) {
    ERR_clear_error();
    throw WebauthnRefused{fault};
}

void require_key(bool holds) {
    if (!holds)
        refuse(WebauthnFault::public_key);
}

template <typename T>
T* must(T* made) {
    if (!made)
        throw std::bad_alloc{};
    return made;
}

std::int64_t integer_at(const Item& map, std::int64_t label) {
    const Item* value = map.find(label);
    require_key(value && value->kind == Item::Kind::integer);
    return value->integer;
}

Bytes bytes_at(const Item& map, std::int64_t label) {
    const Item* value = map.find(label);
    require_key(value && value->kind == Item::Kind::bytes);
    return value->content;
}

Bytes coordinate_at(const Item& map, std::int64_t label) {
    const Bytes coordinate = bytes_at(map, label);
    require_key(coordinate.size() == coordinate_size);
    return coordinate;
}

void require_shape(const Item& cose, std::int64_t type, std::size_t members) {
    require_key(integer_at(cose, label_type) == type && cose.members() == members);
}

/// Makes a key of what the builder holds; a bad one (a point that is not on its curve) is refused.
OpensslKey key_of(const char* type, OSSL_PARAM_BLD* builder) {
    const Owned<OSSL_PARAM> parameters{must(OSSL_PARAM_BLD_to_param(builder))};
    const Owned<EVP_PKEY_CTX> context{must(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr))};
    EVP_PKEY* key = nullptr;
    require_key(EVP_PKEY_fromdata_init(context.get()) == 1 &&
                EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1);
    return OpensslKey{key};
}

OpensslKey p256_key(const std::vector<std::uint8_t>& point) {
    std::vector<std::uint8_t> uncompressed{4};  // SEC 1, section 2.3.3
    uncompressed.insert(uncompressed.end(), point.begin(), point.end());
    const Owned<OSSL_PARAM_BLD> builder{must(OSSL_PARAM_BLD_new())};
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, uncompressed.data(),
                                         uncompressed.size()) != 1)
        throw std::bad_alloc{};
    return key_of("EC", builder.get());
}

OpensslKey rsa_key(Bytes modulus, Bytes exponent) {
    const Owned<BIGNUM> n{must(BN_bin2bn(modulus.data(), static_cast<int>(modulus.size()), nullptr))};
    const Owned<BIGNUM> e{must(BN_bin2bn(exponent.data(), static_cast<int>(exponent.size()), nullptr))};
    const Owned<OSSL_PARAM_BLD> builder{must(OSSL_PARAM_BLD_new())};
    if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
        throw std::bad_alloc{};
    return key_of("RSA", builder.get());
}

/// libfido2's own reading of an assertion, ready to be verified; nullptr where it does not read it.
Owned<fido_assert_t> fido_assertion(const std::string& rp_id, Bytes authenticator_data,
                                    const crypto::Sha256Digest& client_data_hash, Bytes signature) {
    Owned<fido_assert_t> assertion{must(fido_assert_new())};
    fido_assert_t* const raw = assertion.get();
    if (fido_assert_set_count(raw, 1) != FIDO_OK || fido_assert_set_rp(raw, rp_id.c_str()) != FIDO_OK ||
        fido_assert_set_up(raw, FIDO_OPT_TRUE) != FIDO_OK ||
        fido_assert_set_clientdata_hash(raw, client_data_hash.data(), client_data_hash.size()) != FIDO_OK ||
        fido_assert_set_authdata_raw(raw, 0, authenticator_data.data(), authenticator_data.size()) !=
            FIDO_OK ||
        fido_assert_set_sig(raw, 0, signature.data(), signature.size()) != FIDO_OK)
        return nullptr;
    return assertion;
}

bool fido_verify(const fido_assert_t& assertion, Algorithm algorithm,
                 const std::vector<std::uint8_t>& point) {
    if (algorithm == Algorithm::es256) {
        const Owned<es256_pk_t> key{must(es256_pk_new())};
        return es256_pk_from_ptr(key.get(), point.data(), point.size()) == FIDO_OK &&
               fido_assert_verify(&assertion, 0, COSE_ES256, key.get()) == FIDO_OK;
    }
    const Owned<eddsa_pk_t> key{must(eddsa_pk_new())};
    return eddsa_pk_from_ptr(key.get(), point.data(), point.size()) == FIDO_OK &&
           fido_assert_verify(&assertion, 0, COSE_EDDSA, key.get()) == FIDO_OK;
}

}  // namespace

void FreeKey::operator()(EVP_PKEY* key) const {
    EVP_PKEY_free(key);
}

bool is_signed(EVP_PKEY& key, Algorithm algorithm, Bytes message, Bytes signature) {
    const EVP_MD* const digest = algorithm == Algorithm::eddsa ? nullptr : EVP_sha256();
    const Owned<EVP_MD_CTX> context{must(EVP_MD_CTX_new())};
    const bool holds = EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, &key) == 1 &&
                       EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                        message.size()) == 1;
    ERR_clear_error();
    return holds;
}

CredentialKey CredentialKey::read(Bytes cose) {
    const Item item = cbor::read_whole(cose);
    require_key(item.kind == Item::Kind::map);
    switch (integer_at(item, label_algorithm)) {
        case static_cast<std::int64_t>(Algorithm::es256):
            return read_es256(item);
        case static_cast<std::int64_t>(Algorithm::eddsa):
            return read_eddsa(item);
        case static_cast<std::int64_t>(Algorithm::rs256):
            return read_rs256(item);
        default:
            refuse(WebauthnFault::algorithm);
    }
}

CredentialKey CredentialKey::read_es256(const Item& cose) {
    require_shape(cose, type_ec2, 5);
    require_key(integer_at(cose, -1) == curve_p256);
    const Bytes x = coordinate_at(cose, -2);
    const Bytes y = coordinate_at(cose, -3);
    std::vector<std::uint8_t> point{x.begin(), x.end()};
    point.insert(point.end(), y.begin(), y.end());
    OpensslKey key = p256_key(point);
    return CredentialKey{Algorithm::es256, std::move(point), std::move(key)};
}

CredentialKey CredentialKey::read_eddsa(const Item& cose) {
    require_shape(cose, type_okp, 4);
    require_key(integer_at(cose, -1) == curve_ed25519);
    const Bytes x = coordinate_at(cose, -2);
    require_key(crypto_core_ed25519_is_valid_point(x.data()) == 1);
    OpensslKey key{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, x.data(), x.size())};
    require_key(key != nullptr);
    return CredentialKey{Algorithm::eddsa, {x.begin(), x.end()}, std::move(key)};
}

CredentialKey CredentialKey::read_rs256(const Item& cose) {
    require_shape(cose, type_rsa, 4);
    const Bytes n = bytes_at(cose, -1);
    const Bytes e = bytes_at(cose, -2);
    require_key(n.size() >= modulus_bytes_min && n.size() <= modulus_bytes_max);
    // The published example's modulus has 3482 bits, so the first byte may be small, but not 0.
    require_key(n.front() != 0 && (n.size() > modulus_bytes_min || n.front() >= 0x80) && (n.back() & 1) == 1);
    require_key(std::equal(e.begin(), e.end(), exponent_65537.begin(), exponent_65537.end()));
    return CredentialKey{Algorithm::rs256, {}, rsa_key(n, e)};
}

bool CredentialKey::signed_message(Bytes message, Bytes signature) const {
    return is_signed(*key_, algorithm_, message, signature);
}

bool CredentialKey::signed_assertion(std::string_view rp_id, Bytes authenticator_data,
                                     const crypto::Sha256Digest& client_data_hash, Bytes signature) const {
    if (algorithm_ == Algorithm::rs256) {
        std::vector<std::uint8_t> message{authenticator_data.begin(), authenticator_data.end()};
        message.insert(message.end(), client_data_hash.begin(), client_data_hash.end());
        return signed_message(message, signature);
    }
    const auto assertion =
        fido_assertion(std::string{rp_id}, authenticator_data, client_data_hash, signature);
    const bool holds = assertion && fido_verify(*assertion, algorithm_, point_);
    ERR_clear_error();
    return holds;
}

}  // namespace suncrew::factors
