#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace suncrew {

/// An ISO 4217 currency code, such as EUR. All currencies we sell in have two decimals.
struct Currency {
    std::array<char, 3> code{};
    constexpr auto operator<=>(const Currency&) const = default;
    constexpr std::string_view text() const { return {code.data(), code.size()}; }
};

/// An amount in the currency's minor unit (cents), exact.
struct Money {
    std::int64_t amount_minor = 0;
    Currency currency;
    constexpr bool operator==(const Money&) const = default;
};

}  // namespace suncrew
