#include "orders/crew_enrolment.hpp"

#include "orders/house.hpp"
#include "store/lease.hpp"

namespace suncrew::orders {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

EnrolCrew usual() {
    EnrolCrew crew;
    crew.email = identity::Email::parse("north@example.org").value();
    crew.name = identity::PersonName{"Crew North"};
    crew.latitude = decltype(crew.latitude){40.42};
    crew.longitude = decltype(crew.longitude){-3.70};
    crew.radius_km = decltype(crew.radius_km){60};
    crew.skills = {dispatch::Skill::electrical, dispatch::Skill::pitched_roof};
    crew.works_on = {Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu, Weekday::fri};
    crew.active_jobs_max = decltype(crew.active_jobs_max){3};
    return crew;
}

class CrewEnrolmentTest : public House {
protected:
    CrewId enrol(const EnrolCrew& command) {
        const access::Caller officer{.role = Role::security,
                                     .account = officer_,
                                     .session = access::SessionHash{},
                                     .proved_recently = true};
        return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
            const auto done = enrolment_.enrol(access::check<Permission::enrol_crew>(officer), command, t);
            access::record(t, officer, done.change, clock_.now());
            return done.view.view.id;
        });
    }
    AccountId account_of(CrewId crew) {
        return store::Reading{desk_.connection()}
            .value<AccountId>("select account from crews where id = ?", crew)
            .value();
    }
    /// As using the mailed link does.
    void use_link(AccountId crew) {
        change([&](store::Transaction& t) {
            t.run("update accounts set email_verified_at = ? where id = ?", clock_.now(), crew);
        });
    }
    void enrol_factor(AccountId crew) {
        change([&](store::Transaction& t) {
            t.run(
                "insert into totps (account, secret, last_step, created_at, confirmed_at)"
                " values (?, ?, 0, ?, ?)",
                crew, store::Bytes(20), clock_.now(), clock_.now());
        });
    }
    void lock(AccountId crew) {
        change([&](store::Transaction& t) {
            t.run("update accounts set locked_at = ? where id = ?", clock_.now(), crew);
        });
    }
    void unlock(AccountId crew) {
        change(
            [&](store::Transaction& t) { t.run("update accounts set locked_at = null where id = ?", crew); });
    }
    /// A run that looks at all that waits, also where it was just found that nobody can take it.
    MatchingRun match() {
        clock_.advance(store::Lease::lasts);
        return desk_.match();
    }
    std::int64_t number(store::ReadSql<> sql) {
        return store::Reading{desk_.connection()}.value<std::int64_t>(sql).value();
    }

    AccountId me_ = add_customer();
    const AccountId officer_ = add_account(Role::security);
    identity::Post post_{"https://localhost:8443", keyring_};
    CrewEnrolment enrolment_{post_, clock_};

private:
    template <class Change>
    void change(Change change) {
        store::in_transaction(desk_.connection(), change);
    }
};

TEST_P(CrewEnrolmentTest, ACrewIsInvitedByMailAndHasNoOtherWayIn) {
    const CrewId id = enrol(usual());
    const AccountId account = account_of(id);
    const Crew crew = desk_.crew(account);
    EXPECT_EQ(crew.id, id);
    EXPECT_EQ(crew.name, "Crew North");
    EXPECT_EQ(crew.skills, (std::vector{dispatch::Skill::pitched_roof, dispatch::Skill::electrical}));
    EXPECT_EQ(crew.working_days,
              (std::vector{Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu, Weekday::fri}));
    EXPECT_EQ(crew.radius_km, 60);
    EXPECT_EQ(crew.max_active_jobs, 3);
    store::Reading reading{desk_.connection()};
    const auto row = reading.one<std::string, std::string, std::optional<Instant>>(
        "select role, password, email_verified_at from accounts where id = ?", account);
    EXPECT_EQ(row, std::tuple("crew", "", std::nullopt));
    ASSERT_EQ(mails().size(), 1U);
    EXPECT_EQ(mails()[0].recipient, "north@example.org");
    EXPECT_THAT(mails()[0].body, HasSubstr("https://localhost:8443/join#token="));
    const auto actor = reading.value<AccountId>(
        "select actor from security_events where kind = 'account_created' and account = ?", account);
    EXPECT_EQ(actor, officer_);
}

