#pragma once

#include "places/country.hpp"
#include "solar/hours.hpp"
#include "solar/place.hpp"

namespace suncrew::orders {

/// Hours over UTC of the clocks there in winter: of a country that we sell in and that is narrow its one
/// time, elsewhere the whole hour nearest to the sun's.
double zone_h(const places::Country& country, const solar::Place& place);

/// The clock that a household lives by, over the sun's. A country that we sell in and that is narrow has one
/// time, which its islands far off are taken to share; elsewhere the time is the whole hour nearest to the
/// sun's. Summer time is taken everywhere, north and south, though Arizona and Queensland have none. What
/// hangs on it is when in the day power is used and dear, which an hour moves a little.
solar::WallClock wall_clock(const places::Country& country, const solar::Place& place);

}  // namespace suncrew::orders
