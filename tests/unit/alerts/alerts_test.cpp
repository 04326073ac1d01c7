#include <array>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "alerts/alert_desk.hpp"
#include "alerts/alerts_wire.hpp"
#include "alerts/evaluation.hpp"
#include "audit/event_cursor.hpp"
#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "identity/post.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::alerts {
namespace {

using namespace std::chrono_literals;
using access::Caller;
using access::Permission;
using access::Role;
using audit::Party;
using audit::SecurityEvent;
using testing::HasSubstr;
using testing::Not;

class AlertsTest : public testing::TestWithParam<store::Database> {
protected:
    AlertsTest() {
        store::in_transaction(connection_, [](store::Transaction& transaction) {
            transaction.run(
                "update event_cursors set last_event ="
                " (select coalesce(max(id), 0) from security_events)");
        });
        officer_ = account("officer1@example.org", Role::security);
        other_officer_ = account("officer2@example.org", Role::security);
        customer_ = account("customer1@example.org", Role::customer);
    }
    AccountId account(const std::string& address, Role role) {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return identity::create_account(transaction, database_.keyring(),
                                            {.email = identity::Email::parse(address).value(),
                                             .password_hash = "",
                                             .role = role,
                                             .name = "Somebody",
                                             .email_verified_at = clock_.now()},
                                            clock_.now());
        });
    }
    void happens(const SecurityEvent& event, int times = 1) {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            for (int i = 0; i < times; ++i)
                audit::record(transaction, event);
        });
    }
    SecurityEvent failed_sign_in(const std::string& address = "198.51.100.7") const {
        return {
            .kind = EventKind::sign_in_failed, .at = clock_.now(), .account = customer_, .address = address};
    }
    SecurityEvent signed_in(const std::string& address) const {
        return {.kind = EventKind::sign_in_succeeded,
                .at = clock_.now(),
                .account = customer_,
                .address = address};
    }
    SecurityEvent act() const {
        return {.kind = EventKind::sessions_ended,
                .at = clock_.now(),
                .account = customer_,
                .actor = officer_,
                .acted_as = Party::security};
    }
    /// Late enough for ids that are missing, which transactions of other tests have left.
    std::vector<AlertView> raised() {
        clock_.advance(audit::missing_event_wait);
        evaluate(connection_, settings_, post_, clock_.now());
        return list();
    }
    std::vector<AlertView> list(std::optional<AlertFilter> filter = {}) {
        return desk_.list(access::check<Permission::read_alerts>(caller(officer_)), {filter, {}}, reading_)
            .items;
    }
    Caller caller(AccountId officer) const {
        return {.role = Role::security,
                .account = officer,
                .session = access::SessionHash{},
                .proved_recently = true};
    }
    template <class Command, auto method>
    std::string done(AccountId officer, const Command& command) {
        try {
            store::in_transaction(connection_, [&](store::Transaction& transaction) {
                const auto result = (desk_.*method)(access::check<Permission::handle_alerts>(caller(officer)),
                                                    command, transaction);
                access::record(transaction, caller(officer), result.change, clock_.now());
            });
        } catch (const Refusal& refusal) {
            return refusal.reason();
        }
        return "done";
    }
    std::string acknowledge(AccountId officer, AlertId id) {
        return done<AcknowledgeAlert, &AlertDesk::acknowledge>(officer, {id});
    }
    std::string close(AccountId officer, AlertId id) {
        return done<CloseAlert, &AlertDesk::close>(officer, {id, CloseReason::false_alarm});
    }
    std::int64_t number(store::ReadSql<> sql) { return reading_.value<std::int64_t>(sql).value(); }
    std::int64_t letters() { return number("select count(*) from outbox"); }
    std::vector<audit::RecordedEvent> events() {
        return audit::events(reading_, std::nullopt, std::nullopt, 100);
    }
    int usual(Rule rule) const { return settings_.threshold_of(rule); }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    AlertSettings settings_;
    identity::Post post_{"https://suncrew.example", database_.keyring()};
    AlertDesk desk_{clock_};
    AccountId officer_;
    AccountId other_officer_;
    AccountId customer_;
};
INSTANTIATE_TEST_SUITE_P(Databases, AlertsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(AlertsTest, RefusalsOnOneAccountRaiseOneAlertWhenTheyAreMany) {
    happens(failed_sign_in(), usual(Rule::refusals_on_account) - 1);
    EXPECT_TRUE(raised().empty());
    happens(failed_sign_in());
    auto alerts = raised();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].rule, Rule::refusals_on_account);
    EXPECT_EQ(alerts[0].severity, Severity::medium);
    EXPECT_EQ(alerts[0].account, customer_);
    EXPECT_EQ(alerts[0].events, usual(Rule::refusals_on_account));
    EXPECT_EQ(alerts[0].state, AlertState::open);
    happens(failed_sign_in(), 3);
    alerts = raised();
    ASSERT_EQ(alerts.size(), 1U) << "a repeat is no other alert";
    EXPECT_EQ(alerts[0].events, usual(Rule::refusals_on_account) + 3);
    EXPECT_EQ(letters(), 0) << "not for medium severity";
}

