#include "dispatch/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "base/refusal.hpp"
#include "dispatch/shortlists.hpp"

namespace suncrew::dispatch {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// Entries of a row's shortlist.
constexpr std::size_t list_length = 64;
/// Of so many times that the whole row is looked at, its list is made anew once.
constexpr std::size_t renewed_each = 16;
/// Bids for each row in a round: near-equal rows can outbid each other in small steps for long.
constexpr std::size_t bids_each = 32;
/// Where more than one of so many rows found no place by bidding, columns are contested. (Where there are
/// more rows than columns, they would outbid each other until some would rather stay out, which is far.)
constexpr std::size_t contested_share = 32;
/// Bids about contested columns go in steps, at first of so many times what most rows pay,
constexpr double contest_coarsest = 4;
/// then of so much less each time,
constexpr double contest_refining = 6;
/// down to this part of the first.
constexpr double contest_finest = 1.0 / 2000;

/// Shortest augmenting paths with prices, after
///   R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment
///   problems, Computing 38 (1987) 325-340; and for rectangular matrices
///   D. F. Crouse, On implementing 2D rectangular assignment algorithms, IEEE Transactions on Aerospace and
///   Electronic Systems 52 (2016) 1679-1696.
/// Ours is that a row may stay out, for the price `leave_`: as if each row had a column of its own at that
/// price, which no other row may use. Such a column keeps the price 0, so it is not stored. Ours is also that
/// a row's cells are looked at by way of its shortlist, whose bound tells when the others are needed.
///
/// At any time row_price[i] + column_price[j] <= cost(i, j), with equality for pairs given; a row's price
/// only rises and never above `leave_`, a column's only falls and never below -leave_, and a column's first
/// fall comes with its row, so free columns are at 0. All numbers are whole and below 2^39: doubles are
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
    /// What a search comes to at a distance: a column, or, from `columns` on, a row whose shortlist is at
    /// its end.
    struct Event {
        double distance;
        std::size_t what;
        bool operator>(const Event& other) const {
            return distance != other.distance ? distance > other.distance : what > other.what;
        }
    };

    std::vector<std::size_t> rows_in_order() const;
    void contest();
    double contest_step() const;
    void take_back_all();
    bool free_columns_are_free_of_charge() const;
    std::vector<std::size_t> bid_all(std::vector<std::size_t> waiting, double step);
    void augment_all(const std::vector<std::size_t>& rows);
    Choice choose(std::size_t row);
    Choice choose_of_all(std::size_t row);
    static void consider(Choice& best, std::size_t column, double reduced);
    void note_whole_row(std::size_t row);
    bool bid(std::size_t row, double step, std::vector<std::size_t>& waiting);
    void augment(std::size_t row);
    End shortest_path(std::size_t from);
    void reach(std::size_t row, double reached);
    void relax(std::size_t row, std::size_t column, float cost);
    void relax_listed(std::size_t row);
    void widen(std::size_t row);
    void expect(const Event& event);
    Event next_event();
    void forget_search();
    void reprice(std::size_t row, double length);
    void shift_along_path(const End& end);

    const CostMatrix& costs_;
    const double leave_;
    std::vector<std::size_t> column_of_;  // by row
    std::vector<std::size_t> row_of_;     // by column
    std::vector<double> row_price_;
    std::vector<double> column_price_;
    Shortlists shortlists_;
    std::vector<std::size_t> free_;  // columns, in order

    // The path search.
    std::vector<double> distance_;         // by column
    std::vector<std::size_t> came_from_;   // by column
    std::vector<double> base_;             // by row reached: its distance less its price
    std::vector<std::size_t> whole_rows_;  // by row: how often all of it was looked at
    std::vector<std::size_t> touched_;     // columns
    std::vector<Settled> settled_;
    std::vector<Event> events_;  // a heap, the nearest in front
    double limit_ = infinity;    // the shortest way out that is known
};

Solver::Solver(const CostMatrix& costs)
    : costs_{costs},
      leave_{static_cast<double>(std::min(costs.rows(), costs.columns())) * CostMatrix::cost_max + 1},
      column_of_(costs.rows(), none),
      row_of_(costs.columns(), none),
      row_price_(costs.rows(), 0),
      column_price_(costs.columns(), 0),
      shortlists_{costs_, column_price_},
      distance_(costs.columns(), infinity),
      came_from_(costs.columns()),
      base_(costs.rows()),
      whole_rows_(costs.rows(), 0) {}

