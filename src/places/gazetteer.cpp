#include "places/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "base/great_circle.hpp"
#include "base/refusal.hpp"
#include "base/utf8.hpp"
#include "places/land.hpp"
#include "places/readers.hpp"
#include "places/search.hpp"

namespace suncrew::places {
namespace {

using store::Reading;

/// "SunP" and the layout, as `tools/gazetteer/pack.mjs` writes them.
constexpr std::int64_t application_id = 0x53756e50;
constexpr std::int64_t layout_version = 1;

/// Circles in which the nearest city is looked for, one after another; the last is the whole Earth.
constexpr std::array search_radii_km{10.0, 40.0, 160.0, 640.0, 2560.0, 20'100.0};

Point checked_point(double latitude, double longitude) {
    if (!(latitude >= -90 && latitude <= 90))  // false for NaN, too
        throw Refusal{Code::invalid, "place_out_of_range", "latitude"};
    if (!(longitude >= -180 && longitude <= 180))
        throw Refusal{Code::invalid, "place_out_of_range", "longitude"};
    return {longitude * micro, latitude * micro};
}

double distance_km(Point a, Point b) {
    return great_circle_km(a.y / micro, a.x / micro, b.y / micro, b.x / micro);
}

struct NearestId {
    std::int64_t id = 0;
    double distance_km = std::numeric_limits<double>::infinity();
};

/// Compares with the cities of one cell: id, latitude and longitude, four bytes each.
void compare(NearestId& nearest, Point point, std::span<const std::uint8_t> cities) {
    for (; cities.size() >= 12; cities = cities.subspan(12)) {
        std::array<std::int32_t, 3> city;
        std::memcpy(city.data(), cities.data(), sizeof city);
        const Point centre{static_cast<double>(city[2]), static_cast<double>(city[1])};
        if (std::abs(centre.y - point.y) / micro * km_per_degree > nearest.distance_km)
            continue;
        const double distance = distance_km(point, centre);
        if (distance < nearest.distance_km)
            nearest = {city[0], distance};
    }
}

/// Calls `visit(first, last)` for the ids of each unbroken stretch of cells of the box.
template <class Visit>
void each_stretch(const CellBox& box, Visit visit) {
    for (int row = box.south_west.row; row <= box.north_east.row; ++row) {
        const Cell first{row, box.south_west.column};
        const Cell last{row, box.north_east.column};
        if (first.id() <= last.id()) {
            visit(first.id(), last.id());
        } else {
            visit(first.id(), Cell{row, 359}.id());
            visit(Cell{row, 0}.id(), last.id());
        }
    }
}

/// The nearest city of the cells that hold the circle; beyond the circle there may be a nearer one.
NearestId nearest_within(Reading& reading, Point point, double km) {
    NearestId nearest;
    each_stretch(cells_within(point, km), [&](int first, int last) {
        for (const auto& [cities] : reading.rows<store::Bytes>(
                 "select places from places_by_cell where cell between ? and ?", first, last))
            compare(nearest, point, cities);
    });
    return nearest;
}

Nearest nearest_city(Reading& reading, Point point) {
    NearestId nearest;
    for (const double radius : search_radii_km) {
        nearest = nearest_within(reading, point, radius);
        if (nearest.distance_km <= radius)
            break;
    }
    const auto row = reading.one<std::string, std::string, std::string>(
        "select name, region, country from place where id = ?", nearest.id);
    const auto& [name, region, country] = row.value();
    return {name, region, parse_country(country).value(), nearest.distance_km};
}

std::optional<Land> land_of_cell(Reading& reading, Cell cell, Point point) {
    const auto outline = reading.one<store::Bytes>("select outline from land where cell = ?", cell.id());
    if (!outline)
        return std::nullopt;
    return nearest_land(std::get<0>(*outline), cell, point);
}

/// The country whose outline holds the point, or else the nearest within the tolerance.
std::optional<Country> country_by_outline(Reading& reading, Point point) {
    std::optional<Land> nearest = land_of_cell(reading, cell_of(point), point);
    if (nearest && nearest->distance_km == 0)
        return nearest->country;
    const CellBox box = cells_within(point, coast_tolerance_km);
    for (int row = box.south_west.row; row <= box.north_east.row; ++row) {
        for (int column = box.south_west.column; column <= box.north_east.column; ++column) {
            const auto land = land_of_cell(reading, {row, column}, point);
            if (land && (!nearest || land->distance_km < nearest->distance_km))
                nearest = land;
        }
    }
    if (!nearest || nearest->distance_km > coast_tolerance_km)
        return std::nullopt;
    return nearest->country;
}

std::optional<Country> country_of(Reading& reading, Point point) {
    const NearestId city = nearest_within(reading, point, city_tolerance_km);
    if (city.distance_km > city_centre_km) {
        const auto country = country_by_outline(reading, point);
        if (country || city.distance_km > city_tolerance_km)
            return country;
    }
    return parse_country(
        reading.value<std::string>("select country from place where id = ?", city.id).value());
}

}  // namespace

Gazetteer::Gazetteer(const std::string& path) : readers_{std::make_unique<Readers>(path)} {
    Readers::Lease lease{*readers_};
    const auto kind = lease.reading().one<std::int64_t, std::int64_t>(
        "select application_id, user_version from pragma_application_id, pragma_user_version");
    if (kind != std::tuple{application_id, layout_version})
        throw store::Fault{"not a gazetteer of this layout: " + path};
}

Gazetteer::~Gazetteer() = default;

std::vector<Found> Gazetteer::search(std::string_view text, std::optional<Country> country, int limit) const {
    if (text.size() > text_bytes_max)
        throw Refusal{Code::invalid, "search_text_too_long", "q"};
    if (!is_utf8(text))
        return {};
    Readers::Lease lease{*readers_};
    return find_places(lease.reading(), Query{text}, country, std::clamp(limit, 1, results_max));
}

Nearest Gazetteer::nearest(double latitude, double longitude) const {
    const Point point = checked_point(latitude, longitude);
    Readers::Lease lease{*readers_};
    return nearest_city(lease.reading(), point);
}

std::optional<Country> Gazetteer::country_at(double latitude, double longitude) const {
    const Point point = checked_point(latitude, longitude);
    Readers::Lease lease{*readers_};
    return country_of(lease.reading(), point);
}

Located Gazetteer::locate(double latitude, double longitude) const {
    const Point point = checked_point(latitude, longitude);
    Readers::Lease lease{*readers_};
    const auto country = country_of(lease.reading(), point);
    if (!country)
        throw Refusal{Code::invalid, "place_in_the_sea", "latitude"};
    return {latitude, longitude, *country, nearest_city(lease.reading(), point)};
}

}  // namespace suncrew::places
