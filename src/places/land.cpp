#include "places/land.hpp"

#include <cstring>
#include <stdexcept>

namespace suncrew::places {
namespace {

/// Takes numbers from the front of the outline.
class Bytes {
public:
    explicit Bytes(std::span<const std::uint8_t> left) : left_{left} {}
    bool empty() const { return left_.empty(); }

    template <class T>
    T take() {
        T value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    Point take_point() {
        const auto x = take<std::int32_t>();
        const auto y = take<std::int32_t>();
        return {static_cast<double>(x), static_cast<double>(y)};
    }

private:
    std::span<const std::uint8_t> take(std::size_t count) {
        if (count > left_.size())
            throw std::runtime_error{"the outline of a cell ends early"};
        const auto taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }
    std::span<const std::uint8_t> left_;
};

/// Of one country: whether the point is inside, and how far the nearest edge is. Edges are straight in
/// longitude and latitude, so both are asked in the plane, with x shortened by the cosine of the latitude.
class Probe {
public:
    Probe(Cell cell, Point point)
        : corner_{(cell.wrapped_column() - 180) * micro + half, (cell.row - 90) * micro + half},
          point_{point},
          narrow_{std::cos(point.y / micro * 0.017453292519943295)} {}

    void edge(Point a, Point b) {
        odd_ = odd_ != (crosses_border(a, b) != crosses_parallel(a, b));
        nearest_squared_ = std::min(nearest_squared_, distance_squared(a, b));
    }
    bool inside(bool corner_is_inside) const { return corner_is_inside != odd_; }
    double distance_km() const { return std::sqrt(nearest_squared_) / micro * km_per_degree; }

private:
    /// The corner is half a microdegree inside its cell, so no vertex is ever level with it.
    static constexpr double half = 0.5;

    /// The way from the corner to the point goes along the western border to the point's latitude …
    bool crosses_border(Point a, Point b) const {
        if ((a.x < corner_.x) == (b.x < corner_.x))
            return false;
        const double y = a.y + (corner_.x - a.x) * (b.y - a.y) / (b.x - a.x);
        return (y > corner_.y) != (y > point_.y);
    }
    /// … and then east along the parallel.
    bool crosses_parallel(Point a, Point b) const {
        if ((a.y <= point_.y) == (b.y <= point_.y))
            return false;
        const double x = a.x + (point_.y - a.y) * (b.x - a.x) / (b.y - a.y);
        return (x > corner_.x) != (x > point_.x);
    }
    double distance_squared(Point a, Point b) const {
        const double ax = (a.x - point_.x) * narrow_;
        const double ay = a.y - point_.y;
        const double dx = (b.x - a.x) * narrow_;
        const double dy = b.y - a.y;
        const double length = dx * dx + dy * dy;
        const double along = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0.0;
        const double x = ax + along * dx;
        const double y = ay + along * dy;
        return x * x + y * y;
    }

    Point corner_;
    Point point_;
    double narrow_;
    bool odd_ = false;
    double nearest_squared_ = 1e30;
};

Probe probe_lines(Bytes& bytes, std::uint32_t lines, Probe probe) {
    for (; lines > 0; --lines) {
        auto points = bytes.take<std::uint32_t>();
        if (points < 2)
            throw std::runtime_error{"the outline of a cell has a line without an edge"};
        Point before = bytes.take_point();
        for (--points; points > 0; --points) {
            const Point next = bytes.take_point();
            probe.edge(before, next);
            before = next;
        }
    }
    return probe;
}

}  // namespace

std::optional<Land> nearest_land(std::span<const std::uint8_t> outline, Cell cell, Point point) {
    const bool within = cell == cell_of(point);
    point.x -= cell.turn();
    std::optional<Land> nearest;
    for (Bytes bytes{outline}; !bytes.empty();) {
        const auto code = bytes.take<std::array<char, 2>>();
        const bool corner_is_inside = bytes.take<std::uint16_t>() != 0;
        const auto lines = bytes.take<std::uint32_t>();
        const Probe probe = probe_lines(bytes, lines, Probe{cell, point});
        if (within && probe.inside(corner_is_inside))
            return Land{{code}, 0};
        if (lines > 0 && (!nearest || probe.distance_km() < nearest->distance_km))
            nearest = Land{{code}, probe.distance_km()};
    }
    return nearest;
}

}  // namespace suncrew::places
