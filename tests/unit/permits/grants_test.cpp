// The way of a grant from the request to its end, and everybody who must not bring it there.
#include <gmock/gmock.h>

#include "permits/independence.hpp"
#include "permits/permits_fixture.hpp"

namespace suncrew::permits {
namespace {

using identity::Letter;
using testing::IsEmpty;
using testing::SizeIs;

class GrantsTest : public PermitsFixture {
protected:
    GrantId approved(const Caller& holder, std::int64_t minutes = 60) {
        const GrantId id = ask(holder, contact_of(customer_, minutes));
        approve(officer_, id);
        return id;
    }
    void record_of(const Caller& who, const access::Change& change) {
        in_transaction([&](store::Transaction& t) { access::record(t, who, change, clock_.now()); });
    }
    GrantId broken_glass() {
        const GrantId id = ask(engineer_, everything());
        approve(officer_, id);
        approve(support_, id);
        return id;
    }
    /// What is refused changes nothing and leaves no event.
    template <class Work>
    std::string quiet_refusal(Work&& work) {
        new_events();
        const std::string code = refusal(work);
        EXPECT_THAT(new_events(), IsEmpty()) << code;
        return code;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, GrantsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(GrantsTest, ARequestIsAnEventWithItsTermsAndALetterToEveryOfficer) {
    new_events();
    const GrantId id = ask(engineer_, contact_of(customer_, 30));
    EXPECT_EQ(new_events(), Kinds{"grant_requested"});
    const auto event = last_event();
    EXPECT_EQ(event.account, customer_) << "whose data it is can see it";
    EXPECT_EQ(event.actor, engineer_.account);
    EXPECT_EQ(event.acted_as, audit::Party::engineer);
    EXPECT_EQ(event.grant, id);
    const Terms terms{Scope::contact_details, customer_, {}, 30min};
    EXPECT_EQ(event.after, "requested contact_details 30 " + digest_of(terms, {purpose}));
    EXPECT_NE(digest_of(terms, {"Something else altogether."}), digest_of(terms, {purpose}));
    for (const char* officer : {"officer1@example.org", "officer2@example.org"})
        EXPECT_TRUE(was_told(officer, Letter::grant_requested));
    EXPECT_FALSE(was_told("support1@example.org", Letter::grant_requested)) << "it is not theirs to decide";
    for (const QueuedMail& mail : mails())
        EXPECT_EQ(mail.body.find("4711"), mail.body.npos) << "no letter repeats what somebody typed";
    EXPECT_FALSE(live_of(engineer_, customer_)) << "a request opens nothing";
    expect_each_event_has_its_entry();
}

TEST_P(GrantsTest, NobodyApprovesForAnAccountThatTheyHaveMade) {
    using identity::StaffRole;
    const Caller second_self = invited(officer_, "second_self", StaffRole::support);
    const GrantId id = ask(second_self, contact_of(customer_));
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, id); }), "not_independent");
    const Caller third_self = invited(officer_, "third_self", StaffRole::security);
    EXPECT_EQ(quiet_refusal([&] { approve(third_self, id); }), "not_independent")
        << "nor by another account that they have made";
    EXPECT_FALSE(live_of(second_self, customer_));
    approve(officer2_, id);
    EXPECT_TRUE(live_of(second_self, customer_));
    const GrantId other = ask(second_self, contact_of(customer_));
    refuse(officer_, other);
    EXPECT_EQ(state_of(other), GrantState::refused) << "to give less is never in the way";
}

TEST_P(GrantsTest, AnAccountCountsAsItsMakersForThirtyDays) {
    const Caller engineer = invited(officer_, "engineer2", identity::StaffRole::engineer);
    clock_.advance(dependent_for - 1h);
    const GrantId early = ask(engineer, contact_of(customer_));
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, early); }), "not_independent");
    clock_.advance(2h);
    EXPECT_EQ(refusal([&] { approve(officer_, early); }), "not refused");
}

