#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "audit/log_flaws.hpp"
#include "store/connection.hpp"

/// Which ciphertext a cell was last given, as the log has it: a value that was once right, written back over
/// a newer one, opens as well as the newer one, so only the log can tell.
namespace suncrew::audit {

/// A digest of what is kept in a column, as an event's `after` says it: "street=" and 128 bits in base64url.
/// It says nothing of the value, as each ciphertext has a nonce of its own.
std::string kept_value(std::string_view column, std::string_view kept);

/// How often access to an account has ended, as the `after` of an event says it that ended some: "epoch=7". A
/// row of accounts that holds less was set back.
std::string epoch_word(std::int64_t epoch);
/// The number in an `after`; none where there is none.
std::optional<std::int64_t> epoch_in(std::string_view after);

/// A row, "orders/" or "accounts/" and its id, with a `kept_value` for each of these columns as it stands
/// now; the name alone of a column that is empty.
std::string kept_row(store::Reading& reading, std::string_view row,
                     std::span<const std::string_view> columns);

/// What cells were last given, by the `after` of the events "change_applied", "email_changed" and
/// "enrolment_link_used": a word that names the row ("orders/" or "accounts/" and its id), then one
/// `kept_value` for each column.
class KeptValues {
public:
    void take(std::int64_t event, const std::string& after);
    /// Complains of each cell that holds anything else than it was given last. A row that is gone, or whose
    /// person was erased, is passed over, and one that was given something since the last event was taken.
    void compare(store::Reading& reading, LogFlaws& found) const;

private:
    struct Given {
        std::int64_t event;
        std::string value;
    };
    std::int64_t last_event_ = 0;
    std::map<std::string, std::map<std::string, Given>> rows_;  ///< by row and column
};

}  // namespace suncrew::audit
