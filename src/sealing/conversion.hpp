#pragma once

#include <string_view>

#include "base/time.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// What earlier versions left is given its present form once, and never again: afterwards a value in the
/// clear, or a row without a mark, is somebody else's.
namespace suncrew::sealing {

/// Rows of a table that are converted at once.
inline constexpr int converted_at_once = 200;

/// Does `work(Transaction&, row)` for each row, in a transaction of its own, so that a server that starts
/// beside this one is not kept waiting; how many rows.
template <class Rows, class Work>
int convert_each(store::Connection& connection, const Rows& rows, const Work& work) {
    for (const auto& row : rows)
        store::in_transaction(connection, [&](store::Transaction& transaction) { work(transaction, row); });
    return static_cast<int>(rows.size());
}

enum class Conversion : std::uint8_t {
    open,    ///< not done yet
    over,    ///< done, and recorded by us
    forged,  ///< said to be done, by nobody of ours
};
/// How far the conversion of that name is.
Conversion conversion(store::Reading& reading, Keyring& keyring, std::string_view name);
/// Records that it is over, in the transaction; whether nobody else has done so.
bool end_conversion(store::Writing& writing, Keyring& keyring, std::string_view name, Instant now);

}  // namespace suncrew::sealing