TEST_P(GrantsTest, BreakGlassIsNotForOnePersonInThreeAccounts) {
    using identity::StaffRole;
    const Caller support = invited(officer_, "support2", StaffRole::support);
    const Caller engineer = invited(officer_, "engineer2", StaffRole::engineer);
    const GrantId own = ask(officer_, everything());
    EXPECT_EQ(quiet_refusal([&] { approve(support, own); }), "not_independent");
    const GrantId id = ask(support_, everything());
    approve(officer_, id);
    EXPECT_EQ(quiet_refusal([&] { approve(engineer, id); }), "not_independent")
        << "who approves is not who has approved";
    approve(engineer_, id);
    EXPECT_EQ(state_of(id), GrantState::approved);
}

TEST_P(GrantsTest, AnotherRoleAndANewLinkMakeAnAccountDependentToo) {
    record_of(officer_, {.kind = audit::EventKind::role_changed, .account = *engineer_.account});
    record_of(officer_, {.kind = audit::EventKind::enrolment_link_made, .account = *support_.account});
    record_of(officer_, {.kind = audit::EventKind::account_locked, .account = *officer2_.account});
    for (const Caller& holder : {engineer_, support_}) {
        const GrantId id = ask(holder, contact_of(customer_));
        EXPECT_EQ(refusal([&] { approve(officer_, id); }), "not_independent");
        EXPECT_EQ(refusal([&] { approve(officer2_, id); }), "not refused");
    }
}

TEST_P(GrantsTest, AnApprovalBeginsItAndItEndsByItself) {
    const GrantId id = ask(engineer_, contact_of(customer_, 30));
    clock_.advance(10min);
    new_events();
    const GrantView view = approve(officer_, id);
    EXPECT_EQ(view.state, GrantState::approved);
    EXPECT_EQ(view.ends_at, clock_.now() + 30min);
    EXPECT_EQ(new_events(), Kinds{"grant_approved"});
    EXPECT_EQ(last_event().after, "approved");
    EXPECT_EQ(last_event().grant, id);
    EXPECT_TRUE(was_told("engineer1@example.org", Letter::grant_approved));
    EXPECT_TRUE(was_told("officer2@example.org", Letter::grant_approved));
    const auto grant = live_of(engineer_, customer_);
    ASSERT_TRUE(grant);
    EXPECT_EQ(grant->id(), id);
    EXPECT_EQ(grant->holder(), *engineer_.account);
    EXPECT_EQ(grant->scope(), Scope::contact_details);
    EXPECT_THAT(live(), SizeIs(1));
    clock_.advance(30min - 1ms);
    EXPECT_TRUE(live_of(engineer_, customer_));
    clock_.advance(1ms);
    EXPECT_FALSE(live_of(engineer_, customer_));
    EXPECT_EQ(state_of(id), GrantState::ended);
    EXPECT_THAT(live(), IsEmpty());
    EXPECT_EQ(refusal([&] { revoke(officer_, id); }), "grant_over");
}

TEST_P(GrantsTest, AGrantOpensWhatItNamesToWhoHoldsItAndNothingMore) {
    const AccountId other = account("customer2@example.org");
    approved(engineer_);
    EXPECT_TRUE(live_of(engineer_, customer_));
    EXPECT_FALSE(live_of(engineer_, other));
    EXPECT_FALSE(live_of(support_, customer_));
    EXPECT_FALSE(live_of(officer_, customer_)) << "who approved it holds nothing";
    EXPECT_FALSE(LiveGrant::of_order(reading_, keyring_, *engineer_.account, OrderId::make(clock_.now()),
                                     customer_, clock_.now()));
}

TEST_P(GrantsTest, AGrantForAnOrderOpensThatOrderAlone) {
    const OrderId order = OrderId::make(clock_.now());
    const OrderId other = OrderId::make(clock_.now());
    const GrantId id = GrantId::make(clock_.now());
    in_transaction([&](store::Transaction& t) {
        add_grant(
            t, keyring_,
            {id, *support_.account, Role::support, {Scope::order, {}, order, 60min}, {purpose}, customer_},
            clock_.now());
    });
    approve(officer_, id);
    EXPECT_TRUE(LiveGrant::of_order(reading_, keyring_, *support_.account, order, customer_, clock_.now()));
    EXPECT_FALSE(LiveGrant::of_order(reading_, keyring_, *support_.account, other, customer_, clock_.now()));
    EXPECT_FALSE(live_of(support_, customer_)) << "not the account of whose order it is";
}

