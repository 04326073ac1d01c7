#pragma once

#include "store/connection.hpp"

namespace suncrew::sealing {

/// Rows of a table that are sealed at once, of what earlier versions kept in the clear.
inline constexpr int converted_at_once = 200;

/// Does `work(Transaction&, row)` for each row, in a transaction of its own, so that a server that starts
/// beside this one is not kept waiting; how many rows.
template <class Rows, class Work>
int convert_each(store::Connection& connection, const Rows& rows, const Work& work) {
    for (const auto& row : rows)
        store::in_transaction(connection, [&](store::Transaction& transaction) { work(transaction, row); });
    return static_cast<int>(rows.size());
}

}  // namespace suncrew::sealing
