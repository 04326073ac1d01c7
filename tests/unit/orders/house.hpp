#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/granted.hpp"
#include "base/refusal.hpp"
#include "dispatch/matching.hpp"
#include "notify/migrated_database.hpp"
#include "notify/opened_mails.hpp"
#include "orders/crews.hpp"
#include "orders/jobs.hpp"
#include "orders/matcher.hpp"
#include "orders/offers.hpp"
#include "orders/orders.hpp"
#include "orders/quotes.hpp"
#include "sealing/keyring.hpp"
#include "sealing/memory_keys.hpp"
#include "store/scratch_database.hpp"

namespace suncrew::orders {

using access::Permission;
using access::Role;

/// A clock that the test alone moves.
class TestClock final : public Clock {
public:
    Instant now() const override { return now_; }
    void advance(std::chrono::milliseconds by) { now_ += by; }

private:
    Instant now_ = std::chrono::sys_days{std::chrono::year{2026} / 6 / 1} + std::chrono::hours{9};
};

/// What `work` was refused with, or "not refused".
template <class Work>
std::string refusal(Work&& work) {
    try {
        work();
    } catch (const Refusal& refusal) {
        return refusal.reason();
    }
    return "not refused";
}

template <Permission P>
access::Granted<P> granted(AccountId account) {
    const bool crews = access::roles_with(P).contains(Role::crew);
    return access::check<P>({.role = crews ? Role::crew : Role::customer, .account = account});
}

/// The data of the project, read once.
const solar::Climate& climate();
const solar::PriceBooks& price_books();
const places::Gazetteer& gazetteer();

/// One program's way to the database; a race has two.
class Desk {
public:
    Desk(const store::ScratchDatabase& database, const Clock& clock, sealing::Keyring& keyring,
         const solar::PriceBooks& books = price_books());

    store::Connection& connection() { return *connection_; }

    Quote quote(const QuoteRequest& request);
    Order place(AccountId customer, const PlaceOrder& command);
    Order read(AccountId customer, OrderId order);
    Order move(AccountId customer, OrderId order, CustomerEvent event, int version);
    Order waive(AccountId customer, OrderId order, int version);
    Order rate(AccountId customer, OrderId order, int stars);
    Timeline timeline(AccountId customer, OrderId order);
    OrderPage list(AccountId customer, const OrdersQuery& query = {});

    std::vector<Offer> offers(AccountId crew);
    Job accept(AccountId crew, OfferId offer);
    void refuse(AccountId crew, OfferId offer);
    Job job(AccountId crew, OrderId job);
    JobPage jobs(AccountId crew, const JobsQuery& query = {});
    Timeline job_timeline(AccountId crew, OrderId job);
    JobStep work(AccountId crew, const MoveJob& command);
    Crew crew(AccountId account);

    MatchingRun match();

private:
    const Clock& clock_;
    sealing::Keyring& keyring_;
    std::unique_ptr<store::Connection> connection_;
    Quotes quotes_;
    Orders orders_;
    Offers offers_;
    Jobs jobs_;
    Crews crews_;
};

/// A database with a schema, and people to put into it.
class House : public testing::TestWithParam<store::Database> {
protected:
    House();

    /// With all that it needs to sign in.
    AccountId add_account(Role role);
    AccountId add_customer();
    /// A crew in Madrid that works on every day; `change` makes it another one.
    template <class Change>
    AccountId add_crew(Change&& change) {
        NewCrew crew = usual_crew();
        change(crew);
        return keep(crew);
    }
    AccountId add_crew() {
        return add_crew([](NewCrew&) {});
    }

    /// A pitched roof in Madrid.
    static QuoteRequest usual_request();
    PlaceOrder usual_order(QuoteId quote) const;
    Order place_order(AccountId customer);
    /// Orders like `model`, of other people and in the middle of an ocean, that look for a crew in vain.
    void add_unservable_orders(OrderId model, int orders);
    /// A new order that a crew has taken.
    struct Taken {
        Order order;
        AccountId crew;
    };
    Taken taken_order(AccountId customer);
    /// Moves a job on by events that take nothing else, at its present version.
    JobStep work(AccountId crew, OrderId job, CrewEvent event);
    JobStep schedule(AccountId crew, OrderId job, CrewEvent event = CrewEvent::schedule_installation);
    JobStep start(AccountId crew, OrderId job, const std::string& code);
    /// Takes an order from matched to scheduled.
    void bring_to_scheduled(AccountId customer, AccountId crew, OrderId order);
    /// The crews' accounts that have an open offer of the order.
    std::vector<std::pair<AccountId, OfferId>> open_offers(OrderId order);
    std::int64_t count(store::ReadSql<OrderId> sql, OrderId order);
    std::vector<notify::Mail> mails() { return notify::opened_mails(desk_.connection(), keyring_); }

    MigratedDatabase& migrated_;
    const store::ScratchDatabase& database_;
    sealing::Keyring& keyring_;
    TestClock clock_;
    Desk desk_;
    std::vector<AccountId> crews_;

private:
    NewCrew usual_crew();
    AccountId keep(NewCrew crew);
    int accounts_ = 0;
};

#define SUNCREW_ON_ALL_DATABASES(Suite)                                                       \
    INSTANTIATE_TEST_SUITE_P(Databases, Suite, testing::ValuesIn(store::databases_at_hand()), \
                             store::database_name)

}  // namespace suncrew::orders