TEST_P(GrantsTest, NobodyApprovesTheirOwnOrTheirGroups) {
    const Caller engineer2 = staff("engineer2", Role::engineer);
    const GrantId id = ask(engineer_, everything());
    const GrantId of_officer = ask(officer_, everything());
    EXPECT_EQ(quiet_refusal([&] { approve(engineer_, id); }), "not_oneself");
    EXPECT_EQ(quiet_refusal([&] { refuse(engineer_, id); }), "not_oneself");
    EXPECT_EQ(quiet_refusal([&] { approve(engineer2, id); }), "no_such_grant");
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, of_officer); }), "not_oneself");
    EXPECT_EQ(quiet_refusal([&] { approve(officer2_, of_officer); }), "no_such_grant")
        << "security officers wait as everybody does";
    EXPECT_THAT(waiting_for(engineer2), SizeIs(1)) << "the officer's, and not their group's";
    EXPECT_EQ(state_of(id), GrantState::requested);
}

TEST_P(GrantsTest, OnePersonsDataIsApprovedBySecurityAlone) {
    const GrantId of_engineer = ask(engineer_, contact_of(customer_));
    const GrantId of_support = ask(support_, contact_of(customer_));
    EXPECT_EQ(quiet_refusal([&] { approve(support_, of_engineer); }), "no_such_grant");
    EXPECT_EQ(quiet_refusal([&] { approve(engineer_, of_support); }), "no_such_grant");
    EXPECT_THAT(waiting_for(support_), IsEmpty());
    EXPECT_THAT(waiting_for(officer_), SizeIs(2));
}

TEST_P(GrantsTest, BreakGlassTakesBothOtherGroups) {
    const GrantId id = ask(engineer_, everything());
    EXPECT_TRUE(was_told("support1@example.org", Letter::grant_requested));
    EXPECT_EQ(find_grant(reading_, keyring_, id)->subject, *engineer_.account);
    new_events();
    const GrantView half = approve(officer_, id);
    EXPECT_EQ(half.state, GrantState::requested);
    EXPECT_EQ(half.waits_for, std::vector<Role>{Role::support});
    EXPECT_EQ(last_event().after, "half_approved");
    EXPECT_FALSE(live_of(engineer_, customer_));
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, id); }), "approved_already");
    EXPECT_EQ(quiet_refusal([&] { approve(officer2_, id); }), "approved_already") << "two groups means both";
    EXPECT_THAT(waiting_for(officer2_), IsEmpty());
    EXPECT_FALSE(live_of(engineer_, customer_));
    EXPECT_EQ(approve(support_, id).state, GrantState::approved);
    EXPECT_TRUE(live_of(engineer_, customer_));
    EXPECT_TRUE(LiveGrant::of_order(reading_, keyring_, *engineer_.account, OrderId::make(clock_.now()),
                                    customer_, clock_.now()));
    clock_.advance(1h);
    EXPECT_FALSE(live_of(engineer_, customer_));
}

TEST_P(GrantsTest, AnOfficersBreakGlassTakesSupportAndAnEngineer) {
    const GrantId id = ask(officer_, everything(10));
    approve(support_, id);
    EXPECT_FALSE(live_of(officer_, customer_));
    approve(engineer_, id);
    EXPECT_TRUE(live_of(officer_, customer_));
}

TEST_P(GrantsTest, AFirstApproverWhoWasLockedMeanwhileDoesNotCount) {
    const GrantId id = ask(engineer_, everything());
    approve(officer_, id);
    lock(*officer_.account);
    EXPECT_EQ(approve(support_, id).state, GrantState::requested);
    EXPECT_FALSE(live_of(engineer_, customer_));
    unlock(*officer_.account);
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, id); }), "approved_already") << "nobody gives two";
    EXPECT_FALSE(live_of(engineer_, customer_)) << "and the lock is not undone";
    EXPECT_EQ(approve(officer2_, id).state, GrantState::approved);
}

