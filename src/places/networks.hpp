#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/mapped_file.hpp"

namespace suncrew::places {

/// Why the countries of addresses cannot be used; names the file.
class BadNetworks : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// In which country an address of the internet is used, from the file that `tools/networks/pack.mjs` makes. A
/// hint for people who look at where they are signed in, and never the ground of a decision: a source that is
/// right for most addresses is wrong for some, and travels with nobody who uses another's network. Source,
/// licence and errors stand in docs/decisions/networks.md. May be used by several threads at once.
class Networks {
public:
    /// As many ranges of IPv4 and of IPv6 as the file has at least; fewer are not the whole internet.
    static constexpr std::size_t count_min = 100'000;

    /// Throws BadNetworks where the file is missing or anything about it is not as it was packed: its header,
    /// its length, its checksum, its order or its countries.
    explicit Networks(const std::filesystem::path& file);

    /// The ISO 3166-1 alpha-2 code, for an address as requests have it: `203.0.113.7`, or the first 64 bits
    /// of an IPv6 address as `2001:db8::/64`. None where it is not known, where networks of several countries
    /// share these 64 bits, for what is private, reserved or for documentation, and for any other text.
    std::optional<std::string> country(std::string_view address) const;

private:
    MappedFile file_;
    std::span<const std::uint8_t> ranges4_;
    std::span<const std::uint8_t> ranges6_;
};

}  // namespace suncrew::places