ProvenAssignment Solver::solve() {
    std::vector<std::size_t> left = bid_all(rows_in_order(), 0);
    if (costs_.rows() <= costs_.columns() && left.size() * contested_share > costs_.rows()) {
        contest();
        left = bid_all(rows_in_order(), 0);
    }
    augment_all(left);
    if (!free_columns_are_free_of_charge()) {  // the contest made one dear that nobody needs: without it,
                                               // then
        take_back_all();
        std::fill(column_price_.begin(), column_price_.end(), 0);
        shortlists_ = Shortlists{costs_, column_price_};
        augment_all(bid_all(rows_in_order(), 0));
    }
    ProvenAssignment proven{Assignment(costs_.rows()), row_price_, column_price_, leave_};
    for (std::size_t row = 0; row < costs_.rows(); ++row)
        if (column_of_[row] != none)
            proven.column_of[row] = column_of_[row];
    return proven;
}

/// Brings the prices of contested columns to about where they will be, in few bids: the steps of an auction
/// with scaling (Bertsekas, The auction algorithm, Annals of Operations Research 14 (1988) 105-123). Any
/// prices up to 0 are a start, so that what is approximate here costs no exactness, as long as every column
/// that is dear gets a row in the end.
void Solver::contest() {
    const double first = contest_step();
    double part = 1;
    while (part >= contest_finest) {
        take_back_all();
        bid_all(rows_in_order(), std::max(1.0, std::floor(first * part)));
        part /= contest_refining;
    }
    take_back_all();
}

std::vector<std::size_t> Solver::rows_in_order() const {
    std::vector<std::size_t> rows(costs_.rows());
    std::iota(rows.rbegin(), rows.rend(), std::size_t{0});  // the last is the first to bid
    return rows;
}

double Solver::contest_step() const {
    std::vector<double> prices = row_price_;
    const auto middle = prices.begin() + static_cast<std::ptrdiff_t>(prices.size() / 2);
    std::nth_element(prices.begin(), middle, prices.end());
    return std::max(1.0, std::floor(*middle * contest_coarsest));
}

/// Nobody has a column any more; what columns cost stays.
void Solver::take_back_all() {
    std::fill(column_of_.begin(), column_of_.end(), none);
    std::fill(row_of_.begin(), row_of_.end(), none);
    std::fill(row_price_.begin(), row_price_.end(), 0);
}

bool Solver::free_columns_are_free_of_charge() const {
    for (std::size_t column = 0; column < costs_.columns(); ++column)
        if (row_of_[column] == none && column_price_[column] != 0)
            return false;
    return true;
}

/// Jonker and Volgenant's augmenting row reduction: each row bids for its best column up to the point where
/// its second best is as good, and `step` more, and may push out another, which bids again. Serves most rows
/// at little cost; the rows still waiting are returned.
std::vector<std::size_t> Solver::bid_all(std::vector<std::size_t> waiting, double step) {
    std::vector<std::size_t> undecided;
    for (std::size_t bids_left = bids_each * costs_.rows(); bids_left > 0 && !waiting.empty(); --bids_left) {
        const std::size_t row = waiting.back();
        waiting.pop_back();
        if (!bid(row, step, waiting))
            undecided.push_back(row);
    }
    undecided.insert(undecided.end(), waiting.begin(), waiting.end());
    return undecided;
}

void Solver::augment_all(const std::vector<std::size_t>& rows) {
    free_.clear();
    for (std::size_t column = 0; column < costs_.columns(); ++column)
        if (row_of_[column] == none)
            free_.push_back(column);
    for (const std::size_t row : rows)
        augment(row);
}

Solver::Choice Solver::choose(std::size_t row) {
    Choice best{none, none, leave_, infinity};
    for (const Shortlists::Entry& entry : shortlists_.list(row)) {
        if (entry.least >= best.second_cost)
            break;
        consider(best, entry.column, entry.cost - column_price_[entry.column]);
    }
    return best.second_cost <= shortlists_.bound(row) ? best : choose_of_all(row);
}

Solver::Choice Solver::choose_of_all(std::size_t row) {
    Choice best{none, none, leave_, infinity};
    const auto cost = costs_.row(row);
    const double* const price = column_price_.data();
    for (std::size_t column = 0; column < cost.size(); ++column)
        if (const double reduced = cost[column] - price[column]; reduced < best.second_cost) [[unlikely]]
            consider(best, column, reduced);
    note_whole_row(row);
    return best;
}

