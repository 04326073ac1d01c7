#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>

#include "base/mapped_file.hpp"
#include "crypto/secret.hpp"

namespace suncrew::identity {

/// Why a list of leaked passwords cannot be used; names the file.
class BadPasswordList : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The passwords that everybody knows because they were stolen elsewhere, in any case of their ASCII letters:
/// half a million of eight characters or more, as `tools/passwords/pack.mjs` packs them. The file is mapped
/// and stays so.
class LeakedPasswords {
public:
    /// Fewer than this are not the list: the ten thousand worst that may be chosen are the least that is
    /// refused.
    static constexpr std::size_t count_min = 10'000;

    /// Throws BadPasswordList where the file is missing or anything about it is not as it was packed: its
    /// header, its length, its checksum or its order.
    explicit LeakedPasswords(const std::filesystem::path& file);

    /// Of two different passwords one is taken for the other with a chance of 2^-64.
    bool contains(const crypto::Secret& password) const;
    std::size_t size() const { return prefixes_.size() / prefix_bytes; }

private:
    static constexpr std::size_t prefix_bytes = 8;
    std::uint64_t prefix(std::size_t index) const;

    MappedFile file_;
    std::span<const std::uint8_t> prefixes_;
};

}  // namespace suncrew::identity
