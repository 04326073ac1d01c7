#include "orders/disclosure.hpp"

namespace suncrew::orders {
namespace {

constexpr std::int64_t hidden_max = group_size_min - 1;

std::optional<std::int64_t> if_big(const Group& group) {
    return group.customers >= group_size_min ? std::optional{group.orders} : std::nullopt;
}

}  // namespace

std::vector<ShownMonth> shown_months(std::span<const MonthOfMarket> months) {
    std::vector<ShownMonth> shown;
    shown.reserve(months.size());
    // How many orders can be open at most, as far as what is shown tells. Without a value: nothing is shown
    // yet.
    std::optional<std::int64_t> open;
    for (const MonthOfMarket& month : months) {
        ShownMonth& now = shown.emplace_back();
        now.placed = if_big(month.placed);
        if (now.placed || open)
            open = open.value_or(0) + now.placed.value_or(hidden_max);
        if (!open)
            continue;
        const auto completed = if_big(month.completed);
        const auto cancelled = if_big(month.cancelled);
        const std::int64_t ended = completed.value_or(0) + cancelled.value_or(0);
        if (*open - ended < hidden_max)
            continue;
        now.completed = completed;
        now.cancelled = cancelled;
        if (completed)
            now.revenue_minor = month.revenue_minor;
        *open -= ended;
    }
    return shown;
}

}  // namespace suncrew::orders
