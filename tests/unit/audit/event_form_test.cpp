#include "audit/event_form.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/network.hpp"
#include "egress/syslog_collector.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::audit {
namespace {

using testing::HasSubstr;
using testing::Not;

class EventFormTest : public testing::Test {
protected:
    boost::json::value form(const SecurityEvent& event) const {
        return boost::json::parse(outgoing_form(7, event));
    }
    template <class Look>
    static void for_each_kind(Look look) {
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<EventKind>>(
            [&](auto described) { look(described.value); });
    }

    StillClock clock_;
    const AccountId person_ = AccountId::make(clock_.now());
    const AccountId officer_ = AccountId::make(clock_.now());
};

TEST_F(EventFormTest, AFailedSignInIsAnAuthenticationThatFailed) {
    const auto event = form({.kind = EventKind::sign_in_failed,
                             .at = clock_.now(),
                             .account = person_,
                             .address = "203.0.113.77",
                             .device = "Firefox on Linux"});
    EXPECT_EQ(event, (boost::json::value{
                         {"category_uid", 3},
                         {"class_uid", 3002},
                         {"activity_id", 1},
                         {"type_uid", 300201},
                         {"severity_id", 2},
                         {"status_id", 2},
                         {"time", clock_.now().time_since_epoch().count()},
                         {"metadata",
                          {{"version", "1.3.0"},
                           {"uid", "7"},
                           {"event_code", "sign_in_failed"},
                           {"product", {{"name", "Suncrew"}, {"vendor_name", "Suncrew"}}}}},
                         {"user", {{"uid", to_string(person_)}}},
                         {"src_endpoint", {{"subnet_uid", "203.0.113.0/24"}}},
                         {"service", {{"name", "Suncrew"}}},
                         {"unmapped", {{"acted_as", "owner"}, {"device", "Firefox on Linux"}}},
                     }));
}

TEST_F(EventFormTest, AChangeOfRoleSaysWhoGaveWhichPrivilege) {
    const auto event = form({.kind = EventKind::role_changed,
                             .at = clock_.now(),
                             .account = person_,
                             .actor = officer_,
                             .acted_as = Party::security,
                             .before = "support",
                             .after = "sales"});
    EXPECT_EQ(event.at("class_uid"), 3005);
    EXPECT_EQ(event.at("privileges"), boost::json::array{"sales"});
    EXPECT_EQ(event.at("actor").at("user").at("uid"), boost::json::string{to_string(officer_)});
    EXPECT_EQ(event.at("unmapped").at("before"), "support");
}

TEST_F(EventFormTest, EveryKindHasAWholeFormThatIsSmallAndFitsAMessage) {
    for_each_kind([&](EventKind kind) {
        const SecurityEvent event{.kind = kind,
                                  .at = clock_.now(),
                                  .account = person_,
                                  .actor = officer_,
                                  .acted_as = Party::security,
                                  .address = "2001:db8:1111:2222::/64",
                                  .device = "unknown browser on ChromeOS",
                                  .before = std::string(change_bytes_max, 'a'),
                                  .after = std::string(60, 'b')};
        const std::string line = outgoing_form(INT64_MAX, event);
        const auto read = boost::json::parse(line).as_object();
        EXPECT_LE(line.size(), outgoing_bytes_max) << name_of(kind);
        EXPECT_EQ(read.at("category_uid").as_int64(), read.at("class_uid").as_int64() / 1000);
        EXPECT_EQ(read.at("type_uid").as_int64(),
                  read.at("class_uid").as_int64() * 100 + read.at("activity_id").as_int64());
        EXPECT_EQ(read.at("metadata").at("event_code"), boost::json::string{name_of(kind)});
        EXPECT_LE(name_of(kind).size(), egress::syslog_id_bytes_max);
    });
}

TEST_F(EventFormTest, NothingPersonalLeavesWhateverStandsInTheEvent) {
    for_each_kind([&](EventKind kind) {
        const std::string line = outgoing_form(1, {.kind = kind,
                                                   .at = clock_.now(),
                                                   .account = person_,
                                                   .address = "198.51.100.23",
                                                   .device = "Ana Planted on Linux",
                                                   .before = "ana.planted@example.org",
                                                   .after = "Ana Planted"});
        EXPECT_THAT(line, Not(HasSubstr("lanted"))) << name_of(kind);
        EXPECT_THAT(line, Not(HasSubstr("198.51.100.23")));
        EXPECT_THAT(line, HasSubstr("198.51.100.0/24"));
    });
    const std::string odd = outgoing_form(
        1, {.kind = EventKind::sign_in_failed, .at = clock_.now(), .address = "ana.example.org"});
    EXPECT_THAT(odd, Not(HasSubstr("ana"))) << "what is no address has no network";
    const std::string broken =
        outgoing_form(1, {.kind = EventKind::log_broken, .at = clock_.now(), .after = "ana planted"});
    EXPECT_THAT(broken, Not(HasSubstr("planted"))) << "words that an error had stay here";
}

TEST_F(EventFormTest, ANetworkIsTheFirst24Or48Bits) {
    EXPECT_EQ(network_of("203.0.113.255"), "203.0.113.0/24");
    EXPECT_EQ(network_of("2001:db8:1:2::/64"), "2001:db8:1::/48");
    EXPECT_EQ(network_of("::1"), "::/48");
    for (const char* none : {"", "x", "203.0.113", "203.0.113.1.2", "fe80::1%eth0"})
        EXPECT_FALSE(network_of(none)) << none;
}

TEST_F(EventFormTest, OnlyWhatWeNameIsADevice) {
    for (const char* device : {"Firefox on Linux", "unknown device", "unknown browser on iPhone", "curl"})
        EXPECT_TRUE(is_device_name(device)) << device;
    for (const char* none : {"", "Firefox on Ana", "Linux", "Firefox on Linux "})
        EXPECT_FALSE(is_device_name(none)) << none;
}

}  // namespace
}  // namespace suncrew::audit