TEST_P(AlertsTest, WhatIsSpreadOverMoreThanTheWindowRaisesNone) {
    for (int i = 0; i < 3; ++i) {
        happens(failed_sign_in(), usual(Rule::refusals_on_account) / 2);
        EXPECT_TRUE(raised().empty());
        clock_.advance(1h);
    }
}

TEST_P(AlertsTest, AttemptsOnNobodyFromOneNetworkAreSeen) {
    for (int i = 0; i < usual(Rule::refusals_from_network); ++i)
        happens({.kind = EventKind::sign_in_failed,
                 .at = clock_.now(),
                 .address = "198.51.100." + std::to_string(i)});
    happens({.kind = EventKind::sign_in_failed, .at = clock_.now(), .address = "203.0.113.1"}, 5);
    const auto alerts = raised();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].rule, Rule::refusals_from_network);
    EXPECT_EQ(alerts[0].network, "198.51.100.0/24");
    EXPECT_FALSE(alerts[0].account);
}

TEST_P(AlertsTest, WhoOfTheStaffDoesVeryMuchIsSeenAndTheOthersAreTold) {
    happens(act(), usual(Rule::mass_reading));
    const auto alerts = raised();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].rule, Rule::mass_reading);
    EXPECT_EQ(alerts[0].account, officer_) << "who did it, not to whom";
    EXPECT_EQ(letters(), 1) << "not to the one whom it is about";
    EXPECT_EQ(database_.mails().at(0).recipient, "officer2@example.org");
    EXPECT_THAT(database_.mails().at(0).body, HasSubstr("https://suncrew.example/staff/alerts"));
}

TEST_P(AlertsTest, NobodyReadsInTheirOwnRecordThatTheyAreLookedAt) {
    happens(act(), usual(Rule::mass_reading));
    const auto alerts = raised();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_TRUE(audit::events_about(reading_, officer_, std::nullopt, 10).empty());
    const auto newest = events().front().event;
    EXPECT_EQ(newest.kind, EventKind::alert_raised);
    EXPECT_EQ(newest.before, "mass_reading " + to_string(alerts[0].id));
    EXPECT_THAT(newest.before.value(), Not(HasSubstr(to_string(officer_))));
}

TEST_P(AlertsTest, WorkAtNightIsSeenAndByDayIsNot) {
    happens(act());
    EXPECT_TRUE(raised().empty()) << "nine in the morning";
    clock_.advance(13h);
    happens({.kind = EventKind::sessions_ended, .at = clock_.now(), .account = customer_});
    EXPECT_TRUE(raised().empty()) << "an owner's own";
    happens(act());
    ASSERT_EQ(raised().size(), 1U);
    EXPECT_EQ(list()[0].rule, Rule::night_work);
}

TEST_P(AlertsTest, AtNightALookAtAPersonIsSeenAndACrewsAtItsJobIsNot) {
    clock_.advance(13h);
    const auto look = [&](Party as) {
        happens({.kind = EventKind::data_opened,
                 .at = clock_.now(),
                 .account = customer_,
                 .actor = other_officer_,
                 .acted_as = as,
                 .after = "house"});
    };
    look(Party::crew);
    EXPECT_TRUE(raised().empty());
    look(Party::support);
    ASSERT_EQ(raised().size(), 1U);
    EXPECT_EQ(list()[0].rule, Rule::night_work);
    EXPECT_EQ(list()[0].account, other_officer_);
    happens({.kind = EventKind::grant_approved,
             .at = clock_.now(),
             .account = customer_,
             .actor = officer_,
             .acted_as = Party::security,
             .after = "approved"});
    EXPECT_EQ(raised().size(), 2U);
    happens({.kind = EventKind::grant_withdrawn,
             .at = clock_.now(),
             .account = customer_,
             .actor = account("support1@example.org", Role::support),
             .acted_as = Party::support});
    EXPECT_EQ(raised().size(), 2U) << "to have less is no matter";
}

