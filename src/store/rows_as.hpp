#pragma once

#include <tuple>
#include <vector>

#include "store/connection.hpp"

namespace suncrew::store {

template <class Row>
struct RowsAs;

/// `Reading::rows` with the columns of a tuple that has a name: `RowsAs<Row>::read(reading, "select …", …)`.
template <class... Columns>
struct RowsAs<std::tuple<Columns...>> {
    template <class... A>
    static std::vector<std::tuple<Columns...>> read(Reading& reading, ReadSql<A...> sql,
                                                    const A&... arguments) {
        return reading.rows<Columns...>(sql, arguments...);
    }
};

}  // namespace suncrew::store
