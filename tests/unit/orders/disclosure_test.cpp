#include "orders/disclosure.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace suncrew::orders {
namespace {

using Months = std::vector<MonthOfMarket>;
using Cell = Group MonthOfMarket::*;
using ShownCell = std::optional<std::int64_t> ShownMonth::*;

struct Count {
    Cell actual;
    ShownCell shown;
};
constexpr std::array counts{Count{&MonthOfMarket::placed, &ShownMonth::placed},
                            Count{&MonthOfMarket::completed, &ShownMonth::completed},
                            Count{&MonthOfMarket::cancelled, &ShownMonth::cancelled}};

Group strangers(std::int64_t orders) {
    return {orders, orders};
}

/// Whether it can have happened: an order ends after it was placed.
bool possible(const Months& months) {
    std::int64_t open = 0;
    for (const MonthOfMarket& month : months) {
        open += month.placed.orders - month.completed.orders - month.cancelled.orders;
        if (open < 0)
            return false;
    }
    return true;
}

Group some_group(std::int64_t orders_max) {
    const auto orders = *rc::gen::inRange<std::int64_t>(0, orders_max + 1);
    return {orders, orders == 0 ? 0 : *rc::gen::inRange<std::int64_t>(1, orders + 1)};
}

/// What can have happened in some months; busy enough that much of it may be shown.
Months some_history() {
    Months months(*rc::gen::inRange<std::size_t>(1, 30));
    std::int64_t open = 0;
    const auto busy = *rc::gen::inRange<std::int64_t>(3, 40);
    for (MonthOfMarket& month : months) {
        month.placed = some_group(busy);
        open += month.placed.orders;
        month.completed = some_group(open);
        open -= month.completed.orders;
        month.cancelled = some_group(open);
        open -= month.cancelled.orders;
        month.revenue_minor = month.completed.orders * 1'000'000;
    }
    return months;
}

/// Another history that `shown` could be of, in which a count that was left out is `orders`. The small groups
/// of placed orders are as big as they can be, and what ended unseen is nothing, so that there is room.
Months alternative(const std::vector<ShownMonth>& shown, std::size_t month, Count count,
                   std::int64_t orders) {
    Months months(shown.size());
    bool begun = false;
    for (std::size_t i = 0; i < months.size(); ++i) {
        begun = begun || shown[i].placed;
        months[i].placed = strangers(shown[i].placed.value_or(begun || i == month ? group_size_min - 1 : 0));
        months[i].completed = strangers(shown[i].completed.value_or(0));
        months[i].cancelled = strangers(shown[i].cancelled.value_or(0));
        months[i].revenue_minor = shown[i].revenue_minor.value_or(0);
    }
    months[month].*count.actual = strangers(orders);
    return months;
}

RC_GTEST_PROP(DisclosureTest, WhatIsShownIsExactAndOfEnoughPeople, ()) {
    const Months months = some_history();
    const auto shown = shown_months(months);
    RC_ASSERT(shown.size() == months.size());
    for (std::size_t i = 0; i < months.size(); ++i) {
        for (const Count count : counts)
            if (const auto orders = shown[i].*count.shown) {
                RC_ASSERT(*orders == (months[i].*count.actual).orders);
                RC_ASSERT((months[i].*count.actual).customers >= group_size_min);
            }
        RC_ASSERT(shown[i].revenue_minor.has_value() == shown[i].completed.has_value());
        RC_ASSERT(!shown[i].revenue_minor || *shown[i].revenue_minor == months[i].revenue_minor);
    }
}

RC_GTEST_PROP(DisclosureTest, WhatIsLeftOutCouldBeAnySmallCount, ()) {
    const auto shown = shown_months(some_history());
    for (std::size_t i = 0; i < shown.size(); ++i)
        for (const Count count : counts)
            for (std::int64_t orders = 0; !(shown[i].*count.shown) && orders < group_size_min; ++orders) {
                const Months other = alternative(shown, i, count, orders);
                RC_ASSERT(possible(other));
                RC_ASSERT(shown_months(other) == shown);
            }
}

RC_GTEST_PROP(DisclosureTest, LaterMonthsChangeNothingThatWasShown, ()) {
    const Months months = some_history();
    const auto shown = shown_months(months);
    const auto until = *rc::gen::inRange<std::size_t>(0, months.size() + 1);
    const auto before = shown_months(std::span{months}.first(until));
    RC_ASSERT(std::equal(before.begin(), before.end(), shown.begin()));
}

/// Takes every history of two months with up to nine orders of each kind, as somebody would who wants to find
/// out: what shows the same is put together, and nothing that was left out is the same in all of it.
TEST(DisclosureTest, NoCountOfTwoMonthsCanBeFoundOutByTryingAll) {
    using Seen = std::array<std::optional<std::int64_t>, 6>;
    std::map<Seen, std::array<unsigned, 6>> found;
    std::array<std::int64_t, 6> tried{};
    for (int history = 0; history < 1'000'000; ++history) {
        for (int rest = history; auto& orders : tried) {
            orders = rest % 10;
            rest /= 10;
        }
        const Months months{{strangers(tried[0]), strangers(tried[1]), strangers(tried[2]), 0},
                            {strangers(tried[3]), strangers(tried[4]), strangers(tried[5]), 0}};
        if (!possible(months))
            continue;
        const auto shown = shown_months(months);
        const Seen seen{shown[0].placed, shown[0].completed, shown[0].cancelled,
                        shown[1].placed, shown[1].completed, shown[1].cancelled};
        auto& values = found[seen];
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] |= 1U << tried[i];
    }
    ASSERT_GT(found.size(), 10U);
    constexpr unsigned every_small_count = (1U << group_size_min) - 1;
    for (const auto& [seen, values] : found)
        for (std::size_t i = 0; i < seen.size(); ++i)
            EXPECT_TRUE(seen[i] || (values[i] & every_small_count) == every_small_count);
}

TEST(DisclosureTest, FiguresThatWouldGiveTheRestAwayAreLeftOutToo) {
    Months months{{strangers(6), {}, {}, 0}, {strangers(6), strangers(5), strangers(5), 5'000'000}};
    EXPECT_EQ(shown_months(months).at(1), (ShownMonth{6, {}, {}, {}}))
        << "of twelve orders two would be left";
    months[0].placed = strangers(8);
    EXPECT_EQ(shown_months(months).at(1), (ShownMonth{6, 5, 5, 5'000'000}));
}

TEST(DisclosureTest, ManyOrdersOfFewPeopleAreAGroupOfFewPeople) {
    const Months months{{{40, 4}, {30, 4}, {}, 9'000'000}};
    EXPECT_EQ(shown_months(months).at(0), ShownMonth{});
}

TEST(DisclosureTest, AnOrdinaryYearIsShown) {
    const Months months(12, {strangers(40), strangers(28), strangers(6), 28'000'000});
    for (const ShownMonth& month : shown_months(months))
        EXPECT_EQ(month, (ShownMonth{40, 28, 6, 28'000'000}));
}

}  // namespace
}  // namespace suncrew::orders
