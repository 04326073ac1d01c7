#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "audit/security_events.hpp"
#include "identity/wire.hpp"
#include "notify/language.hpp"
#include "orders/order_wire.hpp"
#include "support/change_wire.hpp"
#include "visits/own_wire.hpp"
#include "wire/structs.hpp"

/// All that is kept of a person, as they get it.
namespace suncrew::privacy {

/// POST /account/exports.
struct ExportOwnData {};
BOOST_DESCRIBE_STRUCT(ExportOwnData, (), ())

struct ExportedAccount {
    AccountId id;
    std::string email;
    std::string name;
    notify::Language language{};
    Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(ExportedAccount, (), (id, email, name, language, created_at))

struct ExportedOrder {
    orders::Order order;
    orders::Timeline timeline;
    std::vector<visits::OwnVisit> visits;  ///< in the order of their days
};
BOOST_DESCRIBE_STRUCT(ExportedOrder, (), (order, timeline, visits))

struct ExportedEvent {
    Instant at{};
    std::string kind;
    audit::Party by{};
    std::string address;  ///< of what the person did themselves
    std::string device;
    std::optional<std::string> before;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(ExportedEvent, (), (at, kind, by, address, device, before, after))

struct OwnDataView {
    Instant made_at{};
    ExportedAccount account;
    std::vector<ExportedOrder> orders;            ///< the newest first, at most `exported_orders_max`
    std::vector<support::OwnChangeView> changes;  ///< that support asked for
    std::vector<ExportedEvent> events;            ///< the newest first, at most `exported_events_max`
};
BOOST_DESCRIBE_STRUCT(OwnDataView, (), (made_at, account, orders, changes, events))

/// POST /account/erasure.
struct EraseOwnAccount {
    identity::Email email;  ///< one's own, typed once more: what is erased does not come back
};
BOOST_DESCRIBE_STRUCT(EraseOwnAccount, (), (email))

}  // namespace suncrew::privacy
