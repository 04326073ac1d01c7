#include "crypto/hmac.hpp"

#include <memory>
#include <stdexcept>
#include <string>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace suncrew::crypto {
namespace {

struct Free {
    void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
    void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

char sha256_name[] = "SHA256";  // OSSL_PARAM wants what it could write to, and does not

/// OpenSSL takes no address for "no key", which an empty key is not.
const unsigned char* address_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.empty() ? "" : bytes.data());
}

OSSL_PARAM octets(const char* name, std::string_view bytes) {
    return OSSL_PARAM_construct_octet_string(name, const_cast<unsigned char*>(address_of(bytes)),
                                             bytes.size());
}

/// The algorithms are looked up once; contexts are made for each use, as they keep the key.
EVP_MAC* hmac() {
    static const std::unique_ptr<EVP_MAC, Free> mac{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    return mac.get();
}

EVP_KDF* hkdf() {
    static const std::unique_ptr<EVP_KDF, Free> kdf{EVP_KDF_fetch(nullptr, "HKDF", nullptr)};
    return kdf.get();
}

}  // namespace

Sha256Digest hmac_sha256(const Secret& key, std::string_view message) {
    const OSSL_PARAM params[]{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, sha256_name, sizeof sha256_name - 1),
        OSSL_PARAM_construct_end()};
    const std::unique_ptr<EVP_MAC_CTX, Free> context{EVP_MAC_CTX_new(hmac())};
    Sha256Digest digest;
    std::size_t size = 0;
    if (!context || EVP_MAC_init(context.get(), address_of(key.expose()), key.size(), params) != 1 ||
        EVP_MAC_update(context.get(), address_of(message), message.size()) != 1 ||
        EVP_MAC_final(context.get(), digest.data(), &size, digest.size()) != 1 || size != digest.size())
        throw std::runtime_error{"HMAC-SHA-256 failed"};
    return digest;
}

Secret hkdf_sha256(const Secret& key, std::string_view salt, std::string_view info, std::size_t size) {
    if (size == 0 || size > hkdf_bytes_max)
        throw std::invalid_argument{"HKDF: 1 to 8160 bytes"};
    if (info.size() > hkdf_info_bytes_max)
        throw std::invalid_argument{"HKDF: the info is too long"};
    const OSSL_PARAM params[]{
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, sha256_name, sizeof sha256_name - 1),
        octets(OSSL_KDF_PARAM_KEY, key.expose()), octets(OSSL_KDF_PARAM_SALT, salt),
        octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()};
    const std::unique_ptr<EVP_KDF_CTX, Free> context{EVP_KDF_CTX_new(hkdf())};
    std::string derived(size, '\0');
    const bool done =
        context &&
        EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(derived.data()), size, params) == 1;
    Secret secret = Secret::take(derived);
    if (!done)
        throw std::runtime_error{"HKDF-SHA-256 failed"};
    return secret;
}

}  // namespace suncrew::crypto
