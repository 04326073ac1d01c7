#include "permits/rules.hpp"

#include <gtest/gtest.h>

namespace suncrew::permits {
namespace {

using access::Role;

constexpr std::array roles{Role::visitor, Role::entering, Role::customer, Role::crew,
                           Role::support, Role::sales,    Role::engineer, Role::security};

TEST(Rules, NobodyDecidesForTheirOwnGroup) {
    for (const Role role : roles)
        for (const Scope scope : {Scope::contact_details, Scope::order, Scope::system})
            EXPECT_FALSE(may_decide(role, role, scope));
}

TEST(Rules, NobodyOutsideTheThreeGroupsTakesPart) {
    for (const Role role : {Role::visitor, Role::entering, Role::customer, Role::crew, Role::sales})
        for (const Scope scope : {Scope::contact_details, Scope::order, Scope::system}) {
            EXPECT_FALSE(may_ask(role, scope));
            for (const Role other : roles)
                EXPECT_FALSE(may_decide(role, other, scope));
        }
}

TEST(Rules, OnePersonsDataIsSecuritysToDecideAndNotToOpen) {
    for (const Scope scope : {Scope::contact_details, Scope::order}) {
        EXPECT_FALSE(may_ask(Role::security, scope));
        EXPECT_TRUE(may_decide(Role::security, Role::engineer, scope));
        EXPECT_TRUE(may_decide(Role::security, Role::support, scope));
        EXPECT_FALSE(may_decide(Role::support, Role::engineer, scope));
        EXPECT_FALSE(may_decide(Role::engineer, Role::support, scope));
        EXPECT_EQ(approvals_needed(scope), 1);
    }
}

TEST(Rules, BreakGlassTakesBothOtherGroups) {
    EXPECT_EQ(approvals_needed(Scope::system), 2);
    EXPECT_LE(longest(Scope::system), std::chrono::hours{1});
    for (const Role holder : {Role::support, Role::engineer, Role::security})
        EXPECT_EQ(groups_that_may_decide(holder, Scope::system), 2);
}

}  // namespace
}  // namespace suncrew::permits
