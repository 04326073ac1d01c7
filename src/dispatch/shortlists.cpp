#include "dispatch/shortlists.hpp"

#include <algorithm>

namespace suncrew::dispatch {
namespace {

/// A type and no function, so that sorting has it inline.
struct Cheaper {
    bool operator()(const Shortlists::Entry& a, const Shortlists::Entry& b) const {
        return a.least != b.least ? a.least < b.least : a.column < b.column;
    }
};
constexpr Cheaper cheaper;

}  // namespace

Shortlists::Shortlists(const CostMatrix& costs, const std::vector<double>& column_price)
    : costs_{&costs},
      column_price_{&column_price},
      lists_(costs.rows()),
      bounds_(costs.rows(), -std::numeric_limits<double>::infinity()) {}

void Shortlists::renew(std::size_t row, std::size_t at_most) {
    const auto cost = costs_->row(row);
    const auto kept_end = [&] { return found_.begin() + static_cast<std::ptrdiff_t>(at_most); };
    found_.clear();
    // What is above the worst of the `at_most` best so far is passed over; they are sought again only when
    // as many more have come, so that a cell costs little more than its comparison.
    double bound = std::numeric_limits<double>::infinity();
    for (std::uint32_t column = 0; column < cost.size(); ++column) {
        const double now = cost[column] - (*column_price_)[column];
        if (!(now < bound))
            continue;
        found_.push_back({now, column, cost[column]});
        if (found_.size() == 2 * at_most) {
            std::nth_element(found_.begin(), kept_end() - 1, found_.end(), cheaper);
            found_.resize(at_most);
            bound = found_.back().least;
        }
    }
    if (found_.size() > at_most) {
        std::nth_element(found_.begin(), kept_end() - 1, found_.end(), cheaper);
        found_.resize(at_most);
        bound = found_.back().least;
    }
    std::sort(found_.begin(), found_.end(), cheaper);
    lists_[row] = found_;
    bounds_[row] = bound;
}

}  // namespace suncrew::dispatch
