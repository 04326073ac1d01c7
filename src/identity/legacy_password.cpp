#include "identity/legacy_password.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>

#include <crypt.h>
#include <openssl/evp.h>

#include "base/hex.hpp"
#include "base/refusal.hpp"
#include "identity/password.hpp"

namespace suncrew::identity {
namespace {

constexpr std::string_view rounds_prefix = "rounds=";

struct Kind {
    LegacyAlgorithm algorithm;
    std::string_view name;
    std::size_t digest_length;  ///< in characters: hexadecimal, or crypt(3)'s own base 64
    bool is_crypt;
};
constexpr std::array kinds{
    Kind{LegacyAlgorithm::salted_sha256, "legacy-sha256", 64, false},
    Kind{LegacyAlgorithm::salted_sha512, "legacy-sha512", 128, false},
    Kind{LegacyAlgorithm::crypt_sha256, "5", 43, true},
    Kind{LegacyAlgorithm::crypt_sha512, "6", 86, true},
};

const Kind* kind_named(std::string_view name) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](auto& kind) { return kind.name == name; });
    return found == kinds.end() ? nullptr : &*found;
}
const Kind& kind_of(LegacyAlgorithm algorithm) {
    return kinds[static_cast<std::size_t>(algorithm)];
}
static_assert(std::all_of(kinds.begin(), kinds.end(), [](auto& kind) {
    return &kind == &kinds[static_cast<std::size_t>(kind.algorithm)];
}));

/// crypt(3)'s letters, of salts and of digests.
bool is_crypt_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '.' && c <= '9');
    });
}

char hex_digit(unsigned value) {
    return "0123456789abcdef"[value & 15U];
}

std::string in_hex(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        text += hex_digit(static_cast<unsigned char>(c) >> 4U);
        text += hex_digit(static_cast<unsigned char>(c));
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0 ||
        std::any_of(text.begin(), text.end(), [](char c) { return hex_value(c) < 0; }))
        return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2)
        bytes += static_cast<char>(hex_value(text[i]) << 4 | hex_value(text[i + 1]));
    return bytes;
}

/// Takes what stands before the next `$`, and the `$`.
std::string_view take_part(std::string_view& text) {
    const std::size_t end = std::min(text.find('$'), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

enum class Mistake : std::uint8_t { none, malformed, rounds };

/// A number without sign or leading zero; -1 for anything else, and for more digits than rounds can have.
int number_in(std::string_view text) {
    constexpr std::size_t digits_max = 9;
    int number = -1;
    if (text.empty() || text.size() > digits_max || text.front() == '0')
        return -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : -1;
}

/// Reads `[rounds=N$]SALT` up to the next part.
Mistake read_crypt(std::string_view& rest, LegacyScheme& scheme) {
    std::string_view part = take_part(rest);
    if (part.starts_with(rounds_prefix)) {
        const int rounds = number_in(part.substr(rounds_prefix.size()));
        if (rounds < LegacyScheme::rounds_min || rounds > LegacyScheme::rounds_max)
            return Mistake::rounds;
        scheme.rounds = rounds;
        part = take_part(rest);
    }
    if (part.empty() || part.size() > LegacyScheme::crypt_salt_length_max || !is_crypt_text(part))
        return Mistake::malformed;
    scheme.salt = part;
    return Mistake::none;
}

Mistake read_salt(std::string_view part, LegacyScheme& scheme) {
    auto salt = from_hex(part);
    if (!salt || salt->empty() || salt->size() > LegacyScheme::salt_bytes_max)
        return Mistake::malformed;
    scheme.salt = *std::move(salt);
    return Mistake::none;
}

Mistake read_place(std::string_view part, LegacyScheme& scheme) {
    scheme.place = part == "salt-last" ? SaltPlace::last : SaltPlace::first;
    return part == "salt-first" || part == "salt-last" ? Mistake::none : Mistake::malformed;
}

Mistake read_digest(std::string_view part, const Kind& kind, crypto::Secret& digest) {
    if (part.size() != kind.digest_length)
        return Mistake::malformed;
    std::string text{part};
    const bool good = kind.is_crypt
                          ? is_crypt_text(part)
                          : std::none_of(part.begin(), part.end(), [](char c) { return hex_value(c) < 0; });
    if (!kind.is_crypt)
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return hex_digit(static_cast<unsigned>(std::max(hex_value(c), 0))); });
    digest = crypto::Secret::take(text);
    return good ? Mistake::none : Mistake::malformed;
}

/// What follows `$legacy-sha256$` or `$5$`: all of it, or there is a mistake.
Mistake read_hash(std::string_view rest, const Kind& kind, LegacyHash& hash) {
    hash.scheme.algorithm = kind.algorithm;
    // An empty last part would be lost by taking parts.
    if (rest.empty() || rest.back() == '$')
        return Mistake::malformed;
    Mistake mistake = kind.is_crypt ? read_crypt(rest, hash.scheme) : read_salt(take_part(rest), hash.scheme);
    if (mistake == Mistake::none)
        mistake = read_digest(take_part(rest), kind, hash.digest);
    if (mistake == Mistake::none && !kind.is_crypt)
        mistake = read_place(take_part(rest), hash.scheme);
    return mistake == Mistake::none && !rest.empty() ? Mistake::malformed : mistake;
}

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

