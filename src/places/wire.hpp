#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "places/country.hpp"
#include "places/gazetteer.hpp"
#include "wire/structs.hpp"

namespace suncrew::places {

BOOST_DESCRIBE_ENUM(Kind, city, postcode)

/// GET /places.
struct PlaceQuery {
    wire::Text<1, text_bytes_max> q;
    std::optional<Country> country;
};
BOOST_DESCRIBE_STRUCT(PlaceQuery, (), (q, country))

struct Place {
    std::string name;    ///< of the city, or the postcode
    std::string region;  ///< may be empty
    Country country;
    Kind kind = Kind::city;
    double latitude = 0;
    double longitude = 0;
    std::int64_t population = 0;  ///< 0 where unknown
};
BOOST_DESCRIBE_STRUCT(Place, (), (name, region, country, kind, latitude, longitude, population))

struct Places {
    std::vector<Place> items;  ///< the likeliest first
};
BOOST_DESCRIBE_STRUCT(Places, (), (items))

}  // namespace suncrew::places

namespace suncrew::wire {

/// Two capital letters; whether there is such a country is for the reader to say.
template <>
struct Wire<places::Country> {
    static places::Country read_text(std::string_view text, const Path& path);
    static places::Country read(const boost::json::value& value, const Path& path) {
        return read_text(string_of(value, path), path);
    }
    static void write(std::string& out, places::Country country) { write_string(out, country.text()); }
    static boost::json::object schema(Schemas&) {
        return {{"type", "string"}, {"pattern", "^[A-Z]{2}$"}, {"maxLength", 2}};
    }
};

}  // namespace suncrew::wire
