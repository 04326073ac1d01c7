#pragma once

#include <optional>
#include <vector>

#include <boost/describe/class.hpp>

#include "places/wire.hpp"
#include "wire/structs.hpp"

/// What the sales staff hears. The names stand in the OpenAPI document.
namespace suncrew::orders {

/// GET /figures.
struct FiguresQuery {
    std::optional<wire::Whole<1, 24>> months;  ///< 12 without it
};
BOOST_DESCRIBE_STRUCT(FiguresQuery, (), (months))

/// A count that is not there is left out: too few people stand behind it, or it would give another away.
struct FiguresOfMonth {
    places::Country country;
    Date month{};  ///< its first day; months are UTC's
    std::optional<std::int64_t> placed;
    std::optional<std::int64_t> completed;
    std::optional<std::int64_t> cancelled;
    std::optional<Money> revenue;  ///< the price of the completed orders; there with their number
};
BOOST_DESCRIBE_STRUCT(FiguresOfMonth, (), (country, month, placed, completed, cancelled, revenue))

struct SalesFigures {
    std::int64_t group_size_min = 0;    ///< fewer people than this are never shown
    std::int64_t suppressed = 0;        ///< counts that the items leave out
    std::vector<FiguresOfMonth> items;  ///< by country and month; only countries of which anything is shown
};
BOOST_DESCRIBE_STRUCT(SalesFigures, (), (group_size_min, suppressed, items))

}  // namespace suncrew::orders