TEST_P(GrantsTest, AFirstApproverOfAnotherRoleMeanwhileDoesNotCount) {
    const GrantId id = ask(engineer_, everything());
    approve(support_, id);
    change_role(*support_.account, identity::StaffRole::sales);
    EXPECT_EQ(approve(officer_, id).state, GrantState::requested);
    change_role(*support_.account, identity::StaffRole::support);
    EXPECT_EQ(own_of(engineer_).at(0).waits_for, std::vector<Role>{Role::support})
        << "also when they have it back";
    EXPECT_FALSE(live_of(engineer_, customer_));
}

TEST_P(GrantsTest, ALockOrAnotherRoleEndsItAtOnceAndForGood) {
    for (const auto& end : std::array<std::function<void(AccountId)>, 2>{
             [&](AccountId id) {
                 lock(id);
                 EXPECT_FALSE(live_of(caller_of(id, Role::engineer), customer_));
                 unlock(id);
             },
             [&](AccountId id) {
                 change_role(id, identity::StaffRole::support);
                 EXPECT_FALSE(live_of(caller_of(id, Role::engineer), customer_));
                 change_role(id, identity::StaffRole::engineer);
             }}) {
        const Caller holder = staff("holder" + std::to_string(accounts()), Role::engineer);
        const GrantId valid = approved(holder);
        const GrantId waiting = ask(holder, contact_of(customer_));
        ASSERT_TRUE(live_of(holder, customer_));
        end(*holder.account);
        EXPECT_FALSE(live_of(holder, customer_)) << "what ended stays ended";
        EXPECT_EQ(state_of(valid), GrantState::ended);
        EXPECT_EQ(state_of(waiting), GrantState::expired);
        EXPECT_EQ(quiet_refusal([&] { approve(officer_, waiting); }), "grant_over");
        EXPECT_THAT(live(), IsEmpty());
        EXPECT_THAT(waiting_for(officer_), IsEmpty());
    }
}

TEST_P(GrantsTest, ANewEnrolmentLinkEndsItToo) {
    approved(engineer_);
    in_transaction([&](store::Transaction& t) {
        staff_.send_enrolment_link(access::check<Permission::reset_others_credentials>(officer2_),
                                   {*engineer_.account}, t);
    });
    EXPECT_FALSE(live_of(engineer_, customer_));
}

TEST_P(GrantsTest, AnApproverWhoIsLockedOrInAnotherRoleMeanwhileApprovesNothing) {
    const GrantId id = ask(engineer_, contact_of(customer_));
    lock(*officer_.account);
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, id); }), "session_required");
    unlock(*officer_.account);
    change_role(*officer_.account, identity::StaffRole::support);
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, id); }), "session_required");
    EXPECT_EQ(state_of(id), GrantState::requested);
}

TEST_P(GrantsTest, WithoutAnotherGroupItWaitsAndLapses) {
    const GrantId id = ask(officer_, everything());
    clock_.advance(request_valid - 1ms);
    EXPECT_THAT(waiting_for(engineer_), SizeIs(1));
    clock_.advance(1ms);
    EXPECT_THAT(waiting_for(engineer_), IsEmpty());
    EXPECT_EQ(quiet_refusal([&] { approve(engineer_, id); }), "grant_over");
    EXPECT_EQ(state_of(id), GrantState::expired);
    EXPECT_EQ(quiet_refusal([&] { give_up(officer_, id); }), "grant_over");
}

TEST_P(GrantsTest, WhoHasNoCurrentCourseNeitherAsksNorApproves) {
    const Caller untrained = caller_of(account("new1@example.org", Role::engineer), Role::engineer);
    const Caller untrained_officer = caller_of(account("new2@example.org", Role::security), Role::security);
    EXPECT_EQ(quiet_refusal([&] { ask(untrained, contact_of(customer_)); }), "training_required");
    const GrantId id = ask(engineer_, contact_of(customer_));
    EXPECT_EQ(quiet_refusal([&] { approve(untrained_officer, id); }), "training_required");
    EXPECT_EQ(quiet_refusal([&] { refuse(untrained_officer, id); }), "training_required");
    EXPECT_THAT(own_of(untrained), IsEmpty());
}

