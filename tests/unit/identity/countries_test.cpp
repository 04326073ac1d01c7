#include <fstream>

#include "audit/security_events.hpp"
#include "identity/entrance.hpp"
#include "identity/identity_fixture.hpp"
#include "identity/security_wire.hpp"
#include "identity/staff_wire.hpp"

namespace suncrew::identity {
namespace {

/// The country that stands beside an address where people look at where they are signed in.
class CountriesTest : public IdentityFixture {
protected:
    CountriesTest() {
        std::ifstream source{SUNCREW_NETWORK_SOURCE "/geo-whois-asn-country-ipv4.csv"};
        std::getline(source, address_, ',');
        std::getline(source, country_, ',');
        std::getline(source, country_);
    }

    void session_from(const std::string& address) {
        const access::Client client{address, {}, {}, {}};
        last_ = in_transaction([&](store::Transaction& transaction) {
            audit::record(transaction,
                          event_of(audit::EventKind::sign_in_succeeded, person_, client, clock_.now()));
            return begin_session(transaction, keyring_, {person_, Role::customer, {Evidence::password}},
                                 client, clock_.now());
        });
    }
    /// From whom was signed in last.
    Caller customer() { return caller_with(last_); }
    Caller officer() {
        return caller_with(session_of(account("officer1@example.org", Role::security), Role::security));
    }

    const AccountId person_ = account("customer1@example.org");
    std::string address_;  ///< the first one in the source
    std::string country_;
    crypto::Secret last_;
};
INSTANTIATE_TEST_SUITE_P(Databases, CountriesTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(CountriesTest, StandBesideTheAddressOfSessionsHistoryAndEvents) {
    session_from(address_);
    ASSERT_EQ(country_.size(), 2U) << SUNCREW_NETWORK_SOURCE;
    const auto sessions =
        own_sessions_.list(access::check<Permission::read_own_security>(customer()), {}, reading_);
    ASSERT_EQ(sessions.items.size(), 1U);
    EXPECT_EQ(sessions.items[0].address, address_);
    EXPECT_EQ(sessions.items[0].country, country_);
    const auto history =
        own_sessions_.history(access::check<Permission::read_own_security>(customer()), {}, reading_);
    ASSERT_EQ(history.items.size(), 1U);
    EXPECT_EQ(history.items[0].address, address_);
    EXPECT_EQ(history.items[0].country, country_);
    const auto events =
        staff_.events(access::check<Permission::read_security_events>(officer()), {person_, {}}, reading_);
    ASSERT_EQ(events.items.size(), 1U);
    EXPECT_EQ(events.items[0].address, address_);
    EXPECT_EQ(events.items[0].country, country_);
}

TEST_P(CountriesTest, AreNotSaidOfWhatLiesInNone) {
    for (const char* address : {"127.0.0.1", "192.168.0.7", "203.0.113.7", "2001:db8::/64", ""})
        session_from(address);
    const auto sessions =
        own_sessions_.list(access::check<Permission::read_own_security>(customer()), {}, reading_);
    EXPECT_EQ(sessions.items.size(), 5U);
    for (const SessionView& session : sessions.items)
        EXPECT_EQ(session.country, std::nullopt) << session.address;
    const auto history =
        own_sessions_.history(access::check<Permission::read_own_security>(customer()), {}, reading_);
    EXPECT_EQ(history.items.size(), 5U);
    for (const HistoryItem& item : history.items)
        EXPECT_EQ(item.country, std::nullopt) << item.address;
}

}  // namespace
}  // namespace suncrew::identity
