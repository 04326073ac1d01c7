#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "places/cell.hpp"
#include "places/country.hpp"
#include "places/query.hpp"

namespace suncrew::places {

class Readers;

/// As many places as a search gives at most.
inline constexpr int results_max = 10;
/// So far outside the drawn coast a position still counts as land: the outlines are drawn for maps of
/// 1 : 10 million and kept to 0.4 km, and beaches and harbours lie beyond them.
inline constexpr double coast_tolerance_km = 3;
/// So near a city a position counts as land, whatever the outlines say: small islands are not drawn at all.
inline constexpr double city_tolerance_km = 8;
/// So near the centre of a city its country decides: some countries are no larger than the outlines' error.
inline constexpr double city_centre_km = 0.5;

enum class Kind : std::uint8_t { city, postcode };

struct Found {
    std::string name;    ///< of the city, or the postcode
    std::string region;  ///< where we know it; of a postcode, its place and region
    Country country;
    Kind kind = Kind::city;
    double latitude = 0;          ///< degrees north
    double longitude = 0;         ///< degrees east
    std::int64_t population = 0;  ///< 0 where unknown, and of postcodes
};

/// The city that is nearest to a position.
struct Nearest {
    std::string name;
    std::string region;  ///< empty where we do not know it
    Country country;
    double distance_km = 0;  ///< great circle, to the centre
};

/// A position on land.
struct Located {
    double latitude = 0;
    double longitude = 0;
    Country country;
    Nearest nearest;
};

/// The places of the world, read from the file that `tools/gazetteer/pack.mjs` makes: 135,000 cities,
/// postcodes of the United States and Canada, outlines of the countries. Sources, licences and errors stand
/// in docs/decisions/gazetteer.md. May be used by several threads at once; each call holds a database
/// connection of its own for its time, and as many are kept as were ever in use at once.
class Gazetteer {
public:
    /// Throws store::Unavailable where the file cannot be opened, and store::Fault where it is not a
    /// gazetteer of this layout.
    explicit Gazetteer(const std::string& path);
    ~Gazetteer();
    Gazetteer(const Gazetteer&) = delete;
    Gazetteer& operator=(const Gazetteer&) = delete;

    /// Places that a person may mean by the text, the likeliest first, at most `limit` (1 to `results_max`).
    /// Letter case and diacritics do not count, and the last word may be unfinished. Any bytes are welcome;
    /// what names nothing finds nothing. Text of more than `text_bytes_max` bytes is refused
    /// (`search_text_too_long`, field `q`).
    std::vector<Found> search(std::string_view text, std::optional<Country> country = {},
                              int limit = results_max) const;

    /// Degrees. Refused like in `locate` where out of range; the sea has a nearest city, too.
    Nearest nearest(double latitude, double longitude) const;

    /// The country of the city within `city_centre_km`, else by the outlines, at most `coast_tolerance_km`
    /// off the coast, else of a city within `city_tolerance_km`; nothing on the open sea. Lakes belong to the
    /// country around them. Near a border the answer may be the neighbour: the outlines are good to about a
    /// kilometre.
    std::optional<Country> country_at(double latitude, double longitude) const;

    /// Refuses what is not a position (`place_out_of_range`, field `latitude` or `longitude`) and the sea
    /// (`place_in_the_sea`, field `latitude`). Antarctica is land, of country AQ.
    Located locate(double latitude, double longitude) const;

private:
    std::unique_ptr<Readers> readers_;
};

}  // namespace suncrew::places
