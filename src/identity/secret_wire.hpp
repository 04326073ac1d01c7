#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "crypto/base64.hpp"
#include "crypto/secret.hpp"
#include "wire/structs.hpp"

/// Secrets and bytes as they come in a body. None has a `read_text`: a secret never stands in a path or a
/// query.
namespace suncrew::identity {

/// A password as it was typed: nothing trimmed, folded or normalised. From `Min` to 128 characters (Unicode
/// code points).
template <std::size_t Min>
struct TypedPassword {
    crypto::Secret secret;
};
inline constexpr std::size_t password_length_max = 128;
/// One to be set. Eight is the least that ASVS 5.0, V6.2.1 accepts.
using NewPassword = TypedPassword<8>;
/// One to be verified: says nothing of what passwords look like here.
using ShownPassword = TypedPassword<1>;

/// A token as it came in a link, or a code as it was typed.
struct ShownToken {
    crypto::Secret secret;
};

/// Bytes, in base64url without padding (RFC 4648, section 5) as WebAuthn writes them.
template <std::size_t Min, std::size_t Max>
struct Bytes {
    std::vector<std::uint8_t> bytes;
};

}  // namespace suncrew::identity

namespace suncrew::wire {

/// Reads the characters of a secret text, or refuses; never tells what they were.
crypto::Secret secret_of(const boost::json::value& value, const Path& path, std::size_t min, std::size_t max);

template <std::size_t Min>
struct Wire<identity::TypedPassword<Min>> {
    static identity::TypedPassword<Min> read(const boost::json::value& value, const Path& path) {
        return {secret_of(value, path, Min, identity::password_length_max)};
    }
    static boost::json::object schema(Schemas&) {
        return {{"type", "string"},
                {"format", "password"},
                {"minLength", Min},
                {"maxLength", identity::password_length_max}};
    }
};

template <>
struct Wire<identity::ShownToken> {
    static constexpr std::size_t length_max = 200;
    static identity::ShownToken read(const boost::json::value& value, const Path& path) {
        return {secret_of(value, path, 1, length_max)};
    }
    static boost::json::object schema(Schemas&) {
        return {{"type", "string"}, {"minLength", 1}, {"maxLength", length_max}};
    }
};

template <std::size_t Min, std::size_t Max>
struct Wire<identity::Bytes<Min, Max>> {
    static constexpr std::size_t text_length(std::size_t bytes) { return (bytes * 8 + 5) / 6; }
    static identity::Bytes<Min, Max> read(const boost::json::value& value, const Path& path) {
        const std::string_view text = string_of(value, path);
        if (text.size() < text_length(Min))
            refuse("too_short", path);
        if (text.size() > text_length(Max))
            refuse("too_long", path);
        auto bytes = crypto::base64url_decode(text);
        if (!bytes)
            refuse("not_base64url", path);
        return {*std::move(bytes)};
    }
    static boost::json::object schema(Schemas&) {
        return {{"type", "string"},
                {"pattern", "^[A-Za-z0-9_\\-]*$"},
                {"minLength", text_length(Min)},
                {"maxLength", text_length(Max)}};
    }
};

}  // namespace suncrew::wire
