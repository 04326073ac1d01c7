#include "orders/progress.hpp"

#include "orders/house.hpp"

namespace suncrew::orders {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class ProgressTest : public House {
protected:
    OrderProgress progress(OrderId order) {
        store::Reading reading{desk_.connection()};
        return Progress{}.read(
            access::check<Permission::read_order_progress>({.role = Role::support, .account = AccountId{}}),
            {order}, reading);
    }

    AccountId me_ = add_customer();
};

TEST_P(ProgressTest, TellsHowFarAnOrderIsAndSinceWhen) {
    const Order placed = place_order(me_);
    EXPECT_EQ(progress(placed.id).state, State::placed);
    EXPECT_EQ(progress(placed.id).since, placed.placed_at);
    EXPECT_THAT(progress(placed.id).steps, SizeIs(0));
    const AccountId first = add_crew();
    const AccountId second = add_crew();
    clock_.advance(std::chrono::minutes{1});
    desk_.match();
    const auto [decliner, declined] = open_offers(placed.id).at(0);
    desk_.refuse(decliner, declined);
    clock_.advance(std::chrono::minutes{1});
    desk_.match();
    EXPECT_FALSE(progress(placed.id).has_crew);
    const auto [taker, offer] = open_offers(placed.id).at(0);
    EXPECT_EQ(taker, decliner == first ? second : first);
    clock_.advance(std::chrono::minutes{1});
    desk_.accept(taker, offer);
    const Instant taken_at = clock_.now();
    clock_.advance(std::chrono::minutes{1});
    desk_.waive(me_, placed.id, desk_.read(me_, placed.id).version);

    const OrderProgress now = progress(placed.id);
    EXPECT_EQ(now.state, State::matched);
    EXPECT_EQ(now.since, taken_at) << "a waiver leaves the order where it is";
    EXPECT_EQ(now.waits_for, Party::crew);
    EXPECT_EQ(now.country.text(), "ES");
    EXPECT_EQ(now.dc_kw, placed.dc_kw);
    EXPECT_EQ(now.version, desk_.read(me_, placed.id).version);
    EXPECT_TRUE(now.has_crew);
    EXPECT_EQ(now.offers, 2);
    ASSERT_THAT(now.steps, SizeIs(6));
    EXPECT_EQ(now.steps[0].event, "seek");
    EXPECT_EQ(now.steps[2].event, "decline");
    EXPECT_EQ(now.steps[2].by, Party::crew);
    EXPECT_EQ(now.steps[5].event, "waive_cooling_off");
    EXPECT_EQ(now.steps[5].by, Party::customer);
}

TEST_P(ProgressTest, TellsNothingOfThePeople) {
    const Taken taken = taken_order(me_);
    store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        t.run("update order_moves set note = 'ring at the neighbour' where order_id = ?", taken.order.id);
    });
    const std::string told = wire::encode(progress(taken.order.id));
    const Order& order = taken.order;
    for (const std::string& personal :
         {order.contact.name.text(), std::string{order.contact.phone.text()}, order.address.street.text(),
          order.address.postcode.text(), order.address.city.text(), desk_.crew(taken.crew).name,
          to_string(me_), to_string(taken.crew), std::string{"ring"}, std::string{"latitude"},
          std::string{"price"}})
        EXPECT_THAT(told, Not(HasSubstr(personal)));
}

TEST_P(ProgressTest, AnOrderThatThereIsNotIsRefused) {
    EXPECT_EQ(refusal([&] { progress(OrderId::make(clock_.now())); }), "order_not_found");
}

SUNCREW_ON_ALL_DATABASES(ProgressTest);

}  // namespace
}  // namespace suncrew::orders
