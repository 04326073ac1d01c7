// Two at once, on connections of their own: exactly one of each pair has its way, and each that had has its
// entry. And a fault at each step: no change without its entry, no entry without its change.
#include <gmock/gmock.h>

#include "audit/faulty_connection.hpp"
#include "permits/permits_fixture.hpp"

namespace suncrew::permits {
namespace {

constexpr int rounds = 6;

class GrantRaces : public PermitsFixture {
protected:
    /// A request of a new engineer, so that no round fills up what one person may have open.
    std::pair<Caller, GrantId> asked(const AskForGrant& command) {
        const Caller holder = staff("holder" + std::to_string(accounts()), Role::engineer);
        return {holder, ask(holder, command)};
    }
    std::int64_t events_of(GrantId grant, std::string_view kind) {
        return *reading_.value<std::int64_t>(
            "select count(*) from security_events where grant_id = ? and kind = ?", grant, kind);
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, GrantRaces, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(GrantRaces, OfTwoOfficersWhoApproveAtOnceOneDoes) {
    for (int round = 0; round < rounds; ++round) {
        const auto [holder, id] = asked(contact_of(customer_));
        const Caller officers[]{officer_, officer2_};
        EXPECT_EQ(at_once([&](int i, const access::HashingLane& lane) {
                      approve(officers[i], id, lane.connection());
                  }),
                  (Answers{"grant_over", "not refused"}));
        EXPECT_EQ(events_of(id, "grant_approved"), 1);
        EXPECT_TRUE(live_of(holder, customer_));
    }
    expect_each_event_has_its_entry();
}

TEST_P(GrantRaces, ADoubleApprovalByOnePersonIsOne) {
    for (int round = 0; round < rounds; ++round) {
        const auto [holder, id] = asked(everything());
        EXPECT_EQ(
            at_once([&](int, const access::HashingLane& lane) { approve(officer_, id, lane.connection()); }),
            (Answers{"approved_already", "not refused"}));
        EXPECT_EQ(events_of(id, "grant_approved"), 1);
        EXPECT_FALSE(live_of(holder, customer_));
    }
}

TEST_P(GrantRaces, TheTwoGroupsOfBreakGlassAtOnceMakeOneGrant) {
    for (int round = 0; round < rounds; ++round) {
        const auto [holder, id] = asked(everything());
        const Caller approvers[]{officer_, support_};
        EXPECT_EQ(at_once([&](int i, const access::HashingLane& lane) {
                      approve(approvers[i], id, lane.connection());
                  }),
                  (Answers{"not refused", "not refused"}));
        EXPECT_EQ(state_of(id), GrantState::approved);
        EXPECT_EQ(events_of(id, "grant_approved"), 2);
        EXPECT_TRUE(live_of(holder, customer_));
    }
}

TEST_P(GrantRaces, AnApprovalAgainstAWithdrawalOpensNothing) {
    for (int round = 0; round < rounds; ++round) {
        const auto [holder, id] = asked(contact_of(customer_));
        at_once([&, holder = holder, id = id](int i, const access::HashingLane& lane) {
            if (i == 0)
                approve(officer_, id, lane.connection());
            else
                give_up(holder, id, lane.connection());
        });
        EXPECT_FALSE(live_of(holder, customer_)) << "the holder gave it up, whoever was first";
        EXPECT_EQ(events_of(id, "grant_withdrawn") + events_of(id, "grant_ended"), 1);
        EXPECT_EQ(events_of(id, "grant_approved"), events_of(id, "grant_ended"));
    }
    expect_each_event_has_its_entry();
}

TEST_P(GrantRaces, ADoubleGivingUpIsOne) {
    for (int round = 0; round < rounds; ++round) {
        const auto [holder, id] = asked(contact_of(customer_));
        approve(officer_, id);
        EXPECT_EQ(at_once([&, holder = holder, id = id](int, const access::HashingLane& lane) {
                      give_up(holder, id, lane.connection());
                  }),
                  (Answers{"grant_over", "not refused"}));
        EXPECT_EQ(events_of(id, "grant_ended"), 1);
    }
}

TEST_P(GrantRaces, AnApprovalAgainstALockOfTheHolderOpensNothing) {
    for (int round = 0; round < rounds; ++round) {
        const auto [holder, id] = asked(contact_of(customer_));
        at_once([&, holder = holder, id = id](int i, const access::HashingLane& lane) {
            if (i == 0)
                approve(officer_, id, lane.connection());
            else
                lock(*holder.account, lane.connection());
        });
        EXPECT_FALSE(live_of(holder, customer_));
        unlock(*holder.account);
        EXPECT_FALSE(live_of(holder, customer_));
    }
    expect_each_event_has_its_entry();
}

TEST_P(GrantRaces, AnApprovalAgainstALockOfTheApproverIsBeforeItOrNone) {
    for (int round = 0; round < rounds; ++round) {
        const Caller approver = staff("approver" + std::to_string(accounts()), Role::security);
        const auto [holder, id] = asked(everything());
        approve(support_, id);
        at_once([&, id = id](int i, const access::HashingLane& lane) {
            if (i == 0)
                approve(approver, id, lane.connection());
            else
                lock(*approver.account, lane.connection());
        });
        const auto approved_at = *reading_.value<std::optional<std::int64_t>>(
            "select min(id) from security_events where grant_id = ? and after_value = 'approved'", id);
        const auto locked_at = *reading_.value<std::int64_t>(
            "select min(id) from security_events where kind = 'account_locked' and account = ?",
            *approver.account);
        EXPECT_EQ(live_of(holder, customer_).has_value(), approved_at.has_value());
        EXPECT_LT(approved_at.value_or(0), locked_at);
    }
}

TEST_P(GrantRaces, TwoRequestsAtOnceAreBothCounted) {
    for (int round = 0; round < rounds; ++round) {
        const Caller holder = staff("holder" + std::to_string(accounts()), Role::engineer);
        for (int i = 0; i < open_grants_max - 1; ++i)
            ask(holder, contact_of(customer_));
        EXPECT_EQ(at_once([&](int, const access::HashingLane& lane) {
                      ask(holder, contact_of(customer_), lane.connection());
                  }),
                  (Answers{"not refused", "too_many_open"}));
    }
}

TEST_P(GrantRaces, AFaultAtAnyStepOfAnApprovalLeavesAllOrNothing) {
    int steps = 0;
    for (bool broke = true; broke; ++steps) {
        ASSERT_LT(steps, 80);
        const auto [holder, id] = asked(everything());
        approve(support_, id);
        const auto letters = number("select count(*) from outbox");
        auto faulty = std::make_unique<audit::FaultyDriver>(database_.connect(), steps);
        const audit::FaultyDriver& driver = *faulty;
        store::Connection connection{std::move(faulty)};
        try {
            approve(officer_, id, connection);
        } catch (const store::Unavailable&) {
        }
        broke = driver.broke();
        const bool done = live_of(holder, customer_).has_value();
        EXPECT_EQ(events_of(id, "grant_approved"), done ? 2 : 1) << "step " << steps;
        EXPECT_EQ(state_of(id), done ? GrantState::approved : GrantState::requested);
        EXPECT_EQ(number("select count(*) from outbox") > letters, done);
        EXPECT_EQ(standing_approvals(reading_, keyring_, id).size(), done ? 2U : 1U);
        expect_each_event_has_its_entry();
    }
    EXPECT_GT(steps, 15);
}

TEST_P(GrantRaces, AFaultAtAnyStepOfGivingUpLeavesAllOrNothing) {
    int steps = 0;
    for (bool broke = true; broke; ++steps) {
        ASSERT_LT(steps, 40);
        const auto [holder, id] = asked(contact_of(customer_));
        approve(officer_, id);
        auto faulty = std::make_unique<audit::FaultyDriver>(database_.connect(), steps);
        const audit::FaultyDriver& driver = *faulty;
        store::Connection connection{std::move(faulty)};
        try {
            give_up(holder, id, connection);
        } catch (const store::Unavailable&) {
        }
        broke = driver.broke();
        EXPECT_EQ(events_of(id, "grant_ended"), live_of(holder, customer_) ? 0 : 1) << "step " << steps;
        expect_each_event_has_its_entry();
    }
    EXPECT_GT(steps, 6);
}

TEST_P(GrantRaces, AFaultAtAnyStepOfARequestLeavesAllOrNothing) {
    int steps = 0;
    for (bool broke = true; broke; ++steps) {
        ASSERT_LT(steps, 80);
        const Caller holder = staff("holder" + std::to_string(accounts()), Role::engineer);
        auto faulty = std::make_unique<audit::FaultyDriver>(database_.connect(), steps);
        const audit::FaultyDriver& driver = *faulty;
        store::Connection connection{std::move(faulty)};
        try {
            ask(holder, contact_of(customer_), connection);
        } catch (const store::Unavailable&) {
        }
        broke = driver.broke();
        EXPECT_EQ(static_cast<std::int64_t>(own_of(holder).size()),
                  *reading_.value<std::int64_t>("select count(*) from security_events where actor = ?",
                                                *holder.account));
        expect_each_event_has_its_entry();
    }
    EXPECT_GT(steps, 10);
}

}  // namespace
}  // namespace suncrew::permits