TEST_P(AlertsTest, BreakGlassIsSeenWhenItBegins) {
    const auto grant = [&](std::string_view scope) {
        const GrantId id = GrantId::make(clock_.now());
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            transaction.run(
                "insert into access_grants (id, holder, holder_role, holder_standing, scope, subject,"
                " minutes, state, requested_at, expires_at)"
                " values (?, ?, 'support', 0, ?, ?, 60, 'approved', ?, ?)",
                id, other_officer_, scope, customer_, clock_.now(), clock_.now());
        });
        return id;
    };
    const auto approved = [&](GrantId id, const char* after) {
        happens({.kind = EventKind::grant_approved,
                 .at = clock_.now(),
                 .account = other_officer_,
                 .actor = officer_,
                 .acted_as = Party::security,
                 .grant = id,
                 .after = after});
    };
    approved(grant("contact_details"), "approved");
    const GrantId everything = grant("system");
    approved(everything, "half_approved");
    EXPECT_TRUE(raised().empty());
    approved(everything, "approved");
    const auto alerts = raised();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].rule, Rule::break_glass);
    EXPECT_EQ(alerts[0].severity, Severity::high);
    EXPECT_EQ(alerts[0].account, other_officer_) << "whoever has it";
    EXPECT_EQ(letters(), 1) << "whom it is about has no letter of it";
}

TEST_P(AlertsTest, AShiftMayGoOverMidnight) {
    settings_.work_begins = 20h;
    settings_.work_ends = 4h;
    happens(act());
    EXPECT_EQ(raised().size(), 1U) << "nine in the morning";
    clock_.advance(13h);
    happens(act());
    EXPECT_EQ(raised().size(), 1U);
}

TEST_P(AlertsTest, ABrokenLogIsCriticalAndEveryOfficerIsTold) {
    happens({.kind = EventKind::log_broken,
             .at = clock_.now(),
             .acted_as = Party::system,
             .after = "a leaf is missing"});
    const auto alerts = raised();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].severity, Severity::critical);
    EXPECT_FALSE(alerts[0].account);
    EXPECT_EQ(letters(), 2);
}

TEST_P(AlertsTest, KeysThatFailAreOneAlertHoweverOften) {
    for (int i = 0; i < 3; ++i)
        happens({.kind = EventKind::key_service_failed,
                 .at = clock_.now(),
                 .acted_as = Party::system,
                 .before = "unwrap",
                 .after = "unavailable"});
    const auto alerts = raised();
    ASSERT_EQ(alerts.size(), 1U);
    EXPECT_EQ(alerts[0].severity, Severity::high);
    EXPECT_EQ(letters(), 2);
}

TEST_P(AlertsTest, OfOneRuleALetterGoesOutOnceAnHour) {
    const auto become = [&](int i) {
        happens({.kind = EventKind::role_changed,
                 .at = clock_.now(),
                 .account = account("new" + std::to_string(i) + "@example.org", Role::support),
                 .actor = officer_,
                 .acted_as = Party::security,
                 .before = "support",
                 .after = "security"});
    };
    become(1);
    EXPECT_EQ(raised().size(), 1U);
    EXPECT_EQ(letters(), 2);
    become(2);
    EXPECT_EQ(raised().size(), 2U);
    EXPECT_EQ(letters(), 2);
    clock_.advance(told_every);
    become(3);
    EXPECT_EQ(raised().size(), 3U);
    EXPECT_EQ(letters(), 4);
    happens({.kind = EventKind::role_changed, .at = clock_.now(), .account = customer_, .after = "sales"});
    EXPECT_EQ(raised().size(), 3U) << "another role is no alert";
}

TEST_P(AlertsTest, ASignInFromANewNetworkAfterAResetIsSeen) {
    happens(signed_in("198.51.100.7"));
    happens({.kind = EventKind::factor_reset_completed, .at = clock_.now(), .account = customer_});
    happens(signed_in("198.51.100.99"));
    EXPECT_TRUE(raised().empty()) << "a network that is known";
    happens(signed_in("203.0.113.1"));
    ASSERT_EQ(raised().size(), 1U);
    EXPECT_EQ(list()[0].rule, Rule::reset_and_new_network);
}

TEST_P(AlertsTest, ANewNetworkWithoutAResetOrAFirstSignInIsNone) {
    happens({.kind = EventKind::enrolment_link_made,
             .at = clock_.now(),
             .account = customer_,
             .actor = officer_,
             .acted_as = Party::security});
    happens(signed_in("198.51.100.7"));
    EXPECT_TRUE(raised().empty()) << "the first ever";
    clock_.advance(reset_watched);
    happens(signed_in("203.0.113.1"));
    EXPECT_TRUE(raised().empty()) << "long after";
}

