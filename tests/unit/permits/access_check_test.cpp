#include "audit/access_check.hpp"

#include <gmock/gmock.h>

#include "identity/entrance.hpp"
#include "permits/permits_fixture.hpp"

namespace suncrew::permits {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What somebody who can write the database gives themselves, held against the log.
class AccessCheckTest : public PermitsFixture {
protected:
    /// The flaws that name this account or grant.
    template <class Tag>
    std::vector<std::string> flaws_of(Id<Tag> id) {
        audit::LogFlaws found;
        audit::find_unproven_access(reading_, found, clock_.now());
        std::vector<std::string> about;
        for (const std::string& flaw : found.flaws)
            if (flaw.find(to_string(id)) != std::string::npos)
                about.push_back(flaw.substr(flaw.find(to_string(id)) + to_string(id).size()));
        return about;
    }
    template <class Id>
    void by_hand(store::WriteSql<Id> sql, Id id) {
        in_transaction([&](store::Transaction& t) { t.run(sql, id); });
    }
    GrantId given() {
        const GrantId grant = ask(engineer_, contact_of(customer_));
        approve(officer_, grant);
        return grant;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, AccessCheckTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(AccessCheckTest, AGrantThatWasAskedForAndApprovedIsNoFlawAndOneThatIsOverIs) {
    const GrantId grant = given();
    EXPECT_THAT(flaws_of(grant), IsEmpty());
    revoke(officer2_, grant);
    EXPECT_THAT(flaws_of(grant), IsEmpty());
    by_hand<GrantId>("update access_grants set state = 'approved' where id = ?", grant);
    EXPECT_THAT(flaws_of(grant), ElementsAre(" is live, and the log says that it is over"));
}

TEST_P(AccessCheckTest, AGrantThatNobodyApprovedIsAFlaw) {
    const GrantId grant = ask(engineer_, contact_of(customer_));
    const GrantId other = given();
    in_transaction([&](store::Transaction& t) {
        t.run("update access_grants set state = 'approved', ends_at = ? where id = ?", clock_.now() + 1h,
              grant);
    });
    EXPECT_THAT(flaws_of(grant), ElementsAre(" is live, and nobody has approved it"));
    EXPECT_THAT(flaws_of(other), IsEmpty());
}

TEST_P(AccessCheckTest, ARoleThatNobodyGaveIsAFlaw) {
    const Caller somebody = invited(officer_, "somebody", identity::StaffRole::support);
    EXPECT_THAT(flaws_of(*somebody.account), IsEmpty());
    by_hand<AccountId>("update accounts set role = 'security' where id = ?", *somebody.account);
    EXPECT_THAT(flaws_of(*somebody.account), ElementsAre(" has the role security, and the log says support"));
}

TEST_P(AccessCheckTest, ALockThatNobodyEndedIsAFlaw) {
    const Caller somebody = invited(officer_, "somebody", identity::StaffRole::support);
    lock(*somebody.account);
    EXPECT_THAT(flaws_of(*somebody.account), IsEmpty());
    by_hand<AccountId>("update accounts set locked_at = null where id = ?", *somebody.account);
    EXPECT_THAT(flaws_of(*somebody.account), ElementsAre(" is not locked, and the log says that it is"));
}

TEST_P(AccessCheckTest, AnOlderPasswordIsAFlaw) {
    const auto changed_at = [&](Instant at) {
        in_transaction([&](store::Transaction& t) {
            t.run("update accounts set password_at = ? where id = ?", at, customer_);
        });
    };
    changed_at(clock_.now());
    clock_.advance(1min);
    in_transaction([&](store::Transaction& t) {
        audit::record(t, identity::event_of(audit::EventKind::password_changed, customer_,
                                            access::nobodys_client, clock_.now()));
    });
    EXPECT_THAT(flaws_of(customer_),
                ElementsAre(" has an older password than the log says that it was given"));
    changed_at(clock_.now());
    EXPECT_THAT(flaws_of(customer_), IsEmpty());
}

}  // namespace
}  // namespace suncrew::permits