crypto::Secret sha2(const EVP_MD* algorithm, std::string_view first, std::string_view then) {
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
    std::array<char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    if (!context || EVP_DigestInit_ex2(context.get(), algorithm, nullptr) != 1 ||
        EVP_DigestUpdate(context.get(), first.data(), first.size()) != 1 ||
        EVP_DigestUpdate(context.get(), then.data(), then.size()) != 1 ||
        EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &size) != 1)
        throw std::runtime_error{"OpenSSL's SHA-2 failed"};
    std::string text = in_hex({digest.data(), size});
    ::explicit_bzero(digest.data(), digest.size());
    return crypto::Secret::take(text);
}

/// What crypt(3) works in, wiped at the end.
struct WipeCrypt {
    void operator()(crypt_data* data) const {
        ::explicit_bzero(data, sizeof *data);
        delete data;  // NOLINT(cppcoreguidelines-owning-memory)
    }
};

/// The digest alone: what crypt(3) writes after the last `$`.
std::optional<crypto::Secret> crypt_digest(const std::string& setting, const crypto::Secret& password) {
    if (password.expose().find('\0') != std::string_view::npos)
        return std::nullopt;
    const std::unique_ptr<crypt_data, WipeCrypt> data{new crypt_data{}};
    std::string phrase{password.expose()};
    const char* const hash =
        ::crypt_rn(phrase.c_str(), setting.c_str(), data.get(), static_cast<int>(sizeof *data));
    ::explicit_bzero(phrase.data(), phrase.size());
    if (!hash)
        return std::nullopt;
    const std::string_view text{hash};
    return crypto::Secret{text.substr(text.rfind('$') + 1)};
}

}  // namespace

std::string LegacyScheme::text() const {
    const Kind& kind = kind_of(algorithm);
    std::string text{kind.name};
    if (rounds)
        text.append("$").append(rounds_prefix).append(std::to_string(*rounds));
    text.append("$").append(kind.is_crypt ? salt : in_hex(salt));
    if (!kind.is_crypt)
        text += place == SaltPlace::first ? "$salt-first" : "$salt-last";
    return text;
}

std::optional<crypto::Secret> LegacyScheme::digest(const crypto::Secret& password) const {
    if (kind_of(algorithm).is_crypt)
        return crypt_digest('$' + text(), password);
    const EVP_MD* const sha = algorithm == LegacyAlgorithm::salted_sha256 ? EVP_sha256() : EVP_sha512();
    return place == SaltPlace::first ? sha2(sha, salt, password.expose())
                                     : sha2(sha, password.expose(), salt);
}

LegacyHash LegacyHash::parse(std::string_view text, const std::string& field) {
    const std::string_view name = text.starts_with('$') ? text.substr(1, text.find('$', 1) - 1) : "";
    const Kind* const kind = kind_named(name);
    if (!kind)
        throw Refusal{Code::invalid, "legacy_hash_unknown", field};
    text.remove_prefix(std::min(name.size() + 2, text.size()));
    LegacyHash hash;
    switch (read_hash(text, *kind, hash)) {
        case Mistake::none:
            break;
        case Mistake::rounds:
            throw Refusal{Code::invalid, "legacy_hash_rounds", field};
        case Mistake::malformed:
            throw Refusal{Code::invalid, "legacy_hash_malformed", field};
    }
    return hash;
}

std::optional<WrappedHash> WrappedHash::parse(std::string_view text) {
    if (!text.starts_with(prefix) || text.size() > stored_hash_length_max)
        return std::nullopt;
    text.remove_prefix(prefix.size());
    const std::size_t end = text.rfind("$argon2id$");  // the first could be a salt
    const Kind* const kind = kind_named(text.substr(0, text.find('$')));
    if (end == std::string_view::npos || !kind)
        return std::nullopt;
    WrappedHash wrapped{{.algorithm = kind->algorithm, .salt = {}}, std::string{text.substr(end)}};
    std::string_view rest = text.substr(0, end);
    take_part(rest);
    Mistake mistake =
        kind->is_crypt ? read_crypt(rest, wrapped.scheme) : read_salt(take_part(rest), wrapped.scheme);
    if (mistake == Mistake::none && !kind->is_crypt)
        mistake = read_place(take_part(rest), wrapped.scheme);
    if (mistake != Mistake::none || wrapped.scheme.text() != text.substr(0, end))
        return std::nullopt;
    return wrapped;
}

std::string wrap(const access::HashingLane& lane, const LegacyHash& hash) {
    return std::string{WrappedHash::prefix} + hash.scheme.text() + hash_password(lane, hash.digest);
}

}  // namespace suncrew::identity
