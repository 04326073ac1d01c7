#include "dispatch/assignment.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/refusal.hpp"

namespace suncrew::dispatch {
namespace {

/// How many rows an assignment serves, and what that costs.
struct Worth {
    std::size_t served = 0;
    std::uint64_t total = 0;
    bool operator==(const Worth&) const = default;
};

bool better(const Worth& a, const Worth& b) {
    return a.served != b.served ? a.served > b.served : a.total < b.total;
}

Worth worth(const CostMatrix& costs, const Assignment& column_of) {
    Worth sum;
    for (std::size_t row = 0; row < column_of.size(); ++row)
        if (column_of[row]) {
            ++sum.served;
            sum.total += static_cast<std::uint64_t>(costs.at(row, *column_of[row]));
        }
    return sum;
}

/// The best there is, by trying everything.
Worth best_by_trying(const CostMatrix& costs, std::size_t row = 0, std::uint32_t columns_taken = 0,
                     Worth so_far = {}) {
    if (row == costs.rows())
        return so_far;
    Worth best = best_by_trying(costs, row + 1, columns_taken, so_far);
    for (std::size_t column = 0; column < costs.columns(); ++column) {
        if ((columns_taken >> column & 1U) != 0 || !costs.allowed(row, column))
            continue;
        const Worth with{so_far.served + 1, so_far.total + static_cast<std::uint64_t>(costs.at(row, column))};
        const Worth found = best_by_trying(costs, row + 1, columns_taken | 1U << column, with);
        if (better(found, best))
            best = found;
    }
    return best;
}

/// The size of a largest matching, by augmenting paths without costs.
class LargestMatching {
public:
    explicit LargestMatching(const CostMatrix& costs) : costs_{costs}, row_of_(costs.columns(), unmatched) {
        for (std::size_t row = 0; row < costs.rows(); ++row) {
            visited_.assign(costs.columns(), 0);
            size_ += serve(row) ? 1 : 0;
        }
    }
    std::size_t size() const { return size_; }

private:
    static constexpr std::size_t unmatched = static_cast<std::size_t>(-1);

    bool serve(std::size_t row) {
        for (std::size_t column = 0; column < costs_.columns(); ++column) {
            if (!costs_.allowed(row, column) || visited_[column] != 0)
                continue;
            visited_[column] = 1;
            if (row_of_[column] == unmatched || serve(row_of_[column])) {
                row_of_[column] = row;
                return true;
            }
        }
        return false;
    }

    const CostMatrix& costs_;
    std::vector<std::size_t> row_of_;
    std::vector<char> visited_;
    std::size_t size_ = 0;
};

std::size_t any_side(int side_max) {
    return static_cast<std::size_t>(
        *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, side_max + 1)));  // large ones from the start
}

/// A matrix with sides up to `side_max`; few different costs (many ties) or many, few pairs allowed or most.
CostMatrix any_matrix(int side_max) {
    const std::size_t rows = any_side(side_max);
    const std::size_t columns = any_side(side_max);
    const auto cost_max = *rc::gen::element(1U, 3U, 1000U, CostMatrix::cost_max);
    const auto allowed_of_ten = *rc::gen::element(1U, 3U, 7U, 10U);
    std::uint64_t random = *rc::gen::arbitrary<std::uint64_t>();
    const auto next = [&random] {  // Knuth's MMIX generator; drawing each cell by RapidCheck is slow
        random = random * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::uint32_t>(random >> 33);
    };
    CostMatrix costs{rows, columns};
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            if (next() % 10 < allowed_of_ten)
                costs.allow(row, column, next() % (cost_max + 1));
    return costs;
}

std::string fault_of(const CostMatrix& costs, const Assignment& column_of) {
    if (column_of.size() != costs.rows())
        return "not one answer a row";
    std::set<std::size_t> taken;
    for (std::size_t row = 0; row < column_of.size(); ++row) {
        if (!column_of[row])
            continue;
        if (*column_of[row] >= costs.columns())
            return "no such column";
        if (!costs.allowed(row, *column_of[row]))
            return "a forbidden pair";
        if (!taken.insert(*column_of[row]).second)
            return "a column given twice";
    }
    return {};
}

