// Grants and approvals that somebody writes into the database beside the program.
#include <gmock/gmock.h>

#include "permits/permits_fixture.hpp"

namespace suncrew::permits {
namespace {

using testing::Contains;
using testing::IsEmpty;

class ForgedGrantsTest : public PermitsFixture {
protected:
    ForgedGrantsTest() {
        keyring_.tell_forgeries(
            [this](const sealing::Forgery& forgery) { told_.emplace_back(forgery.table); });
    }
    ~ForgedGrantsTest() override { keyring_.tell_forgeries({}); }

    template <class... Arguments>
    void write(store::WriteSql<Arguments...> sql, const Arguments&... arguments) {
        in_transaction([&](store::Transaction& t) { EXPECT_EQ(t.run(sql, arguments...), 1); });
    }

    std::vector<std::string> told_;
};
INSTANTIATE_TEST_SUITE_P(Databases, ForgedGrantsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ForgedGrantsTest, APlantedGrantOpensNothing) {
    const GrantId id = GrantId::make(clock_.now());
    write<GrantId, AccountId, AccountId, Instant, Instant, Instant, Instant>(
        "insert into access_grants (id, holder, holder_role, holder_standing, scope, subject, minutes, state,"
        " requested_at, expires_at, approved_at, ends_at)"
        " values (?, ?, 'engineer', 0, 'system', ?, 60, 'approved', ?, ?, ?, ?)",
        id, *engineer_.account, *engineer_.account, clock_.now(), clock_.now() + 1h, clock_.now(),
        clock_.now() + 1h);
    EXPECT_FALSE(live_of(engineer_, customer_));
    EXPECT_THAT(told_, Contains("access_grants"));
    EXPECT_THAT(live(), IsEmpty());
    approve(officer_, ask(engineer_, contact_of(customer_)));
    EXPECT_TRUE(live_of(engineer_, customer_)) << "it stands in the way of no real one";
}

TEST_P(ForgedGrantsTest, ARequestThatWasApprovedInTheDatabaseAloneIsNone) {
    const GrantId id = ask(engineer_, contact_of(customer_));
    write<Instant, Instant, GrantId>(
        "update access_grants set state = 'approved', approved_at = ?, ends_at = ? where id = ?",
        clock_.now(), clock_.now() + 1h, id);
    EXPECT_FALSE(live_of(engineer_, customer_));
    EXPECT_THAT(told_, Contains("access_grants"));
}

TEST_P(ForgedGrantsTest, AGrantThatWasChangedInTheDatabaseIsNone) {
    const GrantId id = ask(engineer_, contact_of(customer_));
    approve(officer_, id);
    ASSERT_TRUE(live_of(engineer_, customer_));
    write<Instant, GrantId>("update access_grants set ends_at = ? where id = ?", clock_.now() + 900h, id);
    EXPECT_FALSE(live_of(engineer_, customer_));
    write<Instant, GrantId>("update access_grants set ends_at = ? where id = ?", clock_.now() + 1h, id);
    EXPECT_TRUE(live_of(engineer_, customer_));
    write<GrantId>("update access_grants set scope = 'system' where id = ?", id);
    EXPECT_FALSE(live_of(engineer_, customer_));
    write<AccountId, GrantId>("update access_grants set scope = 'contact_details', holder = ? where id = ?",
                              *support_.account, id);
    EXPECT_FALSE(live_of(support_, customer_));
}

TEST_P(ForgedGrantsTest, WhatWasRevokedDoesNotComeBackByItsState) {
    const GrantId id = ask(engineer_, contact_of(customer_));
    approve(officer_, id);
    revoke(officer2_, id);
    write<GrantId>("update access_grants set state = 'approved', closed_at = null where id = ?", id);
    EXPECT_FALSE(live_of(engineer_, customer_));
}

TEST_P(ForgedGrantsTest, AnApprovalThatNobodyGaveDoesNotCount) {
    const GrantId id = ask(engineer_, everything());
    write<GrantId, AccountId, Instant>(
        "insert into access_grant_approvals (grant_id, approver, approver_role, approver_standing, at)"
        " values (?, ?, 'support', 0, ?)",
        id, *support_.account, clock_.now());
    approve(officer_, id);
    EXPECT_EQ(state_of(id), GrantState::requested);
    EXPECT_FALSE(live_of(engineer_, customer_));
    EXPECT_THAT(told_, Contains("access_grant_approvals"));
}

TEST_P(ForgedGrantsTest, ARequestThatWasChangedBeforeItsApprovalLapses) {
    const GrantId id = ask(engineer_, contact_of(customer_));
    write<GrantId>("update access_grants set minutes = 480 where id = ?", id);
    EXPECT_EQ(refusal([&] { approve(officer_, id); }), "grant_over");
    EXPECT_EQ(state_of(id), GrantState::expired);
}

}  // namespace
}  // namespace suncrew::permits
