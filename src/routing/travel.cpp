#include "routing/travel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "base/great_circle.hpp"

namespace suncrew::routing {
namespace {

constexpr double degree = std::numbers::pi / 180;

double chord(const Travel::Located& a, const Travel::Located& b) {
    const double x = a.x - b.x;
    const double y = a.y - b.y;
    const double z = a.z - b.z;
    return std::sqrt(x * x + y * y + z * z);
}

}  // namespace

Travel Travel::plane(std::vector<Point> points) {
    Travel travel;
    travel.places_ = points.size();
    for (const Point& point : points)
        travel.located_.push_back({point.x, point.y, 0});
    return travel;
}

Travel Travel::earth(std::vector<dispatch::Position> positions) {
    Travel travel;
    travel.form_ = Form::earth;
    travel.places_ = positions.size();
    for (const dispatch::Position& position : positions) {
        const double latitude = position.latitude_deg * degree;
        const double longitude = position.longitude_deg * degree;
        travel.located_.push_back({std::cos(latitude) * std::cos(longitude),
                                   std::cos(latitude) * std::sin(longitude), std::sin(latitude)});
    }
    return travel;
}

Travel Travel::tables(std::size_t side, std::vector<Table> tables) {
    Travel travel;
    travel.form_ = Form::tables;
    travel.places_ = side;
    travel.tables_ = std::move(tables);
    return travel;
}

Way Travel::way(std::size_t profile, Place from, Place to) const {
    if (form_ == Form::tables) {
        const Table& table = tables_[profile];
        const std::size_t cell = from * places_ + to;
        Way way{static_cast<Time>(table.durations[cell])};
        if (!table.distances.empty())
            way.distance = table.distances[cell];
        if (!table.costs.empty())
            way.cost = table.costs[cell];
        return way;
    }
    const double straight = chord(located_[from], located_[to]);
    if (form_ == Form::plane)
        return {straight, straight};
    // The chord of a unit sphere sees the great circle's half angle.
    const double km = 2 * earth_radius_km * std::asin(std::min(straight / 2, 1.0)) * dispatch::road_factor;
    return {std::round(km / road_speed_kmh * 3600), std::round(km * 1000)};
}

}  // namespace suncrew::routing