TEST_P(GrantsTest, ACourseThatEndsBeforeTheApprovalIsNoneAnyMore) {
    clock_.advance(course_valid - 1h);
    const GrantId id = ask(engineer_, contact_of(customer_));
    clock_.advance(1h);
    const Caller trained = staff("officer3", Role::security);
    EXPECT_EQ(quiet_refusal([&] { approve(trained, id); }), "holder_not_current");
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, id); }), "training_required");
}

TEST_P(GrantsTest, ARefusalHasItsReasonAndOneIsEnough) {
    const GrantId id = ask(engineer_, everything());
    approve(officer_, id);
    new_events();
    refuse(support_, id);
    EXPECT_EQ(new_events(), Kinds{"grant_refused"});
    const GrantView view = own_of(engineer_).at(0);
    EXPECT_EQ(view.state, GrantState::refused);
    EXPECT_EQ(view.closed_by, ClosedBy::approver);
    EXPECT_EQ(view.reason, "Ask for the order instead.");
    EXPECT_EQ(quiet_refusal([&] { approve(support_, id); }), "grant_over");
    EXPECT_EQ(quiet_refusal([&] { refuse(officer_, id); }), "grant_over");
    EXPECT_FALSE(live_of(engineer_, customer_));
}

TEST_P(GrantsTest, TheHolderWithdrawsAndGivesBack) {
    const GrantId waiting = ask(engineer_, contact_of(customer_));
    const GrantId valid = approved(engineer_);
    new_events();
    give_up(engineer_, waiting);
    give_up(engineer_, valid);
    EXPECT_EQ(new_events(), (Kinds{"grant_withdrawn", "grant_ended"}));
    EXPECT_EQ(last_event().acted_as, audit::Party::engineer);
    EXPECT_FALSE(live_of(engineer_, customer_));
    EXPECT_EQ(state_of(waiting), GrantState::withdrawn);
    EXPECT_EQ(state_of(valid), GrantState::ended);
    EXPECT_EQ(quiet_refusal([&] { give_up(engineer_, valid); }), "grant_over");
    EXPECT_EQ(quiet_refusal([&] { approve(officer_, waiting); }), "grant_over");
    expect_each_event_has_its_entry();
}

TEST_P(GrantsTest, NobodyGivesUpAnothersAndNobodyElseRevokes) {
    const GrantId id = approved(engineer_);
    EXPECT_EQ(quiet_refusal([&] { give_up(support_, id); }), "no_such_grant");
    EXPECT_EQ(quiet_refusal([&] { give_up(officer_, id); }), "no_such_grant");
    EXPECT_EQ(quiet_refusal([&] { revoke(support_, id); }), "permission_required");
    EXPECT_TRUE(live_of(engineer_, customer_));
}

TEST_P(GrantsTest, AnyOfficerRevokesAtOnceAndTheHolderIsTold) {
    const GrantId id = approved(engineer_);
    new_events();
    revoke(officer2_, id);
    EXPECT_EQ(new_events(), Kinds{"grant_ended"});
    EXPECT_EQ(last_event().actor, officer2_.account);
    EXPECT_EQ(last_event().grant, id);
    EXPECT_FALSE(live_of(engineer_, customer_));
    EXPECT_EQ(own_of(engineer_).at(0).closed_by, ClosedBy::officer);
    EXPECT_TRUE(was_told("engineer1@example.org", Letter::grant_ended));
    EXPECT_TRUE(was_told("officer1@example.org", Letter::grant_ended));
    EXPECT_EQ(quiet_refusal([&] { revoke(officer_, id); }), "grant_over");
    const GrantId waiting = ask(engineer_, contact_of(customer_));
    EXPECT_EQ(quiet_refusal([&] { revoke(officer_, waiting); }), "grant_over");
    EXPECT_EQ(state_of(waiting), GrantState::requested);
}

