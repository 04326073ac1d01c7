#include "routing/nearest.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "routing/side_by_side.hpp"

namespace suncrew::routing {
namespace {

/// A k-d tree: halves of the things on either side of their middle, along the axis on which they lie widest.
class NearestByDistance : public Nearest {
public:
    NearestByDistance(const Travel& travel, const std::vector<Thing>& things) : travel_{travel} {
        for (const Thing& thing : things) {
            const Travel::Located& at = travel.located()[thing.place];
            points_.push_back({{at.x, at.y, at.z}, thing.number});
        }
        axis_.resize(points_.size());
        divide(0, points_.size());
    }

    std::vector<std::uint32_t> to(Place from, std::size_t count, const Accepts& accepts) const override {
        if (count == 0)
            return {};
        const Travel::Located& here = travel_.located()[from];
        Query query{{here.x, here.y, here.z}, count, accepts, {}};
        query.found.reserve(count);
        search(query, 0, points_.size());
        std::sort_heap(query.found.begin(), query.found.end());
        std::vector<std::uint32_t> numbers;
        numbers.reserve(query.found.size());
        for (const auto& [distance, number] : query.found)
            numbers.push_back(number);
        return numbers;
    }

    std::vector<std::uint32_t> in_order() const override {
        std::vector<std::uint32_t> numbers;
        for (const Point& point : points_)
            numbers.push_back(point.number);
        return numbers;
    }

private:
    using Corner = std::array<double, 3>;
    struct Point {
        Corner at{};
        std::uint32_t number = 0;
    };
    struct Query {
        Corner here;
        std::size_t count;
        const Accepts& accepts;
        std::vector<std::pair<double, std::uint32_t>> found;  ///< a heap, the farthest in front

        bool reaches(double square) const { return found.size() < count || square <= found.front().first; }
    };
    static constexpr std::size_t leaf = 8;

    auto at(std::size_t index) { return points_.begin() + static_cast<std::ptrdiff_t>(index); }

    void divide(std::size_t first, std::size_t last) {
        if (last - first <= leaf)
            return;
        Corner low = points_[first].at;
        Corner high = low;
        for (std::size_t i = first; i < last; ++i)
            for (std::size_t axis = 0; axis < low.size(); ++axis) {
                low[axis] = std::min(low[axis], points_[i].at[axis]);
                high[axis] = std::max(high[axis], points_[i].at[axis]);
            }
        std::size_t widest = 0;
        for (std::size_t axis = 1; axis < low.size(); ++axis)
            if (high[axis] - low[axis] > high[widest] - low[widest])
                widest = axis;
        const std::size_t middle = first + (last - first) / 2;
        std::nth_element(at(first), at(middle), at(last), [&](const Point& a, const Point& b) {
            return std::pair{a.at[widest], a.number} < std::pair{b.at[widest], b.number};
        });
        axis_[middle] = static_cast<std::uint8_t>(widest);
        divide(first, middle);
        divide(middle, last);
    }

    void search(Query& query, std::size_t first, std::size_t last) const {
        if (last - first <= leaf) {
            for (std::size_t i = first; i < last; ++i)
                look_at(query, points_[i]);
            return;
        }
        const std::size_t middle = first + (last - first) / 2;
        const std::uint8_t axis = axis_[middle];
        const double beyond = query.here[axis] - points_[middle].at[axis];
        if (beyond < 0)
            search(query, first, middle);
        else
            search(query, middle, last);
        if (!query.reaches(beyond * beyond))
            return;
        if (beyond < 0)
            search(query, middle, last);
        else
            search(query, first, middle);
    }

    static void look_at(Query& query, const Point& point) {
        double square = 0;
        for (std::size_t axis = 0; axis < point.at.size(); ++axis)
            square += (query.here[axis] - point.at[axis]) * (query.here[axis] - point.at[axis]);
        if (!query.reaches(square) || !query.accepts(point.number))
            return;
        const std::pair candidate{square, point.number};
        if (query.found.size() == query.count) {
            if (query.found.front() < candidate)
                return;
            std::pop_heap(query.found.begin(), query.found.end());
            query.found.pop_back();
        }
        query.found.push_back(candidate);
        std::push_heap(query.found.begin(), query.found.end());
    }

    const Travel& travel_;
    std::vector<Point> points_;
    std::vector<std::uint8_t> axis_;  ///< by middle
};

class NearestByTable : public Nearest {
public:
    NearestByTable(const Travel& travel, const std::vector<Thing>& things, unsigned threads,
                   const Budget& budget, double until)
        : at_(travel.places()), ranked_(travel.places()) {
        for (const Thing& thing : things)
            at_[thing.place].push_back(thing.number);
        std::vector<Place> taken;
        for (Place place = 0; place < travel.places(); ++place)
            if (!at_[place].empty())
                taken.push_back(place);
        side_by_side(travel.places(), threads, budget, until, [&](std::size_t index) {
            const auto from = static_cast<Place>(index);
            std::vector<std::pair<Time, Place>> ranked;
            ranked.reserve(taken.size());
            for (const Place to : taken)
                ranked.emplace_back(travel.way(0, from, to).duration, to);
            std::sort(ranked.begin(), ranked.end());
            ranked_[from].reserve(ranked.size());
            for (const auto& [duration, to] : ranked)
                ranked_[from].push_back(to);
        });
    }

    std::vector<std::uint32_t> to(Place from, std::size_t count, const Accepts& accepts) const override {
        std::vector<std::uint32_t> numbers;
        for (const Place place : ranked_[from])
            for (const std::uint32_t number : at_[place]) {
                if (numbers.size() == count)
                    return numbers;
                if (accepts(number))
                    numbers.push_back(number);
            }
        return numbers;
    }

    std::vector<std::uint32_t> in_order() const override {
        std::vector<std::uint32_t> numbers;
        for (const auto& things : at_)
            numbers.insert(numbers.end(), things.begin(), things.end());
        return numbers;
    }

private:
    std::vector<std::vector<std::uint32_t>> at_;  ///< things by place
    std::vector<std::vector<Place>> ranked_;      ///< by place: those that have things, the nearest first
};

}  // namespace

std::unique_ptr<Nearest> nearest_of(const Travel& travel, const std::vector<Nearest::Thing>& things,
                                    unsigned threads, const Budget& budget, double until) {
    if (travel.located().empty())
        return std::make_unique<NearestByTable>(travel, things, threads, budget, until);
    return std::make_unique<NearestByDistance>(travel, things);
}

}  // namespace suncrew::routing
