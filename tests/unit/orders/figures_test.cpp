#include "orders/figures.hpp"

#include "identity/accounts.hpp"
#include "orders/disclosure.hpp"
#include "orders/house.hpp"

namespace suncrew::orders {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant at(int month, int day) {
    return std::chrono::sys_days{std::chrono::year{2026} / month / day} + std::chrono::hours{12};
}

class FiguresTest : public House {
protected:
    SalesFigures figures(std::optional<int> months = {}) {
        Figures just_started{clock_};
        return figures(just_started, months);
    }
    SalesFigures figures(Figures& figures, std::optional<int> months = {}) {
        store::Reading reading{desk_.connection()};
        FiguresQuery query;
        if (months)
            query.months.emplace(*months);
        return figures.read(
            access::check<Permission::read_sales_figures>({.role = Role::sales, .account = AccountId{}}),
            query, reading);
    }

    /// An order like the model, but worth 1000.00 EUR.
    OrderId add_order(store::Transaction& t, Instant placed_at, AccountId customer,
                      const std::string& country) {
        const OrderId order = OrderId::make(clock_.now());
        const QuoteId quote = QuoteId::make(clock_.now());
        t.run(
            R"(insert into quotes (id, country, latitude, longitude, currency, total_minor, panels, dc_kw,
                                         ac_kw, annual_kwh, skills, cooling_off_days, roof_planes, document,
                                         created_at, valid_until)
                     select ?, country, latitude, longitude, currency, total_minor, panels, dc_kw, ac_kw,
                            annual_kwh, skills, cooling_off_days, roof_planes, document, created_at, valid_until
                     from quotes where id = ?)",
            quote, model_.quote);
        t.run(R"(insert into orders (id, customer, quote, version, state, placed_at, updated_at,
                                         waiting_since, contact_name, contact_phone, street, postcode, city,
                                         country, latitude, longitude, wished_dates, panels, dc_kw, ac_kw,
                                         annual_kwh, skills, currency, total_minor, cooling_off_ends_at,
                                         start_code_tries)
                     select ?, ?, ?, 1, 'placed', ?, ?, ?, contact_name, contact_phone, street, postcode, city, ?,
                            latitude, longitude, wished_dates, panels, dc_kw, ac_kw, annual_kwh, skills,
                            'EUR', 100000, cooling_off_ends_at, 0
                     from orders where id = ?)",
              order, customer, quote, placed_at, placed_at, placed_at, country, model_.id);
        return order;
    }
    void add_orders(int orders, Instant placed_at, AccountId customer, const std::string& country) {
        store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
            for (int i = 0; i < orders; ++i)
                add_order(t, placed_at, customer, country);
        });
    }
    /// Each of a customer of its own.
    void add_orders(int orders, Instant placed_at) {
        store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
            for (int i = 0; i < orders; ++i) {
                const std::string email = "neighbour" + std::to_string(orders_.size()) + "@example.org";
                const AccountId neighbour =
                    identity::create_account(t, keyring_,
                                             {.email = identity::Email::parse(email).value(),
                                              .password_hash = {},
                                              .name = "Neighbour"},
                                             clock_.now());
                orders_.push_back(add_order(t, placed_at, neighbour, "ES"));
            }
        });
    }
    /// Ends the oldest orders that `add_orders` has made and that are open still.
    void end_orders(int orders, State state, Instant ended_at) {
        store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
            for (int i = 0; i < orders; ++i) {
                const OrderId order = orders_.at(ended_++);
                t.run("update orders set state = ?, version = 3 where id = ?", name(state), order);
                t.run(
                    R"(insert into order_moves (order_id, version, event, from_state, to_state, party, moved_at)
                         values (?, 2, 'seek', 'placed', 'matching', 'system', ?),
                                (?, 3, ?, 'matching', ?, 'customer', ?))",
                    order, Instant{ended_at - std::chrono::hours{1}}, order,
                    name(state == State::done ? Event::power_on : Event::cancel), name(state), ended_at);
            }
        });
    }

    AccountId me_ = add_customer();
    Order model_ = place_order(me_);
    std::vector<OrderId> orders_;
    std::size_t ended_ = 0;
};

