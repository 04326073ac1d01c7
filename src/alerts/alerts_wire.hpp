#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "alerts/alerts_store.hpp"

/// What the desk of alerts says and hears.
namespace suncrew::alerts {

struct ReadAlerts {
    std::optional<AlertFilter> state;  ///< open: also those that are acknowledged
    std::optional<AlertId> before;
};
BOOST_DESCRIBE_STRUCT(ReadAlerts, (), (state, before))

struct AlertView {
    AlertId id;
    Rule rule{};
    Severity severity{};
    std::optional<AccountId> account;    ///< whom it is about
    std::optional<std::string> network;  ///< or where from
    Instant first_at{};
    Instant last_at{};
    std::int64_t events = 0;
    AlertState state{};
    std::optional<AccountId> acknowledged_by;
    std::optional<Instant> acknowledged_at;
    std::optional<AccountId> closed_by;
    std::optional<Instant> closed_at;
    std::optional<CloseReason> reason;
};
BOOST_DESCRIBE_STRUCT(AlertView, (),
                      (id, rule, severity, account, network, first_at, last_at, events, state,
                       acknowledged_by, acknowledged_at, closed_by, closed_at, reason))
struct AlertList {
    std::vector<AlertView> items;
    std::optional<AlertId> next;
};
BOOST_DESCRIBE_STRUCT(AlertList, (), (items, next))

struct AcknowledgeAlert {
    AlertId alert;
};
BOOST_DESCRIBE_STRUCT(AcknowledgeAlert, (), (alert))
struct CloseAlert {
    AlertId alert;
    CloseReason reason{};
};
BOOST_DESCRIBE_STRUCT(CloseAlert, (), (alert, reason))

}  // namespace suncrew::alerts
