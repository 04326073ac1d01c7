#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "alerts/rules.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

/// The alerts table, in statements.
namespace suncrew::alerts {

/// Closed is for good; what happens after that is another alert.
enum class AlertState : std::uint8_t { open, acknowledged, closed };
BOOST_DESCRIBE_ENUM(AlertState, open, acknowledged, closed)

/// Why one is closed; from a list, as what is typed could name people.
enum class CloseReason : std::uint8_t { resolved, expected_work, false_alarm, exercise, other };
BOOST_DESCRIBE_ENUM(CloseReason, resolved, expected_work, false_alarm, exercise, other)

/// Whom an alert is about: an account, or a network, or nobody.
struct Subject {
    std::optional<AccountId> account{};
    std::optional<std::string> network{};
    bool operator==(const Subject&) const = default;
};

struct StoredAlert {
    AlertId id;
    Rule rule{};
    Subject subject;
    Instant first_at;   ///< of the events
    Instant last_at;    ///< of the events
    Instant raised_at;  ///< when it was noticed
    std::int64_t events;
    AlertState state{};
    std::optional<AccountId> acknowledged_by{};
    std::optional<Instant> acknowledged_at{};
    std::optional<AccountId> closed_by{};
    std::optional<Instant> closed_at{};
    std::optional<CloseReason> reason{};
};

std::optional<StoredAlert> find_alert(store::Reading& reading, AlertId id);
/// The one of this rule about this subject that was raised last.
std::optional<StoredAlert> newest_alert(store::Reading& reading, Rule rule, const Subject& subject);
/// At most `limit` with an id below `before` (all, without one), newest first; of one kind of state or of
/// all.
enum class AlertFilter : std::uint8_t { open, closed };
BOOST_DESCRIBE_ENUM(AlertFilter, open, closed)
std::vector<StoredAlert> alerts_below(store::Reading& reading, std::optional<AlertFilter> filter,
                                      std::optional<AlertId> before, int limit);

/// A new one, open.
void keep_alert(store::Writing& writing, const StoredAlert& alert);
/// One event more of the same.
void repeat_alert(store::Writing& writing, AlertId id, Instant at);
/// How many of a rule were raised since; of those, whether the officers were told of any.
std::int64_t raised_since(store::Reading& reading, Rule rule, Instant since);
bool told_since(store::Reading& reading, Rule rule, Instant since);
void note_told(store::Writing& writing, AlertId id, Instant now);

/// Each does it to an alert that stands so; whether it did.
bool acknowledge_alert(store::Writing& writing, AlertId id, AccountId officer, Instant now);
bool close_alert(store::Writing& writing, AlertId id, AccountId officer, CloseReason reason, Instant now);

/// Deletes at most 100 of which the last event is older than events are kept; how many.
std::int64_t delete_old_alerts(store::Writing& writing, Instant now);

}  // namespace suncrew::alerts
