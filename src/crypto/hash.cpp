#include "crypto/hash.hpp"

#include <memory>
#include <stdexcept>

#include <openssl/evp.h>

namespace suncrew::crypto {
namespace {

struct Free {
    void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// The look-up of an algorithm and the making of a context cost more than the hash of a token, and every
/// signed-in request needs one: a thread keeps both.
class Sha256 {
public:
    Sha256() : algorithm_{EVP_MD_fetch(nullptr, "SHA256", nullptr)}, context_{EVP_MD_CTX_new()} {
        if (!algorithm_ || !context_)
            throw std::runtime_error{"OpenSSL has no SHA-256"};
    }
    Sha256Digest digest(std::span<const std::uint8_t> bytes) {
        Sha256Digest digest;
        if (EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) != 1 ||
            EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1 ||
            EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) != 1)
            throw std::runtime_error{"SHA-256 failed"};
        return digest;
    }

private:
    std::unique_ptr<EVP_MD, Free> algorithm_;
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace

Sha256Digest sha256(std::span<const std::uint8_t> bytes) {
    thread_local Sha256 hasher;
    return hasher.digest(bytes);
}

Sha256Digest sha256(std::string_view text) {
    return sha256(std::span{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace suncrew::crypto
