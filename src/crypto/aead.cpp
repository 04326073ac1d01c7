#include "crypto/aead.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <string>

#include <openssl/evp.h>

#include "crypto/random.hpp"

namespace suncrew::crypto {
namespace {

struct Free {
    void operator()(EVP_CIPHER* cipher) const { EVP_CIPHER_free(cipher); }
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

using Bytes = std::span<const std::uint8_t>;

void require(int done) {
    if (done != 1)
        throw std::runtime_error{"AES-256-GCM failed"};
}

/// Looking the cipher up and making its context cost more than sealing a field does: a thread keeps both.
class Gcm {
public:
    Gcm() : cipher_{EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)}, context_{EVP_CIPHER_CTX_new()} {
        if (!cipher_ || !context_)
            throw std::runtime_error{"OpenSSL has no AES-256-GCM"};
    }

    /// `out` is the ciphertext's place, as long as the plaintext; `tag` that of the tag.
    void encrypt(Bytes key, Bytes nonce, Bytes associated, Bytes plaintext, std::uint8_t* out,
                 std::uint8_t* tag) {
        const Forgetting forgetting{*this};
        EVP_CIPHER_CTX* const context = context_.get();
        require(EVP_EncryptInit_ex2(context, cipher_.get(), key.data(), nonce.data(), nullptr));
        int written = 0;
        if (!associated.empty())
            require(EVP_EncryptUpdate(context, nullptr, &written, associated.data(), size_of(associated)));
        if (!plaintext.empty())
            require(EVP_EncryptUpdate(context, out, &written, plaintext.data(), size_of(plaintext)));
        require(EVP_EncryptFinal_ex(context, out, &written));
        require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, aead_tag_size, tag));
    }

    /// Whether the tag fits. What is in `out` before that is known is the caller's to wipe.
    bool decrypt(Bytes key, Bytes nonce, Bytes associated, Bytes ciphertext, Bytes tag, std::uint8_t* out) {
        const Forgetting forgetting{*this};
        EVP_CIPHER_CTX* const context = context_.get();
        require(EVP_DecryptInit_ex2(context, cipher_.get(), key.data(), nonce.data(), nullptr));
        int written = 0;
        if (!associated.empty())
            require(EVP_DecryptUpdate(context, nullptr, &written, associated.data(), size_of(associated)));
        if (!ciphertext.empty())
            require(EVP_DecryptUpdate(context, out, &written, ciphertext.data(), size_of(ciphertext)));
        std::array<std::uint8_t, aead_tag_size> expected;
        std::copy(tag.begin(), tag.end(), expected.begin());
        require(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, aead_tag_size, expected.data()));
        return EVP_DecryptFinal_ex(context, out, &written) == 1;
    }

private:
    /// The context outlives the key, which must not stay in it: another one is put over it.
    class Forgetting {
    public:
        explicit Forgetting(Gcm& gcm) : gcm_{gcm} {}
        Forgetting(const Forgetting&) = delete;
        Forgetting& operator=(const Forgetting&) = delete;
        ~Forgetting() {
            static constexpr std::array<std::uint8_t, aead_key_size> nobodys{};
            if (EVP_EncryptInit_ex2(gcm_.context_.get(), gcm_.cipher_.get(), nobodys.data(), nullptr,
                                    nullptr) != 1)
                EVP_CIPHER_CTX_reset(gcm_.context_.get());
        }

    private:
        Gcm& gcm_;
    };

    static int size_of(Bytes bytes) { return static_cast<int>(bytes.size()); }

    std::unique_ptr<EVP_CIPHER, Free> cipher_;
    std::unique_ptr<EVP_CIPHER_CTX, Free> context_;
};

Gcm& gcm_of_thread() {
    thread_local Gcm gcm;
    return gcm;
}

void require_key(const Secret& key) {
    if (key.size() != aead_key_size)
        throw std::invalid_argument{"not the 32 bytes of an AES-256 key"};
}

}  // namespace

std::vector<std::uint8_t> aead_seal(const Secret& key, std::span<const std::uint8_t> associated,
                                    std::span<const std::uint8_t> plaintext) {
    require_key(key);
    if (plaintext.size() > aead_bytes_max || associated.size() > aead_bytes_max)
        throw std::invalid_argument{"too long to be sealed at once"};
    std::vector<std::uint8_t> sealed(aead_nonce_size + plaintext.size() + aead_tag_size);
    const std::span<std::uint8_t> nonce{sealed.data(), aead_nonce_size};
    fill_random(nonce);
    std::uint8_t* const ciphertext = sealed.data() + aead_nonce_size;
    gcm_of_thread().encrypt(key.expose_bytes(), nonce, associated, plaintext, ciphertext,
                            ciphertext + plaintext.size());
    return sealed;
}

std::optional<Secret> aead_open(const Secret& key, std::span<const std::uint8_t> associated,
                                std::span<const std::uint8_t> sealed) {
    require_key(key);
    constexpr std::size_t around = aead_nonce_size + aead_tag_size;
    if (sealed.size() < around || sealed.size() - around > aead_bytes_max ||
        associated.size() > aead_bytes_max)
        return std::nullopt;
    const auto ciphertext = sealed.subspan(aead_nonce_size, sealed.size() - around);
    std::string plaintext(ciphertext.size(), '\0');
    const bool authentic = gcm_of_thread().decrypt(key.expose_bytes(), sealed.first(aead_nonce_size),
                                                   associated, ciphertext, sealed.last(aead_tag_size),
                                                   reinterpret_cast<std::uint8_t*>(plaintext.data()));
    Secret opened = Secret::take(plaintext);
    if (!authentic)
        return std::nullopt;
    return opened;
}

}  // namespace suncrew::crypto