TEST_P(AlertsTest, AnOfficerAcknowledgesAndClosesWhichIsOnRecordForEver) {
    happens({.kind = EventKind::passkey_cloned, .at = clock_.now(), .account = customer_});
    const AlertId id = raised().at(0).id;
    EXPECT_EQ(acknowledge(officer_, id), "done");
    EXPECT_EQ(acknowledge(other_officer_, id), "alert_not_open");
    EXPECT_EQ(list(AlertFilter::open).at(0).acknowledged_by, officer_);
    EXPECT_EQ(close(other_officer_, id), "done");
    EXPECT_EQ(close(officer_, id), "alert_closed_already");
    EXPECT_EQ(acknowledge(officer_, AlertId::make(clock_.now())), "no_such_alert");
    EXPECT_TRUE(list(AlertFilter::open).empty());
    const AlertView closed = list(AlertFilter::closed).at(0);
    EXPECT_EQ(closed.closed_by, other_officer_);
    EXPECT_EQ(closed.reason, CloseReason::false_alarm);
    const auto newest = events();
    EXPECT_EQ(newest[0].event.kind, EventKind::alert_closed);
    EXPECT_EQ(newest[0].event.actor, other_officer_);
    EXPECT_EQ(newest[0].event.before, "passkey_copied " + to_string(id));
    EXPECT_EQ(newest[0].event.after, "false_alarm");
    EXPECT_EQ(newest[1].event.kind, EventKind::alert_acknowledged);
    EXPECT_EQ(number("select count(*) from log_entries"), 3) << "raised, acknowledged, closed";
}

TEST_P(AlertsTest, NobodyClosesWhatIsAboutThemselves) {
    happens(act(), usual(Rule::mass_reading));
    const AlertId id = raised().at(0).id;
    EXPECT_EQ(close(officer_, id), "not_oneself");
    EXPECT_EQ(list().at(0).state, AlertState::open);
    EXPECT_EQ(close(other_officer_, id), "done");
}

TEST_P(AlertsTest, WhoIsNoOfficerAnyMoreHandlesNone) {
    happens({.kind = EventKind::passkey_cloned, .at = clock_.now(), .account = customer_});
    const AlertId id = raised().at(0).id;
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        transaction.run("update accounts set role = 'sales' where id = ?", other_officer_);
    });
    EXPECT_EQ(close(other_officer_, id), "session_required");
    EXPECT_EQ(list().at(0).state, AlertState::open);
}

TEST_P(AlertsTest, WhatWasClosedIsDoneWithAndOnlyWhatFollowsCounts) {
    happens(failed_sign_in(), usual(Rule::refusals_on_account));
    EXPECT_EQ(close(officer_, raised().at(0).id), "done");
    clock_.advance(1s);
    happens(failed_sign_in(), 2);
    EXPECT_EQ(raised().size(), 1U);
    happens(failed_sign_in(), usual(Rule::refusals_on_account) - 2);
    EXPECT_EQ(raised().size(), 2U);
}

TEST_P(AlertsTest, StrangersMakeNeitherManyAlertsNorALogThatGrowsForEver) {
    std::vector<AccountId> people;
    for (int i = 0; i < stranger_alerts_an_hour_max + 5; ++i)
        people.push_back(account("person" + std::to_string(i) + "@example.org", Role::customer));
    for (std::size_t i = 0; i < people.size(); ++i)
        happens({.kind = EventKind::sign_in_failed,
                 .at = clock_.now(),
                 .account = people[i],
                 .address = "10.0." + std::to_string(i) + ".1"},
                usual(Rule::refusals_on_account));
    const auto alerts = raised();
    ASSERT_EQ(alerts.size(), static_cast<std::size_t>(stranger_alerts_an_hour_max + 1));
    EXPECT_EQ(std::count_if(alerts.begin(), alerts.end(), [](const AlertView& a) { return !a.account; }), 1);
    EXPECT_EQ(number("select count(*) from log_entries"), 0);
}

TEST_P(AlertsTest, SeveralProgramsRaiseOne) {
    happens({.kind = EventKind::passkey_cloned, .at = clock_.now(), .account = customer_});
    EXPECT_EQ(raised().size(), 1U);
    const auto connection = database_.connect();
    EXPECT_EQ(evaluate(*connection, settings_, post_, clock_.now()), 0U);
    EXPECT_EQ(list().size(), 1U);
    EXPECT_EQ(list().at(0).events, 1);
}

TEST_P(AlertsTest, OldAlertsGoWithTheirEvents) {
    happens({.kind = EventKind::passkey_cloned, .at = clock_.now(), .account = customer_});
    EXPECT_EQ(raised().size(), 1U);
    const auto clean = [&] {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return delete_old_alerts(transaction, clock_.now());
        });
    };
    EXPECT_EQ(clean(), 0);
    clock_.advance(audit::events_kept);
    EXPECT_EQ(clean(), 1);
    EXPECT_TRUE(list().empty());
}

}  // namespace
}  // namespace suncrew::alerts
