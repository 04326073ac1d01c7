#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dispatch/assignment.hpp"

namespace suncrew::dispatch {

/// For each row the columns that are cheapest for it, so that most of its cells need not be looked at.
///
/// A list is made with the prices that columns have at that moment. As prices only fall, what a column costs
/// only rises from then on, and what a list does not have stays at its `bound` or above.
class Shortlists {
public:
    struct Entry {
        double least = 0;  ///< what the column cost with its price when the list was made; no less since
        std::uint32_t column = 0;
        float cost = 0;
    };

    /// Both have to outlive it.
    Shortlists(const CostMatrix& costs, const std::vector<double>& column_price);

    /// In order of `least`.
    std::span<const Entry> list(std::size_t row) const { return lists_[row]; }
    /// No column outside of the list costs less, price and all.
    double bound(std::size_t row) const { return bounds_[row]; }
    /// Makes a row's list anew with today's prices; `at_most` entries.
    void renew(std::size_t row, std::size_t at_most);

private:
    const CostMatrix* costs_;
    const std::vector<double>* column_price_;
    std::vector<std::vector<Entry>> lists_;
    std::vector<double> bounds_;
    std::vector<Entry> found_;
};

}  // namespace suncrew::dispatch
