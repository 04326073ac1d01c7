#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "permits/grants_store.hpp"
#include "wire/structs.hpp"

/// What is said and heard of access grants. The holder, who decides and the security officers see the same of
/// one: who asks for what, why and for how long, and what became of it.
namespace suncrew::permits {

using Purpose = wire::Text<10, 400, wire::Lines::many>;
using Reason = wire::Text<5, 400, wire::Lines::many>;

struct AskForGrant {
    Scope scope{};
    std::optional<AccountId> account;  ///< whose contact details
    std::optional<OrderId> order;
    Purpose purpose;
    wire::Whole<5, grant_max.count()> minutes;
};
BOOST_DESCRIBE_STRUCT(AskForGrant, (), (scope, account, order, purpose, minutes))

struct ApprovalView {
    std::string name;
    access::Role role{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(ApprovalView, (), (name, role, at))

struct GrantView {
    GrantId id;
    std::string holder;  ///< a name
    access::Role holder_role{};
    Scope scope{};
    std::optional<AccountId> account;
    std::optional<OrderId> order;
    std::string purpose;
    std::optional<std::string> ticket;  ///< of a case
    int minutes = 0;
    GrantState state{};
    Instant requested_at{};
    Instant expires_at{};  ///< of the request, if nobody decides
    std::vector<ApprovalView> approvals;
    std::vector<access::Role> waits_for;  ///< the groups whose approval is missing
    std::optional<Instant> approved_at;
    std::optional<Instant> ends_at;
    std::optional<Instant> closed_at;
    std::optional<ClosedBy> closed_by;
    std::optional<std::string> reason;  ///< of a refusal
};
BOOST_DESCRIBE_STRUCT(GrantView, (),
                      (id, holder, holder_role, scope, account, order, purpose, ticket, minutes, state,
                       requested_at, expires_at, approvals, waits_for, approved_at, ends_at, closed_at,
                       closed_by, reason))
struct GrantList {
    std::vector<GrantView> items;
};
BOOST_DESCRIBE_STRUCT(GrantList, (), (items))

struct ListOwnGrants {};
BOOST_DESCRIBE_STRUCT(ListOwnGrants, (), ())
struct GiveUpGrant {
    GrantId grant;
};
BOOST_DESCRIBE_STRUCT(GiveUpGrant, (), (grant))
struct ListRequests {};
BOOST_DESCRIBE_STRUCT(ListRequests, (), ())
struct ApproveGrant {
    GrantId grant;
};
BOOST_DESCRIBE_STRUCT(ApproveGrant, (), (grant))
struct RefuseGrant {
    GrantId grant;
    Reason reason;
};
BOOST_DESCRIBE_STRUCT(RefuseGrant, (), (grant, reason))
struct ListLiveGrants {};
BOOST_DESCRIBE_STRUCT(ListLiveGrants, (), ())
struct RevokeGrant {
    GrantId grant;
};
BOOST_DESCRIBE_STRUCT(RevokeGrant, (), (grant))

}  // namespace suncrew::permits
