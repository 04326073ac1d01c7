#include "orders/demo.hpp"

#include <map>

#include "identity/accounts.hpp"
#include "identity/password.hpp"
#include "orders/house.hpp"

namespace suncrew::orders {
namespace {

class DemoTest : public House {
protected:
    DemoSignIns load() {
        const access::HashingLane lane{desk_.connection()};
        return load_demo(lane, {keyring_, clock_, climate(), price_books(), gazetteer()}, Development{});
    }
    identity::StoredAccount account(const DemoSignIn& sign_in) {
        store::Reading reading{desk_.connection()};
        return identity::find_account(reading, keyring_, identity::Email::parse(sign_in.email).value())
            .value();
    }
};

TEST_P(DemoTest, ShowsEveryStateAndPeopleWhoCanSignIn) {
    const DemoSignIns sign_ins = load();
    store::Reading reading{desk_.connection()};
    std::map<std::string, std::int64_t> orders;
    for (const auto& [state, number] :
         reading.rows<std::string, std::int64_t>("select state, count(*) from orders group by state"))
        orders[state] = number;
    for (const State state : all<State>())
        EXPECT_GE(orders[std::string{name(state)}], 1) << name(state);

    const access::HashingLane lane{desk_.connection()};
    const auto customer = account(sign_ins.customer);
    EXPECT_TRUE(identity::verify_password(lane, customer.password_hash, sign_ins.customer.password));
    EXPECT_EQ(customer.role, Role::customer);
    EXPECT_GE(desk_.list(customer.id).items.size(), 8U);
    const auto crew = account(sign_ins.crews.at(0));
    EXPECT_TRUE(identity::verify_password(lane, crew.password_hash, sign_ins.crews[0].password));
    EXPECT_FALSE(desk_.offers(crew.id).empty());
    EXPECT_FALSE(desk_.jobs(crew.id).items.empty());
    EXPECT_EQ(sign_ins.crews.size(), 30U);
    EXPECT_EQ(reading.value<std::int64_t>("select count(*) from crews"), 30);
    EXPECT_EQ(reading.value<std::int64_t>("select count(*) from outbox"), 0);
}

TEST_P(DemoTest, IsNotMixedWithPeopleWhoAreThere) {
    add_customer();
    EXPECT_EQ(refusal([&] { load(); }), "demo_needs_empty_database");
}

SUNCREW_ON_ALL_DATABASES(DemoTest);

}  // namespace
}  // namespace suncrew::orders
