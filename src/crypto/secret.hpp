#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/secret_memory.hpp"

namespace suncrew::crypto {

/// Bytes that nobody may see: a password, a token, a key. Promised: they lie in `secret_memory`, which no
/// core file has, and are wiped at the end; there is no `==`, no stream output, no conversion to a string;
/// copies are asked for by name. Not promised: wiping of what the caller made out of `expose()`.
class Secret {
public:
    Secret() = default;
    /// Copies; what it was copied from is the caller's to wipe.
    explicit Secret(std::string_view text) : size_{text.size()} {
        if (size_ == 0)  // an empty view may have no address
            return;
        bytes_ = static_cast<char*>(secret_memory().allocate(size_, 1));
        std::memcpy(bytes_, text.data(), size_);
    }
    explicit Secret(std::span<const std::uint8_t> bytes)
        : Secret{std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()}} {}
    /// Copies and wipes the source, also where it was a short string kept in place.
    static Secret take(std::string& text) {
        Secret secret{std::string_view{text}};
        ::explicit_bzero(text.data(), text.size());
        text.clear();
        return secret;
    }
    static Secret take(std::string&& text) { return take(text); }

    Secret(Secret&& other) noexcept
        : size_{std::exchange(other.size_, 0)}, bytes_{std::exchange(other.bytes_, nullptr)} {}
    Secret& operator=(Secret&& other) noexcept {
        std::swap(size_, other.size_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { wipe(); }

    Secret copy() const { return Secret{std::string_view{bytes_, size_}}; }

    /// The escape, to be searched for in review: the view lives as long as this object.
    /// An empty one has an address too, as functions of C ask for.
    std::string_view expose() const& noexcept { return {bytes_ ? bytes_ : "", size_}; }
    std::string_view expose() && = delete;
    std::span<const std::uint8_t> expose_bytes() const& noexcept {
        return {reinterpret_cast<const std::uint8_t*>(expose().data()), size_};
    }
    std::span<const std::uint8_t> expose_bytes() && = delete;

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }

    /// Whether the two hold the same bytes, in a time that depends on the lengths alone.
    friend bool equal_constant_time(const Secret& a, const Secret& b) noexcept {
        if (a.size_ != b.size_)
            return false;
        volatile unsigned char difference = 0;
        for (std::size_t i = 0; i < a.size_; ++i)
            difference = static_cast<unsigned char>(difference | (a.bytes_[i] ^ b.bytes_[i]));
        return difference == 0;
    }

private:
    void wipe() noexcept {
        if (!bytes_)
            return;
        ::explicit_bzero(bytes_, size_);
        secret_memory().deallocate(bytes_, size_, 1);
    }

    std::size_t size_ = 0;
    char* bytes_ = nullptr;  ///< of `size_` in `secret_memory`; none where it is empty
};

}  // namespace suncrew::crypto
