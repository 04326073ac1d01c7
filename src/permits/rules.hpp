#pragma once

#include <chrono>
#include <cstdint>

#include <boost/describe/enum.hpp>

#include "access/role.hpp"

/// Work by permission: the staff opens what is closed to them by a grant that somebody else has approved, for
/// a purpose and for some hours. This file says who may ask for what, and who may approve it; pure.
namespace suncrew::permits {

/// What a grant lets its holder open.
enum class Scope : std::uint8_t {
    contact_details,  ///< of one account
    order,            ///< one, with whom it is for and where
    system,           ///< everything: break-glass
    support_case      ///< a customer who has asked for help, with their orders
};
BOOST_DESCRIBE_ENUM(Scope, contact_details, order, system, support_case)

inline constexpr std::chrono::minutes grant_max{8 * 60};
inline constexpr std::chrono::minutes break_glass_max{60};
/// A request that was not decided in this time lapses.
inline constexpr std::chrono::hours request_valid{24};
/// A case is for as long as somebody is helped.
inline constexpr std::chrono::minutes case_max{2 * 60};
/// Requests that wait and grants that are valid, of one person at a time.
inline constexpr int open_grants_max = 5;
/// Of one person in 24 hours: each is a letter to every security officer.
inline constexpr int requests_a_day_max = 20;
/// Cases of one person in 24 hours, those with a contact that nobody has included: more is a search.
inline constexpr int cases_a_day_max = 60;

/// A security officer approves what others open, and opens nothing of a single person themselves. A case is
/// not asked for: support opens it with what the customer has told them, which nobody else could approve.
constexpr bool may_ask(access::Role holder, Scope scope) {
    return scope != Scope::support_case && access::grant_parties.contains(holder) &&
           (scope == Scope::system || holder != access::Role::security);
}

/// Whether somebody of this role may approve what a holder of that role asks for: always another group; and
/// one person's data is a security officer's to decide, break-glass that of both other groups.
constexpr bool may_decide(access::Role approver, access::Role holder, Scope scope) {
    return scope != Scope::support_case && access::grant_parties.contains(approver) && approver != holder &&
           (scope == Scope::system || approver == access::Role::security);
}

/// How many approvals it takes, each of another group.
constexpr int approvals_needed(Scope scope) {
    return scope == Scope::system ? 2 : 1;
}

constexpr std::chrono::minutes longest(Scope scope) {
    return scope == Scope::system ? break_glass_max : grant_max;
}

constexpr int groups_that_may_decide(access::Role holder, Scope scope) {
    int groups = 0;
    for (const access::Role role : {access::Role::support, access::Role::engineer, access::Role::security})
        groups += may_decide(role, holder, scope) ? 1 : 0;
    return groups;
}

constexpr bool everything_can_be_approved_and_needs_security() {
    for (const access::Role holder : {access::Role::support, access::Role::engineer, access::Role::security})
        for (const Scope scope : {Scope::contact_details, Scope::order, Scope::system}) {
            if (!may_ask(holder, scope))
                continue;
            // As many groups as approvals: so a security officer is among them, or asks.
            if (groups_that_may_decide(holder, scope) != approvals_needed(scope) ||
                (holder != access::Role::security && !may_decide(access::Role::security, holder, scope)))
                return false;
        }
    return true;
}
static_assert(everything_can_be_approved_and_needs_security());
static_assert(!may_decide(access::Role::engineer, access::Role::engineer, Scope::system));
static_assert(!may_ask(access::Role::sales, Scope::contact_details));

}  // namespace suncrew::permits
