#pragma once

#include <optional>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"
#include "sealing/row_mark.hpp"

/// What the marks of a grant and of an approval are over: who may open what until when, and who said so. A
/// grant that is over bears none.
namespace suncrew::permits {

struct MarkedGrant {
    GrantId id;
    AccountId holder;
    std::string_view holder_role;
    std::int64_t holder_standing;
    std::string_view scope;
    std::optional<AccountId> account;
    std::optional<OrderId> order;
    AccountId subject;
    std::int64_t minutes;
    std::string_view state;
    Instant requested_at;
    Instant expires_at;
    std::optional<Instant> approved_at;
    std::optional<Instant> ends_at;
};
inline sealing::MarkedRow marked(const MarkedGrant& row) {
    return sealing::MarkedRow{"access_grants",     row.id,          row.holder,  row.holder_role,
                              row.holder_standing, row.scope,       row.account, row.order,
                              row.subject,         row.minutes,     row.state,   row.requested_at,
                              row.expires_at,      row.approved_at, row.ends_at};
}

struct MarkedApproval {
    GrantId grant;
    AccountId approver;
    std::string_view role;
    std::int64_t standing;
    Instant at;
};
inline sealing::MarkedRow marked(const MarkedApproval& row) {
    return sealing::MarkedRow{
        "access_grant_approvals", row.grant, row.approver, row.role, row.standing, row.at};
}

}  // namespace suncrew::permits
