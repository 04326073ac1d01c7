#include "access/granted.hpp"

#include <string>
#include <vector>

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <gtest/gtest.h>

#include "base/refusal.hpp"

namespace suncrew::access {
namespace {

const std::vector<Role> all_roles{Role::visitor, Role::entering, Role::customer, Role::crew,
                                  Role::support, Role::sales,    Role::engineer, Role::security};

std::vector<Permission> all_permissions() {
    std::vector<Permission> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>(
        [&](auto described) { all.push_back(described.value); });
    return all;
}

const char* name_of(Permission permission) {
    return boost::describe::enum_to_string(permission, "?");
}

/// Signed in a moment ago, with a session.
Caller caller_of(Role role) {
    Caller caller{.role = role};
    if (role == Role::visitor)
        return caller;
    caller.account = AccountId::make(Instant{});
    caller.session = SessionHash{};
    caller.proved_recently = true;
    return caller;
}

Caller key_of(Role role, std::initializer_list<Permission> permissions) {
    Caller caller = caller_of(role);
    caller.session.reset();
    caller.proved_recently = false;
    caller.key_may.emplace();
    for (const Permission permission : permissions)
        caller.key_may->add(permission);
    return caller;
}

/// What the caller is refused with; empty where it is granted.
std::string refused(const Caller& caller, Permission permission) {
    try {
        require(caller, permission);
        return {};
    } catch (const Refusal& refusal) {
        return refusal.reason();
    }
}

template <Permission P>
Code refused_as(const Caller& caller) {
    try {
        check<P>(caller);
    } catch (const Refusal& refusal) {
        return refusal.code();
    }
    ADD_FAILURE() << "was granted";
    return Code::unavailable;
}

TEST(Granted, ARoleWithThePermissionGetsTheProof) {
    const Caller customer = caller_of(Role::customer);
    EXPECT_EQ(check<Permission::place_order>(customer).account(), *customer.account);
    EXPECT_NO_THROW(check<Permission::make_quote>(caller_of(Role::visitor)));
}

TEST(Granted, AVisitorIsAskedToSignIn) {
    EXPECT_EQ(refused_as<Permission::place_order>(caller_of(Role::visitor)), Code::unauthenticated);
}

TEST(Granted, AnotherRoleIsForbidden) {
    EXPECT_EQ(refused_as<Permission::place_order>(caller_of(Role::crew)), Code::forbidden);
    EXPECT_EQ(refused_as<Permission::move_own_jobs>(caller_of(Role::customer)), Code::forbidden);
}

TEST(Granted, ARoleWithoutAnAccountIsNobody) {
    for (const Role role : all_roles) {
        if (role == Role::visitor)
            continue;
        Caller caller = caller_of(role);
        caller.account.reset();
        for (const Permission permission : all_permissions())
            EXPECT_EQ(refused(caller, permission), "session_required") << name_of(permission);
    }
}

/// Whoever is entering has shown a password at most. This is all that they may do.
TEST(Granted, WhoIsEnteringMayFinishOrLeaveAndNothingElse) {
    const std::vector<Permission> of_the_entering{Permission::complete_sign_in, Permission::recover_factor,
                                                  Permission::sign_out, Permission::enrol_factor};
    for (const Permission permission : all_permissions()) {
        const bool theirs =
            std::find(of_the_entering.begin(), of_the_entering.end(), permission) != of_the_entering.end();
        const bool anybodys = roles_with(permission).contains(Role::visitor);
        EXPECT_EQ(refused(caller_of(Role::entering), permission),
                  theirs || anybodys ? "" : "second_factor_required")
            << name_of(permission);
    }
}

TEST(Granted, AVisitorGetsWhatIsAnybodysAndElseIsAskedToSignIn) {
    for (const Permission permission : all_permissions())
        EXPECT_EQ(refused(caller_of(Role::visitor), permission),
                  roles_with(permission).contains(Role::visitor) ? "" : "session_required")
            << name_of(permission);
}

TEST(Granted, NobodyHasWhatIsNotTheirRoles) {
    for (const Role role : all_roles) {
        if (role == Role::visitor || role == Role::entering)
            continue;
        for (const Permission permission : all_permissions())
            EXPECT_EQ(refused(caller_of(role), permission),
                      roles_with(permission).contains(role) ? "" : "permission_required")
                << name_of(permission);
    }
}

/// Written down once more by hand: what hurts most when it is done by somebody else.
TEST(Granted, WhatIsSensitiveAsksForAFreshProof) {
    const std::vector<Permission> sensitive{
        Permission::enrol_factor,        Permission::remove_own_factors,
        Permission::change_own_password, Permission::change_own_email,
        Permission::end_own_sessions,    Permission::manage_own_keys,
        Permission::invite_staff,        Permission::enrol_crew,
        Permission::change_roles,        Permission::lock_accounts,
        Permission::end_others_sessions, Permission::reset_others_credentials,
        Permission::ask_for_grants,      Permission::decide_grants,
        Permission::revoke_grants,       Permission::handle_alerts,
        Permission::move_visits,         Permission::open_cases,
        Permission::propose_changes,     Permission::decide_change_requests,
        Permission::decide_own_changes,  Permission::export_own_data,
        Permission::erase_own_account};
    for (const Permission permission : all_permissions()) {
        const bool asks = std::find(sensitive.begin(), sensitive.end(), permission) != sensitive.end();
        Caller stale = caller_of(roles_with(permission).contains(Role::security)   ? Role::security
                                 : roles_with(permission).contains(Role::support)  ? Role::support
                                 : roles_with(permission).contains(Role::customer) ? Role::customer
                                                                                   : Role::crew);
        stale.proved_recently = false;
        EXPECT_EQ(refused(stale, permission) == "step_up_required", asks) << name_of(permission);
    }
}

TEST(Granted, AStaleProofIsNotToldToWhoMayNotAnyway) {
    Caller stale = caller_of(Role::customer);
    stale.proved_recently = false;
    EXPECT_EQ(refused(stale, Permission::change_roles), "permission_required");
}

TEST(Granted, OfficersAloneReadAndChangeOthersAccounts) {
    for (const Permission permission :
         {Permission::read_accounts, Permission::invite_staff, Permission::enrol_crew,
          Permission::change_roles, Permission::lock_accounts, Permission::end_others_sessions,
          Permission::reset_others_credentials, Permission::read_security_events,
          Permission::read_live_grants, Permission::revoke_grants})
        for (const Role role : all_roles)
            EXPECT_EQ(roles_with(permission).contains(role), role == Role::security) << name_of(permission);
}

TEST(Granted, AKeyDoesWhatItNamesOfItsOwnersRole) {
    EXPECT_EQ(refused(key_of(Role::customer, {Permission::read_own_orders}), Permission::read_own_orders),
              "");
    EXPECT_EQ(refused(key_of(Role::customer, {Permission::read_own_orders}), Permission::place_order),
              "key_not_sufficient");
    EXPECT_EQ(refused(key_of(Role::customer, {}), Permission::read_own_orders), "key_not_sufficient");
    EXPECT_EQ(refused(key_of(Role::crew, {Permission::read_own_orders}), Permission::read_own_orders),
              "permission_required")
        << "what the owner may not, their key may not";
}

TEST(Granted, AKeyThatNamesEverythingStillDoesNothingThatAsksForASession) {
    for (const Role role : all_roles) {
        if (role == Role::visitor || role == Role::entering)
            continue;
        Caller key = key_of(role, {});
        for (const Permission permission : all_permissions())
            key.key_may->add(permission);
        for (const Permission permission : all_permissions()) {
            if (!roles_with(permission).contains(role) || roles_with(permission).contains(Role::visitor))
                continue;
            EXPECT_EQ(refused(key, permission).empty(), grant_of(permission).shown == Shown::any)
                << name_of(permission);
            key.proved_recently = true;  // even if it could
            EXPECT_EQ(refused(key, permission).empty(), grant_of(permission).shown == Shown::any)
                << name_of(permission);
            key.proved_recently = false;
        }
    }
}

TEST(Granted, WhatAKeyCanBeGivenIsItsOwnersOwn) {
    for (const Permission permission : all_permissions()) {
        if (!delegable(permission))
            continue;
        EXPECT_EQ(grant_of(permission).shown, Shown::any) << name_of(permission);
        EXPECT_FALSE(roles_with(permission).contains(Role::visitor)) << name_of(permission);
        EXPECT_FALSE(roles_with(permission).contains(Role::entering)) << name_of(permission);
    }
    for (const Permission permission :
         {Permission::manage_own_keys, Permission::end_own_sessions, Permission::enrol_factor,
          Permission::prove_again, Permission::read_own_security, Permission::read_accounts,
          Permission::read_security_events, Permission::sign_in, Permission::move_clock})
        EXPECT_FALSE(delegable(permission)) << name_of(permission);
}

TEST(PermissionSet, HoldsWhatWasAddedAndNothingElse) {
    for (const Permission added : all_permissions()) {
        PermissionSet set;
        EXPECT_TRUE(set.empty());
        set.add(added);
        EXPECT_FALSE(set.empty());
        for (const Permission permission : all_permissions())
            EXPECT_EQ(set.contains(permission), permission == added);
    }
}

TEST(Roles, HoldWhatTheyWereMadeOf) {
    EXPECT_TRUE(Roles{}.empty());
    for (const Role role : all_roles) {
        EXPECT_TRUE(everyone.contains(role));
        EXPECT_FALSE(Roles{}.contains(role));
        EXPECT_EQ(signed_in.contains(role), role != Role::visitor && role != Role::entering);
        EXPECT_EQ(second_factor_required.contains(role), signed_in.contains(role) && role != Role::customer);
        EXPECT_EQ(staff.contains(role), second_factor_required.contains(role) && role != Role::crew);
    }
}

}  // namespace
}  // namespace suncrew::access