TEST_P(FiguresTest, CountsEachOrderInTheMonthInWhichThatHappened) {
    add_orders(30, at(3, 31));
    end_orders(6, State::done, at(4, 1));
    end_orders(5, State::cancelled, at(4, 30));
    add_orders(5, at(5, 31));
    const SalesFigures shown = figures(3);
    ASSERT_THAT(shown.items, SizeIs(3));
    EXPECT_EQ(shown.items[0].country.text(), "ES");
    EXPECT_EQ(to_string(shown.items[0].month), "2026-03-01");
    EXPECT_EQ(shown.items[0].placed, 30);
    EXPECT_EQ(shown.items[0].completed, std::nullopt);
    EXPECT_EQ(shown.items[1].placed, std::nullopt);
    EXPECT_EQ(shown.items[1].completed, 6);
    EXPECT_EQ(shown.items[1].cancelled, 5);
    ASSERT_TRUE(shown.items[1].revenue.has_value());
    EXPECT_EQ(shown.items[1].revenue->amount_minor, 600'000);
    EXPECT_EQ(shown.items[1].revenue->currency.text(), "EUR");
    EXPECT_EQ(shown.items[2].placed, 5);
    EXPECT_EQ(shown.items[2].revenue, std::nullopt);
    EXPECT_EQ(shown.suppressed, 5);
    EXPECT_EQ(shown.group_size_min, group_size_min);
}

TEST_P(FiguresTest, FewerThanFivePeopleAreNotShownHoweverManyTheirOrders) {
    add_orders(4, at(5, 4));
    add_orders(3, at(5, 5), me_, "ES");
    EXPECT_EQ(figures().items.at(11).placed, 7) << "these are five people";
    add_orders(6, at(4, 5), me_, "PT");
    const SalesFigures shown = figures();
    EXPECT_THAT(shown.items, SizeIs(12)) << "not even that there is a customer in another country";
    EXPECT_EQ(shown.items[0].country.text(), "ES");
}

TEST_P(FiguresTest, AMonthIsShownWhenItIsOverAndThenStaysAsItIs) {
    add_orders(9, clock_.now());
    EXPECT_THAT(figures().items, IsEmpty()) << "one more order would tell its price";
    clock_.advance(at(7, 1) - std::chrono::hours{12} + month_settles - std::chrono::milliseconds{1} -
                   clock_.now());
    EXPECT_THAT(figures().items, IsEmpty());
    clock_.advance(std::chrono::milliseconds{1});
    // The model is of this month as well.
    EXPECT_EQ(figures(1).items.at(0).placed, 10);
    end_orders(5, State::done, clock_.now());
    add_orders(5, clock_.now());
    EXPECT_EQ(figures(1).items.at(0).placed, 10);
    EXPECT_EQ(figures(1).items.at(0).completed, std::nullopt);
}

TEST_P(FiguresTest, WhatAMonthShowsDoesNotDependOnHowManyAreAskedFor) {
    add_orders(8, at(1, 10));
    end_orders(5, State::done, at(1, 20));
    add_orders(20, at(3, 10));
    end_orders(6, State::done, at(4, 10));
    add_orders(5, at(5, 10));
    const SalesFigures all = figures(24);
    ASSERT_THAT(all.items, SizeIs(24));
    for (int months = 1; months < 24; ++months) {
        const auto shown = figures(months).items;
        ASSERT_THAT(shown, SizeIs(months));
        for (std::size_t i = 1; i <= shown.size(); ++i) {
            EXPECT_EQ(shown[shown.size() - i].placed, all.items[24 - i].placed);
            EXPECT_EQ(shown[shown.size() - i].completed, all.items[24 - i].completed);
        }
    }
    EXPECT_EQ(all.items[24 - 5].completed, std::nullopt) << "of eight orders three are left: too few";
    EXPECT_EQ(all.items[24 - 2].completed, 6);
}

TEST_P(FiguresTest, WhatWasReadIsKeptForAWhileAndNotBeyondItsMonth) {
    Figures kept{clock_};
    add_orders(5, at(5, 10));
    EXPECT_EQ(figures(kept, 1).items.at(0).placed, 5);
    add_orders(1, at(5, 10));
    EXPECT_EQ(figures(kept, 1).items.at(0).placed, 5);
    clock_.advance(figures_kept);
    EXPECT_EQ(figures(kept, 1).items.at(0).placed, 6);
    clock_.advance(at(6, 30) + std::chrono::hours{12} + month_settles - std::chrono::minutes{1} -
                   clock_.now());
    add_orders(5, at(6, 10));
    EXPECT_EQ(to_string(figures(kept, 1).items.at(0).month), "2026-05-01");
    clock_.advance(std::chrono::minutes{1});
    EXPECT_EQ(to_string(figures(kept, 1).items.at(0).month), "2026-06-01");
}

SUNCREW_ON_ALL_DATABASES(FiguresTest);

}  // namespace
}  // namespace suncrew::orders
