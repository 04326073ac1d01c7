#include "crypto/ed25519.hpp"

#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/pem.h>

namespace suncrew::crypto {
namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

Context make_context() {
    Context context{EVP_MD_CTX_new()};
    if (!context)
        throw std::bad_alloc{};
    return context;
}

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

/// A key with a password is refused, not asked for at a terminal.
int no_password(char*, int, int, void*) {
    return -1;
}

}  // namespace

void Ed25519PrivateKey::Free::operator()(evp_pkey_st* key) const {
    EVP_PKEY_free(key);
}

Ed25519PrivateKey Ed25519PrivateKey::from_seed(const Secret& seed) {
    const auto bytes = seed.expose_bytes();
    Key key{bytes.size() == 32
                ? EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size())
                : nullptr};
    if (!key)
        throw std::runtime_error{"not the 32 bytes of an Ed25519 key"};
    return Ed25519PrivateKey{std::move(key)};
}

Ed25519PrivateKey Ed25519PrivateKey::from_pem(const Secret& pem) {
    const std::unique_ptr<BIO, FreeContext> text{
        BIO_new_mem_buf(pem.expose().data(), static_cast<int>(pem.size()))};
    Key key{text ? PEM_read_bio_PrivateKey(text.get(), nullptr, no_password, nullptr) : nullptr};
    if (!key || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519)
        throw std::runtime_error{"not an Ed25519 key in PEM without a password"};
    return Ed25519PrivateKey{std::move(key)};
}

Ed25519PublicKey Ed25519PrivateKey::public_key() const {
    Ed25519PublicKey key;
    std::size_t size = key.size();
    if (EVP_PKEY_get_raw_public_key(key_.get(), key.data(), &size) != 1 || size != key.size())
        throw std::runtime_error{"an Ed25519 key without its public half"};
    return key;
}

Ed25519Signature Ed25519PrivateKey::sign(std::string_view message) const {
    const Context context = make_context();
    Ed25519Signature signature;
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(message), message.size()) != 1 ||
        size != signature.size())
        throw std::runtime_error{"Ed25519 could not sign"};
    return signature;
}

bool ed25519_verifies(const Ed25519PublicKey& key, std::string_view message,
                      std::span<const std::uint8_t> signature) {
    if (signature.size() != std::tuple_size_v<Ed25519Signature>)
        return false;
    const std::unique_ptr<EVP_PKEY, FreeContext> parsed{
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size())};
    const Context context = make_context();
    return parsed && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, parsed.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes_of(message),
                            message.size()) == 1;
}

}  // namespace suncrew::crypto