/// What is wrong with the proof of an assignment; empty when it holds.
std::string fault_of(const CostMatrix& costs, const ProvenAssignment& proven) {
    for (std::size_t row = 0; row < costs.rows(); ++row) {
        const double price = proven.row_price[row];
        if (price > proven.leave_cost || (!proven.column_of[row] && price != proven.leave_cost))
            return "the price of a row against staying out";
        for (std::size_t column = 0; column < costs.columns(); ++column) {
            const double slack = costs.at(row, column) - price - proven.column_price[column];
            if (slack < 0 || (proven.column_of[row] == column && slack != 0))
                return "the prices of a pair";
        }
    }
    std::vector<double> free_prices = proven.column_price;
    for (const auto& column : proven.column_of)
        if (column)
            free_prices[*column] = 0;
    for (std::size_t column = 0; column < costs.columns(); ++column)
        if (proven.column_price[column] > 0 || free_prices[column] != 0)
            return "the price of a column";
    return {};
}

TEST(Assignment, TakesTheLeastTotalAndNotTheCheapestPair) {
    CostMatrix costs{2, 2};
    costs.allow(0, 0, 1);
    costs.allow(0, 1, 2);
    costs.allow(1, 0, 2);
    costs.allow(1, 1, 100);
    EXPECT_EQ(assign(costs), (Assignment{1, 0}));
}

TEST(Assignment, ServesMoreRowsEvenWhereThatCostsMore) {
    CostMatrix costs{2, 2};
    costs.allow(0, 0, 0);
    costs.allow(0, 1, CostMatrix::cost_max);
    costs.allow(1, 0, CostMatrix::cost_max);
    EXPECT_EQ(assign(costs), (Assignment{1, 0}));
}

TEST(Assignment, LeavesOutTheDearestWhereColumnsAreShort) {
    CostMatrix costs{3, 1};
    costs.allow(0, 0, 7);
    costs.allow(1, 0, 5);
    costs.allow(2, 0, 9);
    EXPECT_EQ(assign(costs), (Assignment{std::nullopt, 0, std::nullopt}));
}

TEST(Assignment, WithoutRowsColumnsOrAllowedPairsNobodyIsServed) {
    EXPECT_EQ(assign(CostMatrix{0, 0}), Assignment{});
    EXPECT_EQ(assign(CostMatrix{0, 3}), Assignment{});
    EXPECT_EQ(assign(CostMatrix{2, 0}), (Assignment{std::nullopt, std::nullopt}));
    EXPECT_EQ(assign(CostMatrix{2, 2}), (Assignment{std::nullopt, std::nullopt}));
}

TEST(Assignment, RefusesWhatIsTooLargeOrTooDear) {
    EXPECT_THROW((CostMatrix{CostMatrix::side_max + 1, 1}), Refusal);
    EXPECT_THROW((CostMatrix{1, CostMatrix::side_max + 1}), Refusal);
    EXPECT_NO_THROW((CostMatrix{CostMatrix::side_max, 1}));
    CostMatrix costs{1, 1};
    EXPECT_THROW(costs.allow(0, 0, CostMatrix::cost_max + 1), Refusal);
    EXPECT_FALSE(costs.allowed(0, 0));
    EXPECT_NO_THROW(costs.allow(0, 0, CostMatrix::cost_max));
}

// Rows that want the same few columns outbid each other in small steps; this must not go on for long.
TEST(Assignment, ComesToAnEndWhereAllRowsWantTheSame) {
    CostMatrix costs{300, 300};
    for (std::size_t row = 0; row < 300; ++row)
        for (std::size_t column = 0; column < 300; ++column)
            costs.allow(row, column,
                        column < 20 ? static_cast<std::uint32_t>(row % 2) : CostMatrix::cost_max);
    const ProvenAssignment proven = assign_with_proof(costs);
    EXPECT_EQ(fault_of(costs, proven), "");
    EXPECT_EQ(worth(costs, proven.column_of).served, 300U);
}