void Solver::consider(Choice& best, std::size_t column, double reduced) {
    if (reduced >= best.second_cost)
        return;
    if (reduced < best.first_cost) {
        best.second = std::exchange(best.first, column);
        best.second_cost = std::exchange(best.first_cost, reduced);
    } else {
        best.second = column;
        best.second_cost = reduced;
    }
}

/// A row was looked at as a whole, which costs less than a new list; that is made where it happens again and
/// again, and at the second time.
void Solver::note_whole_row(std::size_t row) {
    if (whole_rows_[row]++ % renewed_each == 1)
        shortlists_.renew(row, list_length);
}

/// Whether the row found its place: false when its best places are equally good and taken.
bool Solver::bid(std::size_t row, double step, std::vector<std::size_t>& waiting) {
    Choice best = choose(row);
    if (best.first == none) {  // nothing is better than to stay out, and prices of columns only fall
        row_price_[row] = leave_;
        return true;
    }
    const double margin = best.second_cost - best.first_cost + step;
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
    std::erase(free_, end.column);
    forget_search();
}

/// Dijkstra over reduced costs from an unserved row, through columns to the rows that hold them.
Solver::End Solver::shortest_path(std::size_t from) {
    End end{none, from, leave_ - row_price_[from]};
    limit_ = end.length;
    base_[from] = -row_price_[from];
    for (const std::size_t column : free_)  // so that there is a limit from the start
        relax(from, column, costs_.at(from, column));
    reach(from, 0);
    while (!events_.empty()) {
        const Event event = next_event();
        if (event.distance >= end.length)
            break;
        if (event.what >= costs_.columns()) {
            widen(event.what - costs_.columns());
            continue;
        }
        if (event.distance > distance_[event.what])
            continue;  // it was reached nearer since
        const std::size_t row = row_of_[event.what];
        if (row == none)
            return {event.what, none, event.distance};
        settled_.push_back({event.what, event.distance});
        if (event.distance + leave_ - row_price_[row] < end.length)
            end = {none, row, event.distance + leave_ - row_price_[row]};
        limit_ = std::min(limit_, end.length);
        reach(row, event.distance);
    }
    return end;
}

/// Looks at what a row reaches that itself lies `reached` from the start.
void Solver::reach(std::size_t row, double reached) {
    base_[row] = reached - row_price_[row];
    relax_listed(row);
}

void Solver::relax_listed(std::size_t row) {
    for (const Shortlists::Entry& entry : shortlists_.list(row)) {
        if (base_[row] + entry.least >= limit_)
            return;
        relax(row, entry.column, entry.cost);
    }
    if (base_[row] + shortlists_.bound(row) < limit_)
        expect({base_[row] + shortlists_.bound(row), costs_.columns() + row});
}

void Solver::relax(std::size_t row, std::size_t column, float cost) {
    const double by_row = base_[row] + cost - column_price_[column];
    if (by_row >= distance_[column] || by_row >= limit_)
        return;
    if (distance_[column] == infinity)
        touched_.push_back(column);
    distance_[column] = by_row;
    came_from_[column] = row;
    if (row_of_[column] == none)
        limit_ = by_row;
    expect({by_row, column});
}

/// The search has come to the end of a row's shortlist: all of its columns are looked at.
void Solver::widen(std::size_t row) {
    const float* const cost = costs_.row(row).data();
    const double* const price = column_price_.data();
    const double* const distance = distance_.data();
    const double base = base_[row];
    const std::size_t columns = costs_.columns();
    for (std::size_t column = 0; column < columns; ++column)
        if (const double by_row = base + cost[column] - price[column]; by_row < distance[column]) [[unlikely]]
            relax(row, column, cost[column]);
    note_whole_row(row);
}

void Solver::expect(const Event& event) {
    events_.push_back(event);
    std::push_heap(events_.begin(), events_.end(), std::greater<>{});
}

Solver::Event Solver::next_event() {
    std::pop_heap(events_.begin(), events_.end(), std::greater<>{});
    const Event event = events_.back();
    events_.pop_back();
    return event;
}

void Solver::forget_search() {
    for (const std::size_t column : touched_)
        distance_[column] = infinity;
    touched_.clear();
    settled_.clear();
    events_.clear();
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
