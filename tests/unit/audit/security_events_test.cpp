#include "audit/security_events.hpp"

#include <array>
#include <stdexcept>

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "notify/migrated_database.hpp"

namespace suncrew::audit {
namespace {

using namespace std::chrono_literals;

class SecurityEventsTest : public testing::TestWithParam<store::Database> {
protected:
    SecurityEventsTest() {
        store::in_transaction(connection_, [](store::Transaction& transaction) {
            transaction.run("delete from security_events");
        });
    }
    void keep(const SecurityEvent& event) {
        store::in_transaction(connection_,
                              [&](store::Transaction& transaction) { record(transaction, event); });
    }
    std::int64_t kept() { return *reading_.value<std::int64_t>("select count(*) from security_events"); }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    const AccountId mine_ = AccountId::make(clock_.now());
    const AccountId theirs_ = AccountId::make(clock_.now());
};
INSTANTIATE_TEST_SUITE_P(Databases, SecurityEventsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(SecurityEventsTest, AnEventComesBackAsItWasRecorded) {
    keep({.kind = EventKind::role_changed,
          .at = clock_.now(),
          .account = mine_,
          .actor = theirs_,
          .address = "2001:db8:1:2::/64",
          .device = "Firefox on Linux",
          .before = "support",
          .after = "sales"});
    const auto all = events_about(reading_, mine_, std::nullopt, 10);
    ASSERT_EQ(all.size(), 1U);
    const SecurityEvent& event = all[0].event;
    EXPECT_EQ(event.kind, EventKind::role_changed);
    EXPECT_EQ(event.at, clock_.now());
    EXPECT_EQ(event.account, mine_);
    EXPECT_EQ(event.actor, theirs_);
    EXPECT_EQ(event.address, "2001:db8:1:2::/64");
    EXPECT_EQ(event.device, "Firefox on Linux");
    EXPECT_EQ(event.before, "support");
    EXPECT_EQ(event.after, "sales");
}

TEST_P(SecurityEventsTest, AnAttemptOnNobodyIsAnEventToo) {
    keep({.kind = EventKind::sign_in_failed, .at = clock_.now(), .address = "192.0.2.1"});
    const auto all = events(reading_, std::nullopt, std::nullopt, 10);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_FALSE(all[0].event.account);
    EXPECT_FALSE(all[0].event.actor);
    EXPECT_FALSE(all[0].event.before);
}

TEST_P(SecurityEventsTest, EveryKindHasANameThatFitsAndComesBack) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<EventKind>>([&](auto described) {
        EXPECT_LE(name_of(described.value).size(), 40U);
        keep({.kind = described.value, .at = clock_.now(), .account = mine_});
        EXPECT_EQ(events(reading_, std::nullopt, std::nullopt, 1).at(0).event.kind, described.value);
    });
}

TEST_P(SecurityEventsTest, PagesGoBackFromTheNewestAndShowNobodyElses) {
    for (int i = 0; i < 5; ++i) {
        keep({.kind = EventKind::signed_out, .at = clock_.now(), .account = mine_});
        keep({.kind = EventKind::sign_in_failed, .at = clock_.now(), .account = theirs_});
    }
    const auto newest = events_about(reading_, mine_, std::nullopt, 3);
    const auto rest = events_about(reading_, mine_, newest.at(2).id, 3);
    EXPECT_EQ(newest.size(), 3U);
    EXPECT_EQ(rest.size(), 2U);
    for (const auto* page : {&newest, &rest})
        for (std::size_t i = 0; i < page->size(); ++i) {
            EXPECT_EQ((*page)[i].event.account, mine_);
            EXPECT_TRUE(i == 0 || (*page)[i].id < (*page)[i - 1].id);
        }
    EXPECT_LT(rest[0].id, newest[2].id);
    EXPECT_EQ(events(reading_, theirs_, std::nullopt, 10).size(), 5U);
    EXPECT_EQ(events(reading_, std::nullopt, std::nullopt, 100).size(), 10U);
    EXPECT_TRUE(
        events(reading_, std::nullopt, events(reading_, std::nullopt, std::nullopt, 100)[9].id, 10).empty());
}

TEST_P(SecurityEventsTest, WhatIsRolledBackLeavesNoEvent) {
    {
        store::Transaction transaction{connection_};
        record(transaction, {.kind = EventKind::password_changed, .at = clock_.now(), .account = mine_});
    }
    EXPECT_EQ(kept(), 0);
}

TEST_P(SecurityEventsTest, TextsThatDoNotFitAreAMistakeAndNotCut) {
    const auto refused = [&](const SecurityEvent& event) {
        EXPECT_THROW(keep(event), std::invalid_argument);
    };
    const Instant at = clock_.now();
    refused({.kind = EventKind::signed_out, .at = at, .address = std::string(46, '1')});
    refused({.kind = EventKind::signed_out, .at = at, .device = std::string(81, 'a')});
    refused({.kind = EventKind::signed_out, .at = at, .device = "Firefox\n"});
    refused({.kind = EventKind::role_changed, .at = at, .before = std::string(401, 'a')});
    refused({.kind = EventKind::role_changed, .at = at, .after = "\xC3\xA9"});
    EXPECT_EQ(kept(), 0);
}

TEST_P(SecurityEventsTest, OnlyOldEventsAreDeletedAndNotTooManyAtOnce) {
    const Instant old = clock_.now();
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        for (int i = 0; i < 501; ++i)
            record(transaction, {.kind = EventKind::sign_in_failed, .at = old});
    });
    clock_.advance(events_kept);
    keep({.kind = EventKind::signed_out, .at = clock_.now(), .account = mine_});
    const auto clean = [&] {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return delete_old_events(transaction, clock_.now());
        });
    };
    EXPECT_EQ(clean(), 0);
    clock_.advance(1ms);
    EXPECT_EQ(clean(), 500);
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(clean(), 0);
    EXPECT_EQ(events(reading_, mine_, std::nullopt, 10).size(), 1U);
}

