#include "access/granted.hpp"

#include <gtest/gtest.h>

#include "base/refusal.hpp"

namespace suncrew::access {
namespace {

Caller caller_of(Role role) {
    Caller caller{.role = role};
    if (role != Role::visitor)
        caller.account = AccountId::make(Instant{});
    return caller;
}

template <Permission P>
Code refused(Role role) {
    try {
        check<P>(caller_of(role));
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
    EXPECT_EQ(refused<Permission::place_order>(Role::visitor), Code::unauthenticated);
}

TEST(Granted, AnotherRoleIsForbidden) {
    EXPECT_EQ(refused<Permission::place_order>(Role::crew), Code::forbidden);
    EXPECT_EQ(refused<Permission::move_own_jobs>(Role::customer), Code::forbidden);
}

TEST(Granted, ARoleWithoutAnAccountIsNobody) {
    EXPECT_THROW(check<Permission::place_order>(Caller{.role = Role::customer}), Refusal);
}

}  // namespace
}  // namespace suncrew::access
