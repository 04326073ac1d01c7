#include "privacy/own_data.hpp"

#include <gmock/gmock.h>

#include "audit/log.hpp"
#include "orders/orders.hpp"
#include "orders/plain_orders.hpp"
#include "privacy/erasure.hpp"
#include "privacy/own_data_wire.hpp"
#include "support/support_fixture.hpp"

namespace suncrew::privacy {
namespace {

using access::Permission;
using identity::email;
using identity::Letter;
using identity::refusal;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

class OwnDataTest : public support::SupportFixture {
protected:
    access::Caller signed_in() { return fresh(customer_); }
    OwnDataView take(const access::Caller& who) {
        return in_transaction([&](store::Transaction& t) {
            return own_data_.take(access::check<Permission::export_own_data>(who), {}, t).view;
        });
    }
    void erase(const access::Caller& who, const std::string& typed = "customer1@example.org") {
        in_transaction([&](store::Transaction& t) {
            own_data_.erase(access::check<Permission::erase_own_account>(who), {email(typed)}, t);
        });
    }
    void end_order() {
        in_transaction(
            [&](store::Transaction& t) { t.run("update orders set state = 'done' where id = ?", order_); });
    }
    /// What matching and quoting keep readable, which could find the place again.
    void leave_traces_of_the_place() {
        in_transaction([&](store::Transaction& t) {
            const CrewId crew = CrewId::make(clock_.now());
            t.run(
                "insert into crews (id, account, name, latitude, longitude, radius_km, skills, working_days,"
                " active_jobs_max, rating_sum, rating_count)"
                " values (?, ?, 'Crew One', 40.3, -3.6, 80, 0, 31, 3, 0, 0)",
                crew, account("crew1@example.org", access::Role::crew));
            t.run(
                "insert into offers (id, order_id, crew, state, proposed_date, distance_km, created_at,"
                " expires_at) values (?, ?, ?, 'expired', 20000, 17.25, ?, ?)",
                OfferId::make(clock_.now()), order_, crew, clock_.now(), clock_.now());
            t.run(
                "insert into visits (id, order_id, kind, piece, crew, day, begins_at, ends_at, state,"
                " place_in_day, drive_minutes, drive_km, late_minutes, wished_days, version, updated_at)"
                " values (?, ?, 'survey', 0, ?, 20000, ?, ?, 'done', 1, 23, 17.25, 0, '2026-06-09', 3, ?)",
                VisitId::make(clock_.now()), order_, crew, clock_.now(), clock_.now(), clock_.now());
            t.run("update orders set annual_kwh = 6012.3");
            t.run("update quotes set annual_kwh = 6012.3, roof_planes = '[{\"tilt_deg\": 21}]'");
        });
    }
    /// A crew goes with no account, so it is not left to the next test.
    void TearDown() override {
        in_transaction([](store::Transaction& t) {
            t.run("delete from offers");
            t.run("delete from visits");
            t.run("delete from crews");
        });
    }
    OwnData own_data_{setup_.post, clock_};
    orders::Orders orders_{clock_, keyring_};
};
INSTANTIATE_TEST_SUITE_P(Databases, OwnDataTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(OwnDataTest, TheExportHasAllOfOnesOwnAndNothingOfOthers) {
    order_of(account("customer2@example.org"), "+34600000001");
    new_phone();
    const OwnDataView mine = take(signed_in());
    EXPECT_EQ(mine.account.email, "customer1@example.org");
    ASSERT_THAT(mine.orders, SizeIs(1));
    EXPECT_EQ(mine.orders[0].order.contact.phone.text(), phone);
    EXPECT_THAT(mine.orders[0].timeline.items, SizeIs(1));
    ASSERT_THAT(mine.changes, SizeIs(1));
    EXPECT_EQ(mine.changes[0].differences[0].after, "+34600999999");
    EXPECT_EQ(last_event().kind, audit::EventKind::data_exported);
    for (const ExportedEvent& event : mine.events)
        EXPECT_TRUE(event.by == audit::Party::owner || event.address.empty());
}

TEST_P(OwnDataTest, TheExportHasOnesVisits) {
    leave_traces_of_the_place();
    const OwnDataView mine = take(signed_in());
    ASSERT_THAT(mine.orders, SizeIs(1));
    ASSERT_THAT(mine.orders[0].visits, SizeIs(1));
    EXPECT_EQ(mine.orders[0].visits[0].kind, visits::Kind::survey);
}

TEST_P(OwnDataTest, ErasedMeansThatNothingOpensAnyMore) {
    read_case(support_, open_case(support_));
    end_order();
    leave_traces_of_the_place();
    const auto caller = signed_in();
    erase(caller);
    EXPECT_TRUE(was_told("customer1@example.org", Letter::account_erased));
    EXPECT_FALSE(find("customer1@example.org"));
    EXPECT_FALSE(identity::find_account(reading_, customer_));
    EXPECT_EQ(number("select count(*) from sessions"), 0);
    EXPECT_THROW(order(), sealing::DoesNotOpen);
    EXPECT_EQ(search(support_, by_phone(phone)).found, support::Found::none);
    EXPECT_EQ(refusal([&] { open_order(support_, order_); }), "grant_required") << "the case opens nothing";
    EXPECT_EQ(number("select count(*) from orders"), 1) << "that there was an order is kept";
    EXPECT_EQ(reading_.value<double>("select latitude from orders"), 40.4);
    EXPECT_EQ(number("select count(*) from orders o join quotes q on q.id = o.quote where o.annual_kwh = 6000"
                     " and q.annual_kwh = 6000 and q.latitude = 40.4 and q.roof_planes = '[]'"),
              1);
    EXPECT_EQ(number("select count(*) from offers where distance_km <> 0"), 0);
    EXPECT_EQ(
        number("select count(*) from visits where drive_km <> 0 or drive_minutes <> 0 or wished_days <> ''"),
        0);
    sign_up("customer1@example.org");
    EXPECT_TRUE(find("customer1@example.org")) << "and who comes back is somebody new";
}

TEST_P(OwnDataTest, OneIsErasedAfterAnother) {
    end_order();
    erase(signed_in());
    erase(fresh(account("customer2@example.org")), "customer2@example.org");
    EXPECT_EQ(number("select count(*) from accounts where erased_at is not null"), 2);
}

TEST_P(OwnDataTest, AProgramThatHasTheKeyInMemoryForgetsItWithTheRest) {
    end_order();
    erase(signed_in());
    sealing::Keyring other{database_.keys()};
    other.refresh(connection_);
    EXPECT_THROW(other.opener(reading_, access::Opening::of(access::Work::naming), customer_),
                 sealing::DoesNotOpen);
}

TEST_P(OwnDataTest, WhatWasTypedAboutTheErasedGoesWithThem) {
    const GrantId waiting = ask(engineer_, contact_of(customer_));
    open_case(support_);
    end_order();
    erase(signed_in());
    EXPECT_EQ(number("select count(*) from access_grants where purpose is not null or ticket is not null"),
              0);
    EXPECT_EQ(own_of(engineer_).at(0).purpose, "");
    refuse(officer_, waiting);
    EXPECT_EQ(number("select count(*) from access_grants where reason is not null"), 0);
    EXPECT_EQ(refusal([&] { ask(engineer_, contact_of(customer_)); }), "no_such_account");
    EXPECT_EQ(refusal([&] {
                  ask(engineer_, {permits::Scope::order,
                                  {},
                                  order_,
                                  permits::Purpose{purpose},
                                  decltype(permits::AskForGrant::minutes){30}});
              }),
              "order_not_found");
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from data_keys where subject = ?",
                                           sealing::Subject{customer_}.id()),
              0);
}

TEST_P(OwnDataTest, NothingIsSealedForTheErasedAnyMore) {
    end_order();
    const auto caller = signed_in();
    erase(caller);
    const auto refused = [&](auto work) { return refusal([&] { in_transaction(work); }); };
    EXPECT_EQ(refused([&](store::Transaction& t) {
                  orders_.rate(access::check<Permission::rate_own_orders>(caller),
                               {order_, decltype(orders::RateOrder::stars){5}, orders::Note{"Well done."}},
                               t);
              }),
              "session_required");
    EXPECT_EQ(refused([&](store::Transaction& t) {
                  orders_.move(access::check<Permission::move_own_orders>(caller),
                               {order_, orders::CustomerEvent::hold, orders::Version{1}, {}}, t);
              }),
              "session_required");
    EXPECT_EQ(refused([&](store::Transaction& t) {
                  orders_.waive_cooling_off(access::check<Permission::move_own_orders>(caller),
                                            {order_, orders::Version{1}}, t);
              }),
              "session_required");
    EXPECT_EQ(refused([&](store::Transaction& t) {
                  orders_.place(access::check<Permission::place_order>(caller),
                                {QuoteId::make(clock_.now()), {}, {}, {}, {}}, t);
              }),
              "session_required");
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from data_keys where subject = ?",
                                           sealing::Subject{customer_}.id()),
              0);
}

