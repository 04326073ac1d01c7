#include <gmock/gmock.h>

#include "support/support_fixture.hpp"

namespace suncrew::support {
namespace {

using testing::SizeIs;

class CasesTest : public SupportFixture {};
INSTANTIATE_TEST_SUITE_P(Databases, CasesTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(CasesTest, WithTheirExactContactACustomerIsSeenByWhoHelpsThem) {
    new_events();
    for (const OpenCase& command : {by_email("customer1@example.org"), by_phone(phone)}) {
        const CaseSearched searched = search(support_, command);
        EXPECT_EQ(searched.found, Found::one);
        const CaseDetail detail = read_case(support_, searched.opened.value().id);
        EXPECT_EQ(detail.customer.email, "customer1@example.org");
        EXPECT_THAT(detail.orders, SizeIs(1));
        EXPECT_EQ(open_order(support_, order_).contact.phone.text(), phone);
        EXPECT_EQ(last_event().grant, searched.opened->id) << "the look names the case";
        clock_.advance(1min);
    }
    EXPECT_EQ(new_events(), (Kinds{"case_opened", "data_opened", "data_opened", "case_opened", "data_opened",
                                   "data_opened"}));
    expect_each_event_has_its_entry();
}

TEST_P(CasesTest, NobodyIsFoundByHalfAContactOrOnesOwnStaff) {
    account("waits@example.org");
    in_transaction([&](store::Transaction& t) {
        t.run("update accounts set email_verified_at = null where id = ?", find("waits@example.org")->id);
    });
    for (const OpenCase& command : {by_email("customer@example.org"), by_email("officer1@example.org"),
                                    by_email("waits@example.org"), by_phone("+3460010020")}) {
        EXPECT_EQ(search(support_, command).found, Found::none);
        EXPECT_EQ(last_event().kind, audit::EventKind::customer_not_found)
            << "a search in vain is an event too";
        EXPECT_EQ(last_event().account, std::nullopt);
    }
    OpenCase both = by_email("customer1@example.org");
    both.phone = orders::Phone{phone};
    EXPECT_EQ(refusal([&] { search(support_, both); }), "one_contact");
    both.phone.reset();
    both.email.reset();
    EXPECT_EQ(refusal([&] { search(support_, both); }), "one_contact");
}

TEST_P(CasesTest, ANumberOfSeveralCustomersOpensNoneOfThem) {
    order_of(account("customer2@example.org"));
    const CaseSearched searched = search(support_, by_phone(phone));
    EXPECT_EQ(searched.found, Found::several);
    EXPECT_FALSE(searched.opened);
    EXPECT_EQ(refusal([&] { open_order(support_, order_); }), "grant_required");
}

TEST_P(CasesTest, WithoutACaseInHandNothingIsOpened) {
    const OrderId other = order_of(account("customer2@example.org"), "+34600000001");
    EXPECT_EQ(refusal([&] { open_order(support_, order_); }), "grant_required");
    EXPECT_EQ(refusal([&] { open_order(support_, OrderId::make(clock_.now())); }), "grant_required")
        << "whether there is such an order is not told either";
    const GrantId id = open_case(support_);
    const Caller colleague = staff("support2", Role::support);
    new_events();
    EXPECT_EQ(refusal([&] { open_order(support_, other); }), "grant_required") << "another customer's";
    EXPECT_EQ(refusal([&] { open_order(colleague, order_); }), "grant_required") << "another's case";
    EXPECT_EQ(refusal([&] { read_case(colleague, id); }), "no_such_case");
    EXPECT_EQ(new_events(), Kinds{}) << "no plaintext, so no entry";
    clock_.advance(permits::case_max);
    EXPECT_EQ(refusal([&] { open_order(support_, order_); }), "grant_required");
    EXPECT_EQ(refusal([&] { read_case(support_, id); }), "grant_required");
}

TEST_P(CasesTest, AnOfficerSeesACaseAndEndsIt) {
    const GrantId id = open_case(support_);
    const auto live_now = live();
    ASSERT_THAT(live_now, SizeIs(1));
    EXPECT_EQ(live_now[0].scope, permits::Scope::support_case);
    EXPECT_EQ(live_now[0].ticket, "T-2041");
    revoke(officer_, id);
    EXPECT_EQ(refusal([&] { read_case(support_, id); }), "grant_required");
    EXPECT_EQ(refusal([&] { open_order(support_, order_); }), "grant_required");
}

TEST_P(CasesTest, ACaseIsNeitherAskedForNorApproved) {
    auto command = contact_of(customer_);
    command.scope = permits::Scope::support_case;
    EXPECT_EQ(refusal([&] { ask(support_, command); }), "scope_not_for_role");
    const GrantId id = open_case(support_);
    EXPECT_EQ(refusal([&] { approve(officer_, id); }), "no_such_grant");
}

TEST_P(CasesTest, WhoHasNoCurrentCourseOpensNone) {
    clock_.advance(permits::course_valid + 1h);
    EXPECT_EQ(refusal([&] { open_case(support_); }), "training_required");
}

TEST_P(CasesTest, CasesAreBoundedAndSoAreSearchesInVain) {
    for (int i = 0; i < open_cases_max; ++i)
        open_case(support_);
    EXPECT_EQ(refusal([&] { open_case(support_); }), "too_many_open");
    clock_.advance(permits::case_max);
    for (int i = open_cases_max; i < permits::cases_a_day_max; ++i)
        search(support_, by_email("nobody@example.org"));
    EXPECT_EQ(refusal([&] { search(support_, by_email("nobody@example.org")); }), "too_many_cases");
    EXPECT_EQ(refusal([&] { open_case(support_); }), "too_many_cases");
    clock_.advance(24h);
    EXPECT_EQ(search(support_, by_email("nobody@example.org")).found, Found::none);
}

TEST_P(CasesTest, AGrantForAnOrderOpensItsHouseAndBreakGlassDoes) {
    const GrantId id = GrantId::make(clock_.now());
    in_transaction([&](store::Transaction& t) {
        permits::add_grant(t, keyring_,
                           {id,
                            *engineer_.account,
                            Role::engineer,
                            {permits::Scope::order, {}, order_, 60min},
                            {purpose},
                            customer_},
                           clock_.now());
    });
    EXPECT_EQ(refusal([&] { open_order(engineer_, order_); }), "grant_required");
    approve(officer_, id);
    EXPECT_EQ(open_order(engineer_, order_).address.street.text(), "Calle de Ejemplo 1");
    EXPECT_EQ(refusal([&] { open_order(officer_, order_); }), "grant_required");
    const GrantId all = ask(officer_, everything());
    approve(support_, all);
    approve(engineer_, all);
    EXPECT_EQ(open_order(officer_, order_).customer, customer_);
    EXPECT_EQ(last_event().grant, all);
}

}  // namespace
}  // namespace suncrew::support
