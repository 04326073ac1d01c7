#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace suncrew::crypto {

/// Bytes that nobody may see: a password, a token, a key. Promised: the memory is wiped at the end; there is
/// no
/// `==`, no stream output, no conversion to a string; copies are asked for by name. Not promised: protection
/// from swapping or from a core file, nor wiping of what the caller made out of `expose()`.
class Secret {
public:
    Secret() = default;
    /// Copies; what it was copied from is the caller's to wipe.
    explicit Secret(std::string_view text) : size_{text.size()}, bytes_{new char[text.size()]} {
        if (size_ > 0)  // an empty view may have no address
            std::memcpy(bytes_.get(), text.data(), size_);
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

    Secret(Secret&& other) noexcept : size_{std::exchange(other.size_, 0)}, bytes_{std::move(other.bytes_)} {}
    Secret& operator=(Secret&& other) noexcept {
        std::swap(size_, other.size_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { wipe(); }

    Secret copy() const { return Secret{std::string_view{bytes_.get(), size_}}; }

    /// The escape, to be searched for in review: the view lives as long as this object.
    std::string_view expose() const& noexcept { return {bytes_.get(), size_}; }
    std::string_view expose() && = delete;
    std::span<const std::uint8_t> expose_bytes() const& noexcept {
        return {reinterpret_cast<const std::uint8_t*>(bytes_.get()), size_};
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
        if (bytes_)
            ::explicit_bzero(bytes_.get(), size_);
    }

    std::size_t size_ = 0;
    std::unique_ptr<char[]> bytes_;
};

}  // namespace suncrew::crypto