TEST_P(OwnDataTest, WhatStandsOpenKeepsTheAccount) {
    EXPECT_EQ(refusal([&] { erase(signed_in()); }), "order_open");
    end_order();
    EXPECT_EQ(refusal([&] { erase(signed_in(), "customer2@example.org"); }), "not_your_email");
    EXPECT_TRUE(find("customer1@example.org"));
    EXPECT_EQ(order().contact.phone.text(), phone);
}

TEST_P(OwnDataTest, TheCrewStillSeesThatThereWasAJob) {
    end_order();
    erase(signed_in());
    const auto timeline = orders::read_timeline(reading_, keyring_, access::Opening::of(access::Work::naming),
                                                order_, orders::Mover::customer(customer_));
    EXPECT_THAT(timeline.value().items, SizeIs(1));
}

TEST_P(OwnDataTest, EventsOfTheErasedGoAndThoseOfTheStaffStay) {
    read_case(support_, open_case(support_));
    end_order();
    take(signed_in());
    erase(signed_in());
    const auto forget = [&] {
        return in_transaction([&](store::Transaction& t) { return forget_events(t, clock_.now()); });
    };
    EXPECT_EQ(forget(), 0) << "they wait for who reads all events";
    clock_.advance(readers_waited_for + 1s);
    EXPECT_GT(forget(), 0);
    EXPECT_EQ(forget(), 0);
    std::vector<std::string> left;
    for (const auto& one : audit::events_about(reading_, customer_, {}, 100))
        left.emplace_back(audit::name_of(one.event.kind));
    EXPECT_EQ(left, (Kinds{"account_erased", "data_opened", "case_opened"}));
    EXPECT_EQ(number("select count(*) from log_entries l left join security_events e on e.id = l.event"
                     " where e.id is null and l.salt is not null"),
              0)
        << "what is gone cannot be opened out of the log either";
}

TEST_P(OwnDataTest, ThePreparationAtTheStartPassesOverTheErased) {
    end_order();
    erase(signed_in());
    EXPECT_EQ(orders::seal_plain_orders(connection_, keyring_), 0);
}

}  // namespace
}  // namespace suncrew::privacy
