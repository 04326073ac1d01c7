#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// What may be told of how many, so that nobody is seen through the figures.
namespace suncrew::orders {

/// No figure is shown that fewer people stand behind.
inline constexpr std::int64_t group_size_min = 5;

struct Group {
    std::int64_t orders = 0;
    std::int64_t customers = 0;  ///< of these orders; never more than `orders`
};

/// What happened in one month in one market.
struct MonthOfMarket {
    Group placed;
    Group completed;
    Group cancelled;
    std::int64_t revenue_minor = 0;  ///< the price of what was completed
};

/// What is shown of it.
struct ShownMonth {
    std::optional<std::int64_t> placed{};
    std::optional<std::int64_t> completed{};
    std::optional<std::int64_t> cancelled{};
    std::optional<std::int64_t> revenue_minor{};  ///< with `completed`

    bool operator==(const ShownMonth&) const = default;
};

/// What is shown of a market's months, which follow one another without a gap from its first on, and of which
/// the last is over. Promises, to whoever sees all of it and knows how it is made:
///  - Each shown count is exact and has at least `group_size_min` customers.
///  - Each count that is not shown, whatever it is, could be any from 0 to `group_size_min` - 1, given all
///    that is shown. For that it is not enough to leave small groups out. An order ends only after it was
///    placed, so until any month no more orders ended than were placed: where nearly all that were placed are
///    shown to have ended, the rest can be computed. A month therefore shows what ended only while, with
///    `group_size_min` - 1 for each small group of placed orders, at least as many orders remain open; else
///    it shows neither what was completed nor what was cancelled. Before the first shown group of placed
///    orders nothing is shown at all.
///  - What a month shows depends on no later one. So it never changes, and two readings have no difference.
/// There are no totals, and one sum of money for each order, so nothing can be subtracted from anything.
std::vector<ShownMonth> shown_months(std::span<const MonthOfMarket> months);

}  // namespace suncrew::orders
