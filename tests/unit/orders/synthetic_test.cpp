#include "orders/synthetic.hpp"

#include <fstream>
#include <sstream>
#include <tuple>

#include "access/opening.hpp"
#include "notify/opened_mails.hpp"
#include "orders/house.hpp"
#include "store/migrate.hpp"
#include "store/schema.hpp"

namespace suncrew::orders {
namespace {

using Told = std::tuple<std::string, std::chrono::year_month, State, std::int64_t>;

std::vector<Told> told(const Shapes& shapes) {
    std::vector<Told> all;
    for (const OrderGroup& group : shapes.orders)
        all.emplace_back(group.country.text(), group.placed, group.state, group.orders);
    return all;
}

class SyntheticTest : public House {
protected:
    /// An order of a new person with something to be found by in each text that an order keeps.
    void plant(CustomerEvent* then = nullptr) {
        const AccountId customer = add_customer();
        const Quote quote = desk_.quote(usual_request());
        PlaceOrder command = usual_order(quote.id);
        const std::string number = std::to_string(++planted_);
        command.contact.name = wire::Text<1, 100>{"Plantedname" + number};
        command.address.street = wire::Text<1, 200>{"Plantedstreet" + number};
        command.address.city = wire::Text<1, 100>{"Plantedtown" + number};
        command.note = wire::Text<0, 1000, wire::Lines::many>{"Plantednote" + number};
        const Order order = desk_.place(customer, command);
        ids_.push_back(order.id.uuid());
        ids_.push_back(customer.uuid());
        if (then)
            desk_.move(customer, order.id, *then, order.version);
    }
    Shapes shapes(store::Connection& connection) {
        store::Reading reading{connection};
        return shapes_of(reading);
    }
    SyntheticHouse make(const Shapes& shapes) {
        store::migrate(*target_, store::schema());
        target_keyring_.refresh(*target_);
        const access::HashingLane lane{*target_};
        return make_synthetic(lane, {target_keyring_, clock_, climate(), price_books(), gazetteer()}, shapes,
                              Development{});
    }
    /// What stands in the file and its log.
    std::string bytes() const {
        std::ostringstream all;
        for (const char* suffix : {"", "-wal"})
            if (std::ifstream file{target_database_.dsn().path + suffix, std::ios::binary})
                all << file.rdbuf();
        return all.str();
    }

    int planted_ = 0;
    std::vector<Uuid> ids_;
    store::ScratchDatabase target_database_{store::Database::sqlite};
    std::unique_ptr<store::Connection> target_ = target_database_.connect();
    sealing::MemoryKeys target_keys_;
    sealing::Keyring target_keyring_{target_keys_};
};

TEST_P(SyntheticTest, KeepsWhatIsManyAndLeavesOutWhatIsFew) {
    auto cancel = CustomerEvent::cancel;
    for (int i = 0; i < 7; ++i)
        plant();
    for (int i = 0; i < 4; ++i)
        plant(&cancel);
    const Shapes source = shapes(desk_.connection());
    ASSERT_EQ(source.orders.size(), 1U);
    EXPECT_EQ(source.orders[0].orders, 7);
    EXPECT_EQ(source.orders[0].state, State::placed);
    EXPECT_EQ(source.left_out, 1) << "four people are too few";
    const SyntheticHouse made = make(source);
    EXPECT_EQ(made.orders, 7);
    EXPECT_EQ(made.not_made, 0);
    const Shapes target = shapes(*target_);
    EXPECT_EQ(told(target), told(source));
    ASSERT_EQ(target.sizes.size(), 1U);
    EXPECT_EQ(target.sizes[0].tens, source.sizes.at(0).tens);
}

TEST_P(SyntheticTest, OrdersOfEachStateAreLivedToIt) {
    Shapes shapes;
    const auto month = std::chrono::year_month{std::chrono::year{2026} / 4};
    for (const State state : all<State>())
        shapes.orders.push_back({*places::parse_country("ES"), month, state, 2});
    const SyntheticHouse made = make(shapes);
    EXPECT_EQ(made.not_made, 0);
    EXPECT_EQ(made.orders, 2 * static_cast<std::int64_t>(all<State>().size()));
    store::Reading reading{*target_};
    for (const State state : all<State>())
        EXPECT_EQ(reading.value<std::int64_t>("select count(*) from orders where state = ?", name(state)), 2)
            << name(state);
    EXPECT_EQ(reading.value<std::int64_t>("select count(*) from orders where updated_at > ?", clock_.now()),
              0)
        << "nothing lies in the future";
}

TEST_P(SyntheticTest, HoldsNotOneValueThatWasPlanted) {
    for (int i = 0; i < 6; ++i)
        plant();
    store::Reading source{desk_.connection()};
    make(shapes(desk_.connection()));
    const std::string all = bytes();
    ASSERT_NE(all.find("environment_stamp"), std::string::npos) << "the bytes are those of the database";
    for (const char* text : {"Planted", "planted"})
        EXPECT_EQ(all.find(text), std::string::npos) << text;
    for (const Uuid& id : ids_)
        EXPECT_EQ(all.find(std::string{reinterpret_cast<const char*>(id.data()), id.size()}),
                  std::string::npos);
    for (const auto& [index, email] : source.rows<store::Bytes, std::string>(
             "select email_index, email from accounts where email_index is not null")) {
        EXPECT_EQ(all.find(std::string{index.begin(), index.end()}), std::string::npos);
        EXPECT_EQ(all.find(email), std::string::npos) << "nor as ciphertext";
    }
}

TEST_P(SyntheticTest, WhatIsSealedThereIsMadeUp) {
    for (int i = 0; i < 6; ++i)
        plant();
    make(shapes(desk_.connection()));
    Desk desk{target_database_, clock_, target_keyring_};
    store::Reading reading{*target_};
    int seen = 0;
    for (const auto& [id, customer] : reading.rows<OrderId, AccountId>("select id, customer from orders")) {
        const Order order = desk.read(customer, id);
        EXPECT_TRUE(order.contact.name.text().starts_with("Customer of order ")) << order.contact.name.text();
        EXPECT_TRUE(order.address.street.text().starts_with("Example Street "));
        EXPECT_EQ(order.note.value_or(""), "");
        EXPECT_NE(order.latitude, double{usual_request().latitude});
        ++seen;
    }
    EXPECT_EQ(seen, 6);
}

SUNCREW_ON_ALL_DATABASES(SyntheticTest);

}  // namespace
}  // namespace suncrew::orders
