#include "dispatch/assignment.hpp"

#include <algorithm>
#include <utility>

#include "base/refusal.hpp"

namespace suncrew::dispatch {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// Shortest augmenting paths with prices, after
///   R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment
///   problems, Computing 38 (1987) 325-340; and for rectangular matrices
///   D. F. Crouse, On implementing 2D rectangular assignment algorithms, IEEE Transactions on Aerospace and
///   Electronic Systems 52 (2016) 1679-1696.
/// Ours is that a row may stay out, for the price `leave_`: as if each row had a column of its own at that
/// price, which no other row may use. Such a column keeps the price 0, so it is not stored.
///
/// At any time row_price[i] + column_price[j] <= cost(i, j), with equality for pairs given; a row's price
/// only rises and never above `leave_`, a column's only falls and never below -leave_, and a column's first
/// fall comes with its row, so free columns are at 0. All numbers are whole and below 2^38: doubles are
/// exact.
class Solver {
public:
    explicit Solver(const CostMatrix& costs);

    ProvenAssignment solve();

private:
    /// The two places at which a row is served cheapest; `none` stands for staying out.
    struct Choice {
        std::size_t first;
        std::size_t second;
        double first_cost;
        double second_cost;
    };
    /// Where a path ends: at a free column, or, with none, at the row that stays out from then on.
    struct End {
        std::size_t column;
        std::size_t leaver;
        double length;
    };
    struct Settled {
        std::size_t column;
        double distance;
    };

    std::vector<std::size_t> bid_all();
    Choice choose(std::size_t row) const;
    bool bid(std::size_t row, std::vector<std::size_t>& waiting);
    void augment(std::size_t row);
    End shortest_path(std::size_t from);
    void relax(std::size_t row, double reached);
    std::size_t nearest_column() const;
    void reprice(std::size_t row, double length);
    void shift_along_path(const End& end);

    const CostMatrix& costs_;
    const double leave_;
    std::vector<std::size_t> column_of_;  // by row
    std::vector<std::size_t> row_of_;     // by column
    std::vector<double> row_price_;
    std::vector<double> column_price_;

