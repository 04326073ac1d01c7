#pragma once

#include <optional>
#include <tuple>

#include "store/connection.hpp"

namespace suncrew::orders {

/// `Reading::one` for columns that have a name together: `RowOf<OrderRow>::one(reading, "select …", id)`.
template <class Row>
struct RowOf;

template <class... Columns>
struct RowOf<std::tuple<Columns...>> {
    template <store::Bindable... A>
    static std::optional<std::tuple<Columns...>> one(store::Reading& reading, store::ReadSql<A...> sql,
                                                     const A&... arguments) {
        return reading.one<Columns...>(sql, arguments...);
    }
};

}  // namespace suncrew::orders
