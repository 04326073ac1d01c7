#pragma once

#include <string>
#include <string_view>

#include "crypto/secret.hpp"

namespace suncrew::sealing {

/// A place on Earth to the last digit, degrees.
struct Position {
    double latitude = 0;
    double longitude = 0;
    friend bool operator==(const Position&, const Position&) = default;
};

/// How a type becomes bytes before it is sealed, and comes of them again.
template <class T>
struct Plain;

template <>
struct Plain<std::string> {
    static crypto::Secret bytes(std::string_view text) { return crypto::Secret{text}; }
    static std::string value(const crypto::Secret& bytes) { return std::string{bytes.expose()}; }
};

template <>
struct Plain<crypto::Secret> {
    static crypto::Secret bytes(const crypto::Secret& secret) { return secret.copy(); }
    static crypto::Secret value(crypto::Secret bytes) { return bytes; }
};

template <>
struct Plain<Position> {
    static crypto::Secret bytes(const Position& position);
    static Position value(const crypto::Secret& bytes);
};

}  // namespace suncrew::sealing
