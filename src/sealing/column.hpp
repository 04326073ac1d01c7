#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace suncrew::sealing {

/// The column that a sealed value stands in, such as `orders.street`: a part of the value's type, so that
/// what was read from one column is no value of another.
template <std::size_t N>
struct Column {
    // NOLINTNEXTLINE(google-explicit-constructor): a literal stands where a column is asked for
    consteval Column(const char (&name)[N]) { std::copy_n(name, N, text); }
    constexpr std::string_view name() const { return {text, N - 1}; }

    char text[N]{};
};

}  // namespace suncrew::sealing