/// Rows and columns on a line, around two towns: most rows want the few columns of their own town.
CostMatrix contested(std::size_t rows, std::size_t columns) {
    std::mt19937 random{7};
    const auto place = [&](unsigned of_ten_in_the_first) {
        return static_cast<double>(random() % 1000) + (random() % 10 < of_ten_in_the_first ? 0 : 50'000);
    };
    std::vector<double> at(columns);
    for (double& column : at)
        column = place(3);
    CostMatrix costs{rows, columns};
    for (std::size_t row = 0; row < rows; ++row) {
        const double here = place(7);
        for (std::size_t column = 0; column < columns; ++column)
            costs.allow(row, column, static_cast<std::uint32_t>(std::abs(here - at[column])));
    }
    return costs;
}

TEST(Assignment, IsProvenWhereManyWantTheSameColumns) {
    for (const auto& [rows, columns] : {std::pair{400, 400}, {400, 300}, {300, 400}, {300, 301}}) {
        const CostMatrix costs = contested(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns));
        const ProvenAssignment proven = assign_with_proof(costs);
        EXPECT_EQ(fault_of(costs, proven.column_of), "");
        EXPECT_EQ(fault_of(costs, proven), "") << rows << " by " << columns;
        EXPECT_EQ(worth(costs, proven.column_of).served, static_cast<std::size_t>(std::min(rows, columns)));
    }
}

RC_GTEST_PROP(Assignment, IsAsGoodAsTryingEverything, ()) {
    for (int matrices = 0; matrices < 10; ++matrices) {
        const CostMatrix costs = any_matrix(7);
        const Assignment column_of = assign(costs);
        RC_ASSERT(fault_of(costs, column_of) == "");
        RC_ASSERT(worth(costs, column_of) == best_by_trying(costs));
    }
}

RC_GTEST_PROP(Assignment, IsProvenByItsPrices, ()) {
    const CostMatrix costs = any_matrix(90);
    const ProvenAssignment proven = assign_with_proof(costs);
    RC_ASSERT(fault_of(costs, proven.column_of) == "");
    RC_ASSERT(fault_of(costs, proven) == "");
}

RC_GTEST_PROP(Assignment, ServesAsManyAsCanBeServed, ()) {
    const CostMatrix costs = any_matrix(60);
    RC_ASSERT(worth(costs, assign(costs)).served == LargestMatching{costs}.size());
}

RC_GTEST_PROP(Assignment, IsWorthTheSameHoweverRowsAndColumnsAreSorted, ()) {
    const CostMatrix costs = any_matrix(30);
    std::vector<std::size_t> rows(costs.rows());
    std::vector<std::size_t> columns(costs.columns());
    std::iota(rows.begin(), rows.end(), 0U);
    std::iota(columns.begin(), columns.end(), 0U);
    std::mt19937 random{*rc::gen::arbitrary<std::uint32_t>()};
    std::shuffle(rows.begin(), rows.end(), random);
    std::shuffle(columns.begin(), columns.end(), random);
    CostMatrix shuffled{costs.rows(), costs.columns()};
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < columns.size(); ++column)
            if (costs.allowed(rows[row], columns[column]))
                shuffled.allow(row, column, static_cast<std::uint32_t>(costs.at(rows[row], columns[column])));
    RC_ASSERT(worth(shuffled, assign(shuffled)) == worth(costs, assign(costs)));
}

RC_GTEST_PROP(Assignment, IsTheSameEachTime, ()) {
    const CostMatrix costs = any_matrix(30);
    RC_ASSERT(assign(costs) == assign(costs));
}

}  // namespace
}  // namespace suncrew::dispatch
