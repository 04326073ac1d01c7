#include "routing/nearest.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

namespace suncrew::routing {
namespace {

namespace geometry = boost::geometry;
using Corner = geometry::model::point<double, 3, geometry::cs::cartesian>;
using Entry = std::pair<Corner, std::uint32_t>;
using Tree = geometry::index::rtree<Entry, geometry::index::rstar<16>>;

Corner corner(const Travel::Located& at) {
    return {at.x, at.y, at.z};
}

class NearestByDistance : public Nearest {
public:
    NearestByDistance(const Travel& travel, const std::vector<Thing>& things) : travel_{travel} {
        std::vector<Entry> entries;
        for (const Thing& thing : things)
            entries.emplace_back(corner(travel.located()[thing.place]), thing.number);
        tree_ = Tree{entries};
    }

    std::vector<std::uint32_t> to(Place from, std::size_t count, const Accepts& accepts) const override {
        std::vector<Entry> found;
        const auto taken = [&](const Entry& entry) { return accepts(entry.second); };
        const Corner here = corner(travel_.located()[from]);
        tree_.query(
            geometry::index::nearest(here, static_cast<unsigned>(count)) && geometry::index::satisfies(taken),
            std::back_inserter(found));
        const auto key = [&](const Entry& entry) {
            return std::pair{geometry::comparable_distance(here, entry.first), entry.second};
        };
        std::sort(found.begin(), found.end(),
                  [&](const Entry& a, const Entry& b) { return key(a) < key(b); });
        std::vector<std::uint32_t> numbers;
        for (const Entry& entry : found)
            numbers.push_back(entry.second);
        return numbers;
    }

private:
    const Travel& travel_;
    Tree tree_;
};

class NearestByTable : public Nearest {
public:
    NearestByTable(const Travel& travel, const std::vector<Thing>& things)
        : at_(travel.places()), ranked_(travel.places()) {
        for (const Thing& thing : things)
            at_[thing.place].push_back(thing.number);
        for (Place from = 0; from < travel.places(); ++from) {
            std::vector<Place>& ranked = ranked_[from];
            ranked.resize(travel.places());
            std::iota(ranked.begin(), ranked.end(), Place{0});
            std::erase_if(ranked, [&](Place to) { return at_[to].empty(); });
            std::stable_sort(ranked.begin(), ranked.end(), [&](Place a, Place b) {
                return travel.way(0, from, a).duration < travel.way(0, from, b).duration;
            });
        }
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

private:
    std::vector<std::vector<std::uint32_t>> at_;  ///< things by place
    std::vector<std::vector<Place>> ranked_;      ///< by place: those that have things, the nearest first
};

}  // namespace

std::unique_ptr<Nearest> nearest_of(const Travel& travel, const std::vector<Nearest::Thing>& things) {
    if (travel.located().empty())
        return std::make_unique<NearestByTable>(travel, things);
    return std::make_unique<NearestByDistance>(travel, things);
}

}  // namespace suncrew::routing