TEST_P(CrewEnrolmentTest, AnAddressThatIsTakenLeavesNothingBehind) {
    enrol(usual());
    EnrolCrew again = usual();
    again.name = identity::PersonName{"Crew South"};
    EXPECT_EQ(refusal([&] { enrol(again); }), "email_taken");
    EXPECT_EQ(number("select count(*) from crews"), 1);
    EXPECT_EQ(number("select count(*) from outbox"), 1);
}

TEST_P(CrewEnrolmentTest, WhatStandsTwiceIsRefused) {
    EnrolCrew skills = usual();
    skills.skills.push_back(dispatch::Skill::electrical);
    EXPECT_EQ(refusal([&] { enrol(skills); }), "listed_twice");
    EnrolCrew days = usual();
    days.works_on.push_back(Weekday::mon);
    EXPECT_EQ(refusal([&] { enrol(days); }), "listed_twice");
    EXPECT_EQ(number("select count(*) from accounts where role = 'crew'"), 0);
}

TEST_P(CrewEnrolmentTest, WhoHasNotEnrolledIsOfferedNothing) {
    const AccountId account = account_of(enrol(usual()));
    place_order(me_);
    EXPECT_EQ(match().offered, 0);
    EXPECT_THAT(desk_.offers(account), IsEmpty());
    use_link(account);
    EXPECT_EQ(match().offered, 0) << "without a second factor nobody can accept";
    enrol_factor(account);
    EXPECT_EQ(match().offered, 1);
    EXPECT_THAT(desk_.offers(account), SizeIs(1));
}

TEST_P(CrewEnrolmentTest, WhoIsNoOfficerAnyMoreEnrolsNobody) {
    lock(officer_);
    EXPECT_EQ(refusal([&] { enrol(usual()); }), "session_required");
    EXPECT_EQ(number("select count(*) from crews"), 0);
}

TEST_P(CrewEnrolmentTest, ALockedCrewIsOfferedNothingAndItsLoadIsNobodyElses) {
    const auto one_job = [](NewCrew& crew) { crew.active_jobs_max = 1; };
    const AccountId locked = add_crew(one_job);
    place_order(me_);
    match();
    desk_.accept(locked, desk_.offers(locked).at(0).id);
    lock(locked);
    place_order(me_);
    EXPECT_EQ(match().offered, 0);
    // The jobs of the locked crew, which stands before it, are not counted as this one's.
    const AccountId other = add_crew(one_job);
    EXPECT_EQ(match().offered, 1);
    EXPECT_THAT(desk_.offers(other), SizeIs(1));
}

TEST_P(CrewEnrolmentTest, TheOpenOfferOfALockedCrewRunsOutAndGoesToAnother) {
    const AccountId locked = add_crew();
    const OrderId order = place_order(me_).id;
    match();
    lock(locked);
    const AccountId other = add_crew();
    EXPECT_EQ(match().offered, 0) << "it is offered to somebody";
    clock_.advance(offer_valid);
    const MatchingRun run = desk_.match();
    EXPECT_EQ(run.expired, 1);
    EXPECT_EQ(run.offered, 1);
    EXPECT_THAT(desk_.offers(other), SizeIs(1));
    desk_.refuse(other, desk_.offers(other).at(0).id);
    clock_.advance(offer_pause);
    EXPECT_EQ(match().offered, 0);
    unlock(locked);
    EXPECT_EQ(match().offered, 1);
    EXPECT_EQ(desk_.offers(locked).at(0).order, order);
}

SUNCREW_ON_ALL_DATABASES(CrewEnrolmentTest);

}  // namespace
}  // namespace suncrew::orders
