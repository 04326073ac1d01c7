#include "identity/password.hpp"

#include <array>
#include <charconv>
#include <new>
#include <stdexcept>
#include <string_view>

#include <sodium.h>

#include "identity/legacy_password.hpp"

namespace suncrew::identity {
namespace {

void start_sodium() {
    static const bool started = sodium_init() >= 0;
    if (!started)
        throw std::runtime_error{"libsodium does not start"};
}

/// Takes a number of at most nine digits and what follows it; -1 where they do not stand there.
long take_number(std::string_view& text, std::string_view after) {
    constexpr std::size_t digits_max = 9;
    long number = -1;
    const std::size_t end = text.find(after);
    if (end > digits_max)
        return -1;
    const auto [read, error] = std::from_chars(text.data(), text.data() + end, number);
    if (error != std::errc{} || read != text.data() + end)
        return -1;
    text.remove_prefix(end + after.size());
    return number;
}

/// Whether a text begins as one of Argon2id that verifying can afford. libsodium reads the rest, and would
/// take any amount of memory that the text asks for.
bool is_affordable(std::string_view hash) {
    constexpr std::string_view beginning = "$argon2id$v=19$m=";
    constexpr long kibibytes_max = 1024 * 1024;
    constexpr long passes_max = 64;
    if (!hash.starts_with(beginning) || hash.size() >= crypto_pwhash_STRBYTES ||
        hash.find('\0') != std::string_view::npos)
        return false;
    hash.remove_prefix(beginning.size());
    const long kibibytes = take_number(hash, ",t=");
    const long passes = take_number(hash, ",p=1$");
    return kibibytes > 0 && kibibytes <= kibibytes_max && passes > 0 && passes <= passes_max;
}

bool verify_argon2id(const std::string& hash, const crypto::Secret& password) {
    return is_affordable(hash) &&
           crypto_pwhash_str_verify(hash.c_str(), password.expose().data(), password.size()) == 0;
}

bool verify_wrapped(const std::string& hash, const crypto::Secret& password) {
    const auto wrapped = WrappedHash::parse(hash);
    if (!wrapped)
        return false;
    const auto digest = wrapped->scheme.digest(password);
    // Where the other system would not have taken the password, that is not told by the time it takes.
    const bool same = verify_argon2id(wrapped->argon2id, digest ? *digest : password);
    return same && digest;
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
    return hash.starts_with(WrappedHash::prefix) ? verify_wrapped(hash, password)
                                                 : verify_argon2id(hash, password);
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

}  // namespace suncrew::identity