    // The path search, by column. A settled column is put infinitely far and made infinitely dear, so that
    // the inner loop passes over it without a question.
    std::vector<double> distance_;
    std::vector<double> search_price_;
    std::vector<std::size_t> came_from_;
    std::vector<Settled> settled_;
};

Solver::Solver(const CostMatrix& costs)
    : costs_{costs},
      leave_{static_cast<double>(std::min(costs.rows(), costs.columns())) * CostMatrix::cost_max + 1},
      column_of_(costs.rows(), none),
      row_of_(costs.columns(), none),
      row_price_(costs.rows(), 0),
      column_price_(costs.columns(), 0),
      distance_(costs.columns()),
      search_price_(costs.columns()),
      came_from_(costs.columns()) {}

ProvenAssignment Solver::solve() {
    for (const std::size_t row : bid_all())
        augment(row);
    ProvenAssignment proven{Assignment(costs_.rows()), row_price_, column_price_, leave_};
    for (std::size_t row = 0; row < costs_.rows(); ++row)
        if (column_of_[row] != none)
            proven.column_of[row] = column_of_[row];
    return proven;
}

/// Jonker and Volgenant's augmenting row reduction: each row bids for its best column up to the point where
/// its second best is as good, and may push out another, which bids again. Serves most rows at little cost;
/// the rows still waiting are returned. The number of bids is bounded, since near-equal rows can outbid each
/// other in small steps for very long.
std::vector<std::size_t> Solver::bid_all() {
    std::vector<std::size_t> waiting;
    std::vector<std::size_t> undecided;
    for (std::size_t row = costs_.rows(); row-- > 0;)
        waiting.push_back(row);
    for (std::size_t bids_left = 8 * costs_.rows(); bids_left > 0 && !waiting.empty(); --bids_left) {
        const std::size_t row = waiting.back();
        waiting.pop_back();
        if (!bid(row, waiting))
            undecided.push_back(row);
    }
    undecided.insert(undecided.end(), waiting.begin(), waiting.end());
    return undecided;
}

Solver::Choice Solver::choose(std::size_t row) const {
    Choice best{none, none, leave_, infinity};
    const auto cost = costs_.row(row);
    for (std::size_t column = 0; column < cost.size(); ++column) {
        const double reduced = cost[column] - column_price_[column];
        if (reduced >= best.second_cost)
            continue;
        if (reduced < best.first_cost) {
            best.second = std::exchange(best.first, column);
            best.second_cost = std::exchange(best.first_cost, reduced);
        } else {
            best.second = column;
            best.second_cost = reduced;
        }
    }
    return best;
}

/// Whether the row found its place: false when its best places are equally good and taken.
bool Solver::bid(std::size_t row, std::vector<std::size_t>& waiting) {
    Choice best = choose(row);
    if (best.first == none) {  // nothing is better than to stay out, and prices of columns only fall
        row_price_[row] = leave_;
        return true;
    }
    const double margin = best.second_cost - best.first_cost;
    if (margin == 0 && row_of_[best.first] != none) {
        if (best.second == none || row_of_[best.second] != none)
            return false;
        best.first = best.second;
    }
    row_price_[row] = best.second_cost;
    column_price_[best.first] -= margin;
    column_of_[row] = best.first;
    const std::size_t pushed_out = std::exchange(row_of_[best.first], row);
    if (pushed_out != none) {
        column_of_[pushed_out] = none;
        waiting.push_back(pushed_out);
    }
    return true;
}

void Solver::augment(std::size_t row) {
    const End end = shortest_path(row);
    reprice(row, end.length);
    shift_along_path(end);
}

/// Dijkstra over reduced costs from an unserved row, through columns to the rows that hold them.
Solver::End Solver::shortest_path(std::size_t from) {
    std::fill(distance_.begin(), distance_.end(), infinity);
    search_price_ = column_price_;
    settled_.clear();
    End end{none, none, infinity};
    std::size_t row = from;
    double reached = 0;
    while (true) {
        if (reached + leave_ - row_price_[row] < end.length)
            end = {none, row, reached + leave_ - row_price_[row]};
        relax(row, reached);
        const std::size_t nearest = nearest_column();
        if (nearest == none || distance_[nearest] >= end.length)
            return end;
        reached = distance_[nearest];
        if (row_of_[nearest] == none)
            return {nearest, none, reached};
        settled_.push_back({nearest, reached});
        distance_[nearest] = infinity;
        search_price_[nearest] = -infinity;
        row = row_of_[nearest];
    }
}

/// Shortens the distances by way of `row`, which itself lies `reached` from the start. The solver spends most
/// of its time here, so both branches are written as choices, which the compiler turns into moves.
void Solver::relax(std::size_t row, double reached) {
    const auto cost = costs_.row(row);
    const double base = reached - row_price_[row];
    for (std::size_t column = 0; column < cost.size(); ++column) {
        const double by_row = base + cost[column] - search_price_[column];
        const bool nearer = by_row < distance_[column];
        distance_[column] = nearer ? by_row : distance_[column];
        came_from_[column] = nearer ? row : came_from_[column];
    }
}

/// The nearest column not yet settled, the first of several; none when no other can be reached.
std::size_t Solver::nearest_column() const {
    std::size_t nearest = none;
    double distance = infinity;
    std::size_t column = 0;
    for (; column + 4 <= distance_.size(); column += 4) {  // four at a time: one comparison to mispredict
        const double* d = &distance_[column];
        const double nearest_of_four = std::min(std::min(d[0], d[1]), std::min(d[2], d[3]));
        if (nearest_of_four < distance) {
            distance = nearest_of_four;
            nearest = column;
        }
    }
    for (; column < distance_.size(); ++column)
        if (distance_[column] < distance) {
            distance = distance_[column];
            nearest = column;
        }
    while (nearest != none && distance_[nearest] != distance)
        ++nearest;
    return nearest;
}

/// Lifts the prices along the search so that the path costs nothing and no reduced cost becomes negative.
void Solver::reprice(std::size_t row, double length) {
    row_price_[row] += length;
    for (const Settled& settled : settled_) {
        row_price_[row_of_[settled.column]] += length - settled.distance;
        column_price_[settled.column] -= length - settled.distance;
    }
}

/// Hands each column on the path to the row it was reached from, back to the first row, which had none.
void Solver::shift_along_path(const End& end) {
    std::size_t column = end.column == none ? std::exchange(column_of_[end.leaver], none) : end.column;
    while (column != none) {
        const std::size_t row = came_from_[column];
        row_of_[column] = row;
        column = std::exchange(column_of_[row], column);
    }
}

}  // namespace

CostMatrix::CostMatrix(std::size_t rows, std::size_t columns) : rows_{rows}, columns_{columns} {
    if (rows > side_max || columns > side_max)
        throw Refusal{Code::too_large, "assignment_too_large"};
    cells_.assign(rows * columns, forbidden);
}

void CostMatrix::allow(std::size_t row, std::size_t column, std::uint32_t cost) {
    if (cost > cost_max)
        throw Refusal{Code::invalid, "cost_out_of_range"};
    cells_[row * columns_ + column] = static_cast<float>(cost);
}

Assignment assign(const CostMatrix& costs) {
    return assign_with_proof(costs).column_of;
}

ProvenAssignment assign_with_proof(const CostMatrix& costs) {
    return Solver{costs}.solve();
}

}  // namespace suncrew::dispatch