TEST_P(GrantsTest, TermsThatDoNotGoTogetherAreRefused) {
    const auto refused = [&](const Caller& who, const AskForGrant& command) {
        return quiet_refusal([&] { ask(who, command); });
    };
    EXPECT_EQ(refused(engineer_, everything(61)), "longer_than_allowed");
    EXPECT_EQ(refused(officer_, contact_of(customer_)), "scope_not_for_role");
    AskForGrant command = contact_of(customer_);
    command.order = OrderId::make(clock_.now());
    EXPECT_EQ(refused(engineer_, command), "unknown_member");
    command.scope = Scope::order;
    EXPECT_EQ(refused(engineer_, command), "unknown_member");
    command.account.reset();
    EXPECT_EQ(refused(engineer_, command), "order_not_found");
    command.order.reset();
    EXPECT_EQ(refused(engineer_, command), "missing_member");
    EXPECT_EQ(refused(engineer_, contact_of(AccountId::make(clock_.now()))), "no_such_account");
    EXPECT_EQ(refused(engineer_, contact_of(*engineer_.account)), "not_oneself");
    EXPECT_EQ(number("select count(*) from access_grants"), 0);
}

TEST_P(GrantsTest, NobodyHasMoreThanAFewOpenOrAsksAllDay) {
    std::vector<GrantId> ids;
    for (int i = 0; i < open_grants_max; ++i)
        ids.push_back(ask(engineer_, contact_of(customer_)));
    EXPECT_EQ(quiet_refusal([&] { ask(engineer_, contact_of(customer_)); }), "too_many_open");
    EXPECT_EQ(refusal([&] { ask(support_, contact_of(customer_)); }), "not refused") << "each for themselves";
    for (int i = open_grants_max; i < requests_a_day_max; ++i) {
        give_up(engineer_, ids.back());
        ids.back() = ask(engineer_, contact_of(customer_));
    }
    give_up(engineer_, ids.back());
    EXPECT_EQ(quiet_refusal([&] { ask(engineer_, contact_of(customer_)); }), "too_many_requests");
    clock_.advance(24h);
    EXPECT_EQ(refusal([&] { ask(engineer_, contact_of(customer_)); }), "not refused");
}

TEST_P(GrantsTest, WhatWasTypedStandsSealedForWhomItIsAbout) {
    const GrantId id = ask(engineer_, contact_of(customer_));
    refuse(officer_, id);
    const auto kept = reading_.one<std::string, std::string>("select purpose, reason from access_grants");
    const auto& [kept_purpose, kept_reason] = kept.value();
    for (const std::string& one : {kept_purpose, kept_reason})
        EXPECT_TRUE(one.starts_with(sealing::form)) << one;
    EXPECT_EQ(own_of(engineer_).at(0).purpose, purpose);
    EXPECT_EQ(own_of(engineer_).at(0).reason, "Ask for the order instead.");
    in_transaction([&](store::Transaction& t) { keyring_.erase(t, customer_); });
    EXPECT_THROW(own_of(engineer_), sealing::DoesNotOpen) << "with nobody else's key";
}

TEST_P(GrantsTest, CasesInHandAreInTheWayOfNoRequest) {
    in_transaction([&](store::Transaction& t) {
        for (int i = 0; i < requests_a_day_max; ++i)
            add_case(t, keyring_,
                     {GrantId::make(clock_.now()),
                      *support_.account,
                      Role::support,
                      {.scope = Scope::support_case, .account = customer_, .duration = case_max},
                      {purpose, "T-1"},
                      customer_},
                     clock_.now());
    });
    EXPECT_EQ(refusal([&] { ask(support_, contact_of(customer_)); }), "not refused");
}

