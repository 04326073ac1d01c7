#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "support/changes_store.hpp"
#include "wire/structs.hpp"

/// What is said and heard of change requests.
namespace suncrew::support {

using ChangeReason = wire::Text<10, 400, wire::Lines::many>;
using RefusalReason = wire::Text<5, 400, wire::Lines::many>;

struct ProposedField {
    Field field{};
    wire::Text<0, 1000, wire::Lines::many> value;
};
BOOST_DESCRIBE_STRUCT(ProposedField, (), (field, value))

/// POST /cases/{case_id}/changes.
struct ProposeChange {
    GrantId case_id;
    std::optional<OrderId> order;  ///< none: of the account
    wire::List<ProposedField, 1, fields_count> fields;
    ChangeReason reason;
};
BOOST_DESCRIBE_STRUCT(ProposeChange, (), (case_id, order, fields, reason))

/// A change without what would be changed: its fields by name.
struct ChangeSummary {
    ChangeId id;
    GrantId case_id;
    std::string requested_by;  ///< a name
    AccountId account;
    std::optional<OrderId> order;
    std::string ticket;
    std::string reason;
    std::vector<Field> fields;
    ChangeState state{};
    Instant requested_at{};
    Instant expires_at{};
    std::optional<Instant> closed_at;
    std::optional<Decider> closed_by;
    std::optional<std::string> refusal;
};
BOOST_DESCRIBE_STRUCT(ChangeSummary, (),
                      (id, case_id, requested_by, account, order, ticket, reason, fields, state, requested_at,
                       expires_at, closed_at, closed_by, refusal))

BOOST_DESCRIBE_STRUCT(Difference, (), (field, before, after))

/// GET /change-requests/{change}.
struct ChangeView {
    ChangeSummary summary;
    std::vector<Difference> differences;
};
BOOST_DESCRIBE_STRUCT(ChangeView, (), (summary, differences))

/// What the customer sees of it; who of support has asked stands in their record as support.
struct OwnChangeView {
    ChangeId id;
    std::optional<OrderId> order;
    std::string ticket;
    std::string reason;
    std::vector<Difference> differences;
    ChangeState state{};
    Instant requested_at{};
    Instant expires_at{};
    std::optional<Instant> closed_at;
    std::optional<Decider> closed_by;
};
BOOST_DESCRIBE_STRUCT(OwnChangeView, (),
                      (id, order, ticket, reason, differences, state, requested_at, expires_at, closed_at,
                       closed_by))

struct ChangeList {
    std::vector<ChangeSummary> items;
};
BOOST_DESCRIBE_STRUCT(ChangeList, (), (items))
struct OwnChangeList {
    std::vector<OwnChangeView> items;  ///< those that wait first, then the newest first
};
BOOST_DESCRIBE_STRUCT(OwnChangeList, (), (items))

struct ListChanges {};
BOOST_DESCRIBE_STRUCT(ListChanges, (), ())
struct ListOwnChanges {};
BOOST_DESCRIBE_STRUCT(ListOwnChanges, (), ())
struct ReadChange {
    ChangeId change;
};
BOOST_DESCRIBE_STRUCT(ReadChange, (), (change))
struct WithdrawChange {
    ChangeId change;
};
BOOST_DESCRIBE_STRUCT(WithdrawChange, (), (change))
struct ApproveChange {
    ChangeId change;
};
BOOST_DESCRIBE_STRUCT(ApproveChange, (), (change))
struct RefuseChange {
    ChangeId change;
    RefusalReason reason;
};
BOOST_DESCRIBE_STRUCT(RefuseChange, (), (change, reason))
struct ApproveOwnChange {
    ChangeId change;
};
BOOST_DESCRIBE_STRUCT(ApproveOwnChange, (), (change))
struct RefuseOwnChange {
    ChangeId change;
};
BOOST_DESCRIBE_STRUCT(RefuseOwnChange, (), (change))

}  // namespace suncrew::support