TEST(DeviceName, NamesTheUsualBrowsers) {
    // The forms are those of MDN, "User-Agent header".
    const auto mozilla = [](const char* rest) { return device_name(std::string{"Mozilla/5.0 "} + rest); };
    EXPECT_EQ(mozilla("(X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), "Firefox on Linux");
    EXPECT_EQ(mozilla("(Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile "
                      "Safari/537.36"),
              "Chrome on Android");
    EXPECT_EQ(mozilla("(Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
                      "Safari/537.36 Edg/126.0.0.0"),
              "Edge on Windows");
    EXPECT_EQ(mozilla("(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                      "Version/17.4 Safari/605.1.15"),
              "Safari on macOS");
    EXPECT_EQ(mozilla("(iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                      "CriOS/126.0 Mobile/15E148 Safari/604.1"),
              "Chrome on iPhone");
    EXPECT_EQ(device_name("curl/7.88.1"), "curl");
    EXPECT_EQ(mozilla("(Linux)"), "unknown browser on Linux");
}

TEST(DeviceName, SaysNothingOfWhatItDoesNotKnow) {
    EXPECT_EQ(device_name(""), "unknown device");
    EXPECT_EQ(device_name("<script>alert(1)</script>"), "unknown device");
    EXPECT_EQ(device_name("Firefox/<b>\r\nX-Evil: 1"), "Firefox");
}

RC_GTEST_PROP(DeviceNameProperty, IsShortPrintableAsciiWhateverIsSent, (const std::string& user_agent)) {
    const std::string name = device_name(user_agent);
    RC_ASSERT(!name.empty() && name.size() <= device_bytes_max);
    for (const char c : name)
        RC_ASSERT(c >= ' ' && c <= '~');
}

}  // namespace
}  // namespace suncrew::audit