TEST_P(GrantsTest, WhatIsOverIsClosedInTheBackgroundWithAnEventOfTheSystem) {
    const GrantId lapsed = ask(engineer_, contact_of(customer_));
    const GrantId valid = approved(support_);
    EXPECT_EQ(close_overdue_now(), 0) << "nothing is over yet";
    lock(*support_.account);
    new_events();
    EXPECT_EQ(close_overdue_now(), 1);
    EXPECT_EQ(new_events(), Kinds{"grant_ended"});
    EXPECT_EQ(last_event().acted_as, audit::Party::system);
    EXPECT_EQ(last_event().grant, valid);
    clock_.advance(request_valid);
    EXPECT_EQ(close_overdue_now(), 1);
    EXPECT_EQ(new_events(), Kinds{"grant_expired"});
    EXPECT_EQ(close_overdue_now(), 0);
    EXPECT_EQ(find_grant(reading_, keyring_, lapsed)->state, GrantState::expired);
    EXPECT_EQ(find_grant(reading_, keyring_, valid)->closed_by, ClosedBy::standing);
    expect_each_event_has_its_entry();
    clock_.advance(audit::events_kept + 1min);
    EXPECT_EQ(in_transaction([&](store::Transaction& t) { return delete_old_grants(t, clock_.now()); }), 2);
    EXPECT_FALSE(find_grant(reading_, keyring_, lapsed));
}

TEST_P(GrantsTest, AClockThatWasSetBackOpensNothing) {
    approved(engineer_);
    EXPECT_TRUE(live_of(engineer_, customer_));
    EXPECT_FALSE(
        LiveGrant::of_contact(reading_, keyring_, *engineer_.account, customer_, clock_.now() - 1min));
}

TEST_P(GrantsTest, TheNarrowerGrantIsUsedBeforeBreakGlass) {
    const GrantId wide = broken_glass();
    EXPECT_EQ(live_of(engineer_, customer_)->id(), wide);
    const GrantId narrow = approved(engineer_);
    EXPECT_EQ(live_of(engineer_, customer_)->id(), narrow);
}

TEST_P(GrantsTest, WhatSomebodyTypedStandsInNoEvent) {
    const GrantId id = ask(engineer_, contact_of(customer_));
    refuse(officer_, id);
    for (const auto& [recorded, event] : audit::events(reading_, {}, {}, 50)) {
        EXPECT_EQ(event.before.value_or("").find("4711"), std::string::npos);
        EXPECT_EQ(event.after.value_or("").find("4711"), std::string::npos);
        EXPECT_EQ(event.after.value_or("").find("instead"), std::string::npos);
    }
}

TEST_P(GrantsTest, OpensWhatItIsForWithAnEntryEachTimeAndNothingElse) {
    const auto open = [&](const Caller& who, AccountId whose) {
        access::Desk desk{connection_, who, clock_.now()};
        return OpenedContact{setup_.post, clock_}.read(access::check<Permission::open_by_grant>(who), {whose},
                                                       desk);
    };
    const auto entries = [&] {
        return count(
            "select count(*) from security_events e join log_entries l on l.event = e.id"
            " where e.kind = 'data_opened' and e.grant_id is not null and e.account = ?",
            customer_);
    };
    const AccountId other = account("customer2@example.org");
    EXPECT_EQ(refusal([&] { open(engineer_, customer_); }), "grant_required");
    const GrantId grant = ask(engineer_, contact_of(customer_));
    EXPECT_EQ(refusal([&] { open(engineer_, customer_); }), "grant_required");
    EXPECT_EQ(entries(), 0) << "who is refused leaves no entry of an opening";
    approve(officer_, grant);
    for (int look = 1; look <= 2; ++look) {
        const ContactView seen = open(engineer_, customer_);
        EXPECT_EQ(seen.email, "customer1@example.org");
        EXPECT_EQ(seen.name, "Customer One");
        EXPECT_EQ(entries(), look);
    }
    EXPECT_EQ(refusal([&] { open(engineer_, other); }), "grant_required");
    EXPECT_EQ(refusal([&] { open(support_, customer_); }), "grant_required");
    EXPECT_EQ(refusal([&] { open(engineer_, AccountId::make(clock_.now())); }), "grant_required")
        << "whether there is such an account is not told without a grant";
    clock_.advance(1h);
    EXPECT_EQ(refusal([&] { open(engineer_, customer_); }), "grant_required") << "its time is over";
    EXPECT_EQ(entries(), 2);
    broken_glass();
    EXPECT_EQ(refusal([&] { open(engineer_, AccountId::make(clock_.now())); }), "no_such_account");
}

}  // namespace
}  // namespace suncrew::permits
