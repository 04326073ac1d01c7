#include "factors/totp.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium/utils.h>

#include "crypto/random.hpp"
#include "factors/base32.hpp"

namespace suncrew::factors {
namespace {

constexpr std::int64_t step_ms = 30'000;
constexpr std::int64_t drift_steps = 1;

using Sha1Tag = std::array<std::uint8_t, 20>;

Sha1Tag hmac_sha1(const crypto::Secret& key, std::uint64_t counter) {
    std::array<std::uint8_t, 8> message;
    for (std::size_t i = 0; i < message.size(); ++i)
        message[i] = static_cast<std::uint8_t>(counter >> (56 - 8 * i));
    Sha1Tag tag;
    unsigned size = 0;
    if (!HMAC(EVP_sha1(), key.expose().data(), static_cast<int>(key.size()), message.data(), message.size(),
              tag.data(), &size) ||
        size != tag.size())
        throw std::runtime_error{"HMAC-SHA-1 failed"};
    return tag;
}

bool is_unreserved(char c) {  // RFC 3986, section 2.3
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (is_unreserved(c)) {
            encoded += c;
        } else {
            const auto byte = static_cast<std::uint8_t>(c);
            encoded += {'%', hex[byte >> 4], hex[byte & 15]};
        }
    }
    return encoded;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

TotpSecret::TotpSecret(crypto::Secret bytes) : bytes_{std::move(bytes)} {
    if (bytes_.size() != size)
        throw std::invalid_argument{"a TOTP secret has 20 bytes"};
}

TotpSecret TotpSecret::make() {
    auto bytes = crypto::random_bytes<size>();
    crypto::Secret secret{std::span<const std::uint8_t>{bytes}};
    ::explicit_bzero(bytes.data(), bytes.size());
    return TotpSecret{std::move(secret)};
}

std::optional<TotpSecret> TotpSecret::read(std::string_view base32) {
    auto bytes = base32_decode(base32);
    if (!bytes || bytes->size() != size)
        return std::nullopt;
    crypto::Secret secret{std::span<const std::uint8_t>{*bytes}};
    ::explicit_bzero(bytes->data(), bytes->size());
    return TotpSecret{std::move(secret)};
}

crypto::Secret TotpSecret::base32() const {
    return crypto::Secret::take(base32_encode(bytes_.expose_bytes()));
}

crypto::Secret otpauth_uri(std::string_view label, const TotpSecret& secret) {
    const crypto::Secret base32 = secret.base32();
    const std::string account = percent_encoded(label);
    std::string uri;
    uri.reserve(account.size() + 150);  // once: the secret leaves no copy behind
    uri.append("otpauth://totp/Suncrew:").append(account);
    uri.append("?secret=").append(base32.expose());
    uri.append("&issuer=Suncrew&algorithm=SHA1&digits=6&period=30");
    return crypto::Secret::take(uri);
}

std::string one_time_code(const TotpSecret& secret, std::uint64_t counter, Digits digits) {
    const Sha1Tag tag = hmac_sha1(secret.bytes(), counter);
    const std::size_t offset = tag.back() & 15;
    std::uint32_t number = static_cast<std::uint32_t>(tag[offset] & 0x7f) << 24 |
                           static_cast<std::uint32_t>(tag[offset + 1]) << 16 |
                           static_cast<std::uint32_t>(tag[offset + 2]) << 8 | tag[offset + 3];
    std::string code(static_cast<std::size_t>(digits), '0');
    for (auto digit = code.rbegin(); digit != code.rend(); ++digit) {
        *digit = static_cast<char>('0' + number % 10);
        number /= 10;
    }
    return code;
}

std::int64_t totp_step(Instant instant) {
    return instant.time_since_epoch().count() / step_ms;
}

std::optional<std::int64_t> matching_step(const TotpSecret& secret, std::string_view code, Instant now,
                                          std::int64_t last_used_step) {
    if (code.size() != static_cast<std::size_t>(Digits::six) ||
        !std::all_of(code.begin(), code.end(), is_digit))
        return std::nullopt;
    const std::int64_t present = totp_step(now);
    // The latest of equal ones: a code that two neighbouring steps share is used up for both.
    std::int64_t matched = last_used_step;
    for (std::int64_t step = present - drift_steps; step <= present + drift_steps; ++step) {
        const std::string expected = one_time_code(secret, static_cast<std::uint64_t>(step), Digits::six);
        const bool same = sodium_memcmp(expected.data(), code.data(), code.size()) == 0;
        const std::int64_t mask = -static_cast<std::int64_t>(static_cast<unsigned>(same) &
                                                             static_cast<unsigned>(step > last_used_step));
        matched = (step & mask) | (matched & ~mask);
    }
    if (matched == last_used_step)
        return std::nullopt;
    return matched;
}

}  // namespace suncrew::factors
