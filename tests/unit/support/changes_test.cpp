#include <gmock/gmock.h>

#include "audit/faulty_connection.hpp"
#include "audit/kept_values.hpp"
#include "support/support_fixture.hpp"

namespace suncrew::support {
namespace {

using identity::Letter;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ChangesTest : public SupportFixture {
protected:
    /// Cells that hold something else than they were last given.
    std::vector<std::string> set_back() {
        audit::KeptValues values;
        for (const auto& [id, after] : reading_.rows<std::int64_t, std::optional<std::string>>(
                 "select id, after_value from security_events where kind in ('change_applied', "
                 "'email_changed')"))
            values.take(id, after.value_or(""));
        audit::LogFlaws found;
        values.compare(reading_, found);
        return found.flaws;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ChangesTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ChangesTest, TheCustomerApprovesAndItIsDone) {
    const ChangeId id = new_phone();
    EXPECT_EQ(order().contact.phone.text(), phone) << "asked for is not done";
    EXPECT_TRUE(was_told("customer1@example.org", Letter::change_proposed));
    EXPECT_TRUE(was_told("officer1@example.org", Letter::change_requested));
    const auto shown = own_changes_of(customer_caller());
    ASSERT_THAT(shown, SizeIs(1));
    EXPECT_EQ(shown[0].ticket, "T-2041");
    EXPECT_EQ(shown[0].differences[0].before, phone);
    EXPECT_EQ(shown[0].differences[0].after, "+34600999999");
    const int version = order().version;
    new_events();
    approve_own(customer_caller(), id);
    EXPECT_EQ(new_events(), Kinds{"change_applied"});
    EXPECT_EQ(order().contact.phone.text(), "+34600999999");
    EXPECT_EQ(order().version, version + 1);
    EXPECT_EQ(order().address.street.text(), "Calle de Ejemplo 1") << "nothing but the field";
    EXPECT_EQ(search(support_, by_phone(phone)).found, Found::none);
    EXPECT_EQ(search(support_, by_phone("+34600999999")).found, Found::one);
    EXPECT_EQ(refusal([&] { approve_own(customer_caller(), id); }), "change_over") << "once";
    EXPECT_EQ(refusal([&] { approve_change(officer_, id); }), "change_over");
    expect_each_event_has_its_entry();
}

TEST_P(ChangesTest, ASecondPersonOfAnotherGroupApproves) {
    const ChangeId id = new_phone();
    ASSERT_THAT(requests_for(officer_), SizeIs(1));
    EXPECT_EQ(requests_for(officer_)[0].fields, std::vector<Field>{Field::contact_phone});
    new_events();
    EXPECT_EQ(read_change(officer_, id).differences[0].after, "+34600999999");
    EXPECT_EQ(new_events(), Kinds{"data_opened"}) << "who looks at the values leaves an entry";
    approve_change(officer_, id);
    EXPECT_EQ(last_event().kind, audit::EventKind::change_applied);
    EXPECT_EQ(last_event().actor, officer_.account);
    EXPECT_EQ(order().contact.phone.text(), "+34600999999");
    EXPECT_TRUE(was_told("customer1@example.org", Letter::change_applied));
    EXPECT_THAT(requests_for(officer_), IsEmpty());
    const auto shown = own_changes_of(customer_caller());
    EXPECT_EQ(shown[0].state, ChangeState::applied);
    EXPECT_EQ(shown[0].closed_by, Decider::officer);
}

TEST_P(ChangesTest, AValueThatIsSetBackToWhatItOnceWasIsFoundAndNamed) {
    const auto kept = [&] { return reading_.value<std::string>("select contact_phone from orders").value(); };
    const auto write_phone = [&](const std::string& text) {
        in_transaction(
            [&](store::Transaction& t) { return t.run("update orders set contact_phone = ?", text); });
    };
    const std::string first = kept();
    approve_own(customer_caller(), new_phone());
    const std::string second = kept();
    EXPECT_THAT(set_back(), IsEmpty());
    write_phone(first);
    EXPECT_EQ(order().contact.phone.text(), phone) << "it opens, as it was right once";
    EXPECT_THAT(set_back(),
                ElementsAre("orders/" + to_string(order_) + ": contact_phone is not what it was last given"));
    write_phone(second);
    approve_own(customer_caller(), new_phone("+34600888888"));
    EXPECT_THAT(set_back(), IsEmpty()) << "the last one counts";
    write_phone(second);
    EXPECT_THAT(set_back(), SizeIs(1));
}

TEST_P(ChangesTest, NobodyApprovesWhatTheyHaveNotLookedAt) {
    const ChangeId id = new_phone();
    const auto approve_unseen = [&] { return refusal([&] { approve_change(officer_, id, connection_); }); };
    EXPECT_EQ(approve_unseen(), "not_opened");
    read_change(officer2_, id);
    EXPECT_EQ(approve_unseen(), "not_opened") << "another has";
    read_change(officer_, id);
    clock_.advance(1min);
    const ChangeId later = new_phone("+34600888888");
    EXPECT_EQ(refusal([&] { approve_change(officer_, later, connection_); }), "not_opened")
        << "a look at what was asked for before it";
    EXPECT_EQ(order().contact.phone.text(), phone);
    read_change(officer_, later);
    EXPECT_EQ(refusal([&] { approve_change(officer_, later, connection_); }), "not refused");
    EXPECT_EQ(order().contact.phone.text(), "+34600888888");
}

TEST_P(ChangesTest, NobodyApprovesForAnAccountThatTheyHaveMade) {
    const Caller second_self = invited(officer_, "second_self", identity::StaffRole::support);
    const ChangeId id =
        propose(second_self, of_order(open_case(second_self), order_, Field::street, "Elsewhere 2"));
    EXPECT_EQ(refusal([&] { approve_change(officer_, id); }), "not_independent");
    EXPECT_EQ(order().address.street.text(), "Calle de Ejemplo 1");
    EXPECT_EQ(refusal([&] { approve_change(officer2_, id); }), "not refused");
}

TEST_P(ChangesTest, NobodyGuessesWhatAFieldSaysByAskingForIt) {
    const GrantId id = open_case(support_);
    const auto guess = [&](const ProposeChange& command) {
        return refusal([&] { propose(support_, command, connection_); });
    };
    const auto right = of_order(id, order_, Field::contact_phone, phone);
    EXPECT_EQ(guess(right), "not_opened");
    EXPECT_EQ(guess(of_order(id, order_, Field::contact_phone, "+34600000009")), "not_opened");
    EXPECT_EQ(guess(of_account(id, Field::email, "customer1@example.org")), "not_opened");
    read_case(support_, id);
    EXPECT_EQ(guess(right), "not_opened") << "the contact is not the house";
    open_order(support_, order_);
    EXPECT_EQ(guess(right), "unchanged") << "they have seen it, and the customer sees that";
    EXPECT_THAT(requests_for(officer_), IsEmpty());
}

TEST_P(ChangesTest, MoreThanOneForEachCaseOfADayAreNotAskedFor) {
    GrantId id = open_case(support_);
    for (int i = 0; i < changes_a_day_max; ++i)
        withdraw(support_, propose(support_, of_order(id, order_, Field::street, "Elsewhere 2")));
    const auto one_more = [&] {
        return refusal([&] { propose(support_, of_order(id, order_, Field::street, "Elsewhere 2")); });
    };
    EXPECT_EQ(one_more(), "too_many_changes");
    const Caller colleague = staff("support2", Role::support);
    EXPECT_EQ(
        refusal([&] { propose(colleague, of_order(open_case(colleague), order_, Field::street, "X 2")); }),
        "not refused")
        << "each for themselves";
    clock_.advance(24h);
    id = open_case(support_);
    EXPECT_EQ(one_more(), "not refused");
}

TEST_P(ChangesTest, NoValueStandsInTheLogOrReadableInTheTables) {
    new_phone("+34600123123");
    const auto event = last_event();
    EXPECT_THAT(event.after.value(), HasSubstr("contact_phone"));
    for (const auto& [before, after] : reading_.rows<std::string, std::string>(
             "select before_value, after_value from change_fields limit 10")) {
        EXPECT_THAT(before, Not(HasSubstr("600100200")));
        EXPECT_THAT(after, Not(HasSubstr("600123123")));
    }
}

TEST_P(ChangesTest, SupportDecidesNothingAndAnotherCustomerSeesNothing) {
    const ChangeId id = new_phone();
    const Caller other = caller_of(account("customer2@example.org"), Role::customer);
    EXPECT_EQ(refusal([&] { approve_own(other, id); }), "no_such_change");
    EXPECT_EQ(refusal([&] { refuse_own(other, id); }), "no_such_change");
    EXPECT_THAT(own_changes_of(other), IsEmpty());
    EXPECT_THROW(access::check<Permission::decide_change_requests>(support_), Refusal);
    EXPECT_THROW(access::check<Permission::decide_own_changes>(support_), Refusal);
    EXPECT_EQ(refusal([&] { withdraw(staff("support2", Role::support), id); }), "no_such_change");
    EXPECT_EQ(order().contact.phone.text(), phone);
}

TEST_P(ChangesTest, WhatWasChangedMeanwhileIsNotWrittenOver) {
    const ChangeId id = new_phone();
    in_transaction([&](store::Transaction& t) {
        orders::edit_house(t, keyring_, order_, customer_, {.contact_phone = "+34600555555"}, clock_.now());
    });
    new_events();
    EXPECT_EQ(refusal([&] { approve_own(customer_caller(), id); }), "changed_meanwhile");
    EXPECT_EQ(refusal([&] { approve_change(officer_, id); }), "changed_meanwhile");
    EXPECT_EQ(order().contact.phone.text(), "+34600555555");
    EXPECT_EQ(new_events(), Kinds{"data_opened"}) << "the officer's look at it";
}

TEST_P(ChangesTest, AnOrderThatHasEndedStaysAsItWas) {
    const ChangeId id = new_phone();
    in_transaction(
        [&](store::Transaction& t) { t.run("update orders set state = 'cancelled' where id = ?", order_); });
    EXPECT_EQ(refusal([&] { approve_own(customer_caller(), id); }), "order_ended");
    EXPECT_EQ(refusal([&] { new_phone("+34600777777"); }), "order_ended");
    EXPECT_EQ(order().contact.phone.text(), phone);
}

TEST_P(ChangesTest, NothingIsAskedForWithoutACaseOfThatCustomer) {
    const GrantId id = open_case(support_);
    const OrderId other = order_of(account("customer2@example.org"), "+34600000001");
    EXPECT_EQ(refusal([&] { propose(support_, of_order(id, other, Field::street, "Elsewhere 2")); }),
              "order_not_found");
    EXPECT_EQ(refusal([&] {
                  propose(staff("support2", Role::support), of_order(id, order_, Field::street, "X 2"));
              }),
              "no_such_case");
    clock_.advance(permits::case_max);
    EXPECT_EQ(refusal([&] { propose(support_, of_order(id, order_, Field::street, "Elsewhere 2")); }),
              "grant_required");
}

TEST_P(ChangesTest, WhatCannotBeSoIsRefusedWithItsField) {
    const GrantId id = open_case(support_);
    const auto refused = [&](const ProposeChange& command) {
        return refusal([&] { propose(support_, command); });
    };
    EXPECT_EQ(refused(of_order(id, order_, Field::contact_phone, "600 100")), "not_a_phone_number");
    EXPECT_EQ(refused(of_account(id, Field::email, "not an address")), "not_an_email");
    EXPECT_EQ(refused(of_order(id, order_, Field::street, "  ")), "too_short");
    EXPECT_EQ(refused(of_order(id, order_, Field::street, std::string(201, 'x'))), "too_long");
    EXPECT_EQ(refused(of_order(id, order_, Field::contact_phone, phone)), "unchanged");
    EXPECT_EQ(refused(of_order(id, order_, Field::email, "a@example.org")), "not_of_order");
    EXPECT_EQ(refused(of_account(id, Field::street, "Elsewhere 2")), "of_order_alone");
    auto twice = of_order(id, order_, Field::street, "Elsewhere 2");
    twice.fields.push_back(twice.fields[0]);
    EXPECT_EQ(refused(twice), "listed_twice");
    EXPECT_THAT(requests_for(officer_), IsEmpty());
}

TEST_P(ChangesTest, ANewAddressIsTheAccountsWhenItsReaderConfirmsIt) {
    const ChangeId id = propose(support_, of_account(open_case(support_), Field::email, "new@example.org"));
    approve_change(officer_, id);
    EXPECT_EQ(who(customer_).email, "customer1@example.org") << "a mistyped address takes no account over";
    EXPECT_TRUE(was_told("customer1@example.org", Letter::email_change_notice));
    recovery_.confirm_email(access::check<Permission::confirm_own_email>(Caller{}),
                            {{identity::secret(token_in_mail_to("new@example.org"))}}, lane_);
    EXPECT_EQ(who(customer_).email, "new@example.org");
    EXPECT_THAT(set_back(), IsEmpty());
    in_transaction([&](store::Transaction& t) {
        t.run("update accounts set email = 's1:another' where id = ?", customer_);
    });
    EXPECT_THAT(set_back(),
                ElementsAre("accounts/" + to_string(customer_) + ": email is not what it was last given"));
}

TEST_P(ChangesTest, SeveralFieldsAreOneChange) {
    auto command = of_order(open_case(support_), order_, Field::street, "Calle Nueva 2");
    command.fields.push_back({Field::note, decltype(ProposedField::value){"Ring twice."}});
    const ChangeId id = propose(support_, command);
    const int version = order().version;
    approve_own(customer_caller(), id);
    EXPECT_EQ(order().address.street.text(), "Calle Nueva 2");
    EXPECT_EQ(order().note, "Ring twice.");
    EXPECT_EQ(order().version, version + 1);
}

TEST_P(ChangesTest, RefusedWithdrawnAndLapsedChangeNothing) {
    const ChangeId refused = new_phone();
    refuse_own(customer_caller(), refused);
    const ChangeId refused_too = new_phone();
    refuse_change(officer_, refused_too);
    EXPECT_EQ(own_changes_of(customer_caller())[0].state, ChangeState::refused);
    const ChangeId withdrawn = new_phone();
    withdraw(support_, withdrawn);
    const ChangeId lapsed = new_phone();
    clock_.advance(change_valid);
    EXPECT_EQ(change_state(lapsed), ChangeState::expired);
    for (const ChangeId id : {refused, refused_too, withdrawn, lapsed})
        EXPECT_EQ(refusal([&] { approve_own(customer_caller(), id); }), "change_over");
    EXPECT_EQ(in_transaction([&](store::Transaction& t) { return close_overdue(t, clock_.now()); }), 1);
    EXPECT_EQ(in_transaction([&](store::Transaction& t) { return close_overdue(t, clock_.now()); }), 0);
    EXPECT_EQ(last_event().kind, audit::EventKind::change_expired);
    EXPECT_EQ(order().contact.phone.text(), phone);
    expect_each_event_has_its_entry();
}

TEST_P(ChangesTest, WhatALockedColleagueHasAskedForIsOver) {
    const ChangeId id = new_phone();
    lock(*support_.account);
    EXPECT_EQ(refusal([&] { approve_own(customer_caller(), id); }), "change_over");
    EXPECT_EQ(refusal([&] { approve_change(officer_, id); }), "change_over");
    unlock(*support_.account);
    EXPECT_EQ(refusal([&] { approve_change(officer_, id); }), "change_over");
}

TEST_P(ChangesTest, ADifferenceThatWasSwappedInTheDatabaseDoesNotOpen) {
    const ChangeId mine = new_phone();
    const ChangeId other = new_phone("+34600888888");
    in_transaction([&](store::Transaction& t) {
        const auto value =
            t.value<std::string>("select after_value from change_fields where request = ?", other);
        t.run("update change_fields set after_value = ? where request = ?", *value, mine);
    });
    EXPECT_THROW(approve_own(customer_caller(), mine), sealing::DoesNotOpen);
    EXPECT_EQ(order().contact.phone.text(), phone);
    EXPECT_EQ(change_state(mine), ChangeState::requested);
}

TEST_P(ChangesTest, OfTwoWhoDecideAtOnceOneDoes) {
    for (int round = 0; round < 5; ++round) {
        const ChangeId id = new_phone("+3460000001" + std::to_string(round));
        read_change(officer_, id);
        EXPECT_EQ(at_once([&](int i, const access::HashingLane& lane) {
                      i == 0 ? approve_own(customer_caller(), id, lane.connection())
                             : approve_change(officer_, id, lane.connection());
                  }),
                  (Answers{"change_over", "not refused"}));
        clock_.advance(permits::case_max);
    }
    EXPECT_EQ(number("select count(*) from security_events where kind = 'change_applied'"), 5);
}

TEST_P(ChangesTest, AFaultAtAnyStepOfAnApprovalLeavesAllOrNothing) {
    int steps = 0;
    int done_before = 0;
    for (bool broke = true; broke; ++steps) {
        ASSERT_LT(steps, 80);
        const std::string number_before = order().contact.phone.text();
        const std::string number_after = "+346000" + std::to_string(10000 + steps);
        const ChangeId id = new_phone(number_after);
        read_change(officer_, id);
        auto faulty = std::make_unique<audit::FaultyDriver>(database_.connect(), steps);
        const audit::FaultyDriver& driver = *faulty;
        store::Connection connection{std::move(faulty)};
        try {
            approve_change(officer_, id, connection);
        } catch (const store::Unavailable&) {
        }
        broke = driver.broke();
        const bool done = change_state(id) == ChangeState::applied;
        EXPECT_EQ(order().contact.phone.text(), done ? number_after : number_before) << "step " << steps;
        done_before += done ? 1 : 0;
        EXPECT_EQ(number("select count(*) from security_events where kind = 'change_applied'"), done_before);
        expect_each_event_has_its_entry();
        if (!done)
            withdraw(support_, id);
        clock_.advance(permits::case_max);
    }
    EXPECT_GT(steps, 15);
}

}  // namespace
}  // namespace suncrew::support
