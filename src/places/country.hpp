#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace suncrew::places {

/// An ISO 3166-1 alpha-2 code, upper case, such as ES; Kosovo is XK, as everywhere in the data that we use.
struct Country {
    std::array<char, 2> code{};
    constexpr auto operator<=>(const Country&) const = default;
    constexpr std::string_view text() const { return {code.data(), code.size()}; }
};

/// Two letters A to Z; nothing is said on whether there is such a country.
constexpr std::optional<Country> parse_country(std::string_view text) {
    if (text.size() != 2)
        return std::nullopt;
    for (const char c : text) {
        if (c < 'A' || c > 'Z')
            return std::nullopt;
    }
    return Country{{text[0], text[1]}};
}

}  // namespace suncrew::places
