#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace suncrew::dispatch {

/// What it costs to give a row (an order) to a column (a crew's free slot); dense, a row's cells side by
/// side. Costs are whole numbers, so every sum in the solver is exact: the total depends neither on the order
/// of rows and columns nor on rounding. A pair that nobody set is forbidden.
class CostMatrix {
public:
    static constexpr std::size_t side_max = 8192;        ///< 256 MiB of cells
    static constexpr std::uint32_t cost_max = 1U << 24;  ///< up to here a float holds every whole number
    static constexpr float forbidden = std::numeric_limits<float>::infinity();

    /// Throws Refusal{Code::too_large, "assignment_too_large"} when a side is longer than `side_max`.
    CostMatrix(std::size_t rows, std::size_t columns);

    std::size_t rows() const { return rows_; }
    std::size_t columns() const { return columns_; }

    /// Allows a pair. Throws Refusal{Code::invalid, "cost_out_of_range"} when `cost` is above `cost_max`.
    /// `row` and `column` are below `rows()` and `columns()`.
    void allow(std::size_t row, std::size_t column, std::uint32_t cost);

    bool allowed(std::size_t row, std::size_t column) const { return at(row, column) != forbidden; }
    /// The cost of a pair, a whole number, or `forbidden`.
    float at(std::size_t row, std::size_t column) const { return cells_[row * columns_ + column]; }
    std::span<const float> row(std::size_t row) const { return {cells_.data() + row * columns_, columns_}; }

private:
    std::size_t rows_;
    std::size_t columns_;
    std::vector<float> cells_;
};

/// For each row its column, or nothing.
using Assignment = std::vector<std::optional<std::size_t>>;

/// Serves as many rows as can be served together, each by a column of its own and never by a forbidden one,
/// and among all such assignments takes one of least total cost. The same matrix always gives the same
/// answer. Time O(rows · columns · min(rows, columns) · log columns) at worst, memory O(rows + columns)
/// beside the matrix.
Assignment assign(const CostMatrix& costs);

/// An assignment and the prices that prove it least (the dual solution of the linear programme).
///
/// With L = `leave_cost`, the price of leaving a row out, chosen above any total that serving could cost:
/// row_price[i] + column_price[j] <= cost(i, j) for every allowed pair, with equality where i is given j;
/// row_price[i] <= L, with equality where i is left out; column_price[j] <= 0, and 0 where j stays free.
/// By weak duality no assignment is cheaper than the sum of all prices, and this one costs exactly that.
struct ProvenAssignment {
    Assignment column_of;
    std::vector<double> row_price;
    std::vector<double> column_price;
    double leave_cost = 0;
};
ProvenAssignment assign_with_proof(const CostMatrix& costs);

}  // namespace suncrew::dispatch
