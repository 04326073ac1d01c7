#include "identity/password.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

#include <sodium.h>

#include "base/refusal.hpp"

namespace suncrew::identity {
namespace {

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started)
        throw std::runtime_error{"libsodium does not start"};
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool same_letter(char a, char b) {
    return lower(a) == lower(b);
}

}  // namespace

std::string hash_password(const access::HashingLane&, const crypto::Secret& password) {
    start_sodium();
    std::array<char, crypto_pwhash_STRBYTES> hash;
    if (crypto_pwhash_str_alg(hash.data(), password.expose().data(), password.size(), hash_passes,
                              hash_memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc{};
    return hash.data();
}

bool verify_password(const access::HashingLane&, const std::string& hash, const crypto::Secret& password) {
    start_sodium();
    return crypto_pwhash_str_verify(hash.c_str(), password.expose().data(), password.size()) == 0;
}

const std::string& hash_of_nothing() {
    // Nobody knows a password for 32 zero bytes, and it takes as long to find that out.
    static const std::string hash = "$argon2id$v=19$m=" + std::to_string(hash_memory_bytes / 1024) +
                                    ",t=" + std::to_string(hash_passes) + ",p=1$" + std::string(22, 'A') +
                                    '$' + std::string(43, 'A');
    return hash;
}

bool is_outdated(const std::string& hash) {
    start_sodium();
    return crypto_pwhash_str_needs_rehash(hash.c_str(), hash_passes, hash_memory_bytes) != 0;
}

void check_new_password(const crypto::Secret& password, const Email& email) {
    constexpr std::size_t searched_length_min = 4;
    const std::string_view typed = password.expose();
    const std::string_view local = email.local_part();
    const bool same = std::equal(typed.begin(), typed.end(), local.begin(), local.end(), same_letter);
    const bool within =
        local.size() >= searched_length_min &&
        std::search(typed.begin(), typed.end(), local.begin(), local.end(), same_letter) != typed.end();
    if (same || within)
        throw Refusal{Code::invalid, "password_too_easy", "password"};
}

}  // namespace suncrew::identity
