#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "dispatch/travel.hpp"
#include "roads/protocol.hpp"

namespace suncrew::roads {

/// A place to a hundredth of a degree, about a kilometre: what a service is told, and what is kept.
struct Cell {
    std::int32_t latitude = 0;  ///< hundredths
    std::int32_t longitude = 0;
    auto operator<=>(const Cell&) const = default;

    static Cell of(dispatch::Position position);
    dispatch::Position position() const;
};

/// The ways from one cell, by where they lead; none where the service knows no way.
using WaysFrom = std::map<Cell, std::optional<Driven>>;

/// As a text to keep: a line each. Nothing is lost but fractions of seconds and metres.
std::string text_of(const WaysFrom& ways);
/// What `text_of` wrote, and nothing at all for a text that is none: it is asked for again.
WaysFrom ways_in(std::string_view text);

}  // namespace suncrew::roads
