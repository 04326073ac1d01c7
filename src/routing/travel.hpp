#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dispatch/travel.hpp"

namespace suncrew::routing {

/// Seconds since a moment of the file's own, or its unit of time where it has another (Solomon: one of
/// length).
using Time = double;
/// In the file's own unit; with VROOM's defaults one second of driving costs 1.
using Cost = double;
/// The index of a place.
using Place = std::uint32_t;

/// A way as a vehicle goes it.
struct Leg {
    Time duration = 0;
    Cost cost = 0;
    bool operator==(const Leg&) const = default;
};

/// A way as the tables have it.
struct Way {
    Time duration = 0;
    double distance = 0;         ///< metres, or the file's unit; 0 where a table has none
    std::optional<Cost> cost{};  ///< where the table has costs of its own
};

/// A point of a plane, in the file's unit.
struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

/// A table of ways: row by row, from each place to each; `distances` and `costs` may be empty.
struct Table {
    std::vector<std::uint32_t> durations;
    std::vector<std::uint32_t> distances;
    std::vector<std::uint32_t> costs;
};

/// How long and how far it is between places: straight on a plane, estimated on the Earth, or from tables.
class Travel {
public:
    static constexpr std::size_t table_side_max = 4'000;
    /// Our assumption of a mean speed by road, town and country: nothing is known of roads here.
    static constexpr double road_speed_kmh = 60;

    Travel() = default;
    /// Straight and real-valued; a unit of length takes one of time.
    static Travel plane(std::vector<Point> points);
    /// Along a great circle times `dispatch::road_factor` at `road_speed_kmh`, in whole seconds and metres.
    static Travel earth(std::vector<dispatch::Position> positions);
    /// One table a profile, each of `side` by `side` ways; `side` is at most `table_side_max`.
    static Travel tables(std::size_t side, std::vector<Table> tables);

    std::size_t places() const { return places_; }
    /// Coordinates in which near places have near values, for looking for neighbours; empty with tables. On
    /// the Earth they are points of its unit sphere.
    struct Located {
        double x = 0;
        double y = 0;
        double z = 0;
    };
    std::span<const Located> located() const { return located_; }

    /// Whether every way is as long as the straight line between the places' coordinates.
    bool straight() const { return form_ == Form::plane; }
    /// `profile` matters with tables alone.
    Way way(std::size_t profile, Place from, Place to) const;

private:
    enum class Form { plane, earth, tables };
    Form form_ = Form::plane;
    std::size_t places_ = 0;
    std::vector<Located> located_;
    std::vector<Table> tables_;
};

}  // namespace suncrew::routing
