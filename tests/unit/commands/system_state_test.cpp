#include "commands/system_state.hpp"

#include <gtest/gtest.h>

#include "audit/security_events.hpp"
#include "identity/sessions.hpp"
#include "notify/migrated_database.hpp"
#include "notify/outbox.hpp"

namespace suncrew::commands {
namespace {

using access::Permission;
using access::Role;
using namespace std::chrono_literals;

class SystemStateTest : public testing::TestWithParam<store::Database> {
protected:
    SystemView read() {
        store::Reading reading{connection_};
        return state_.read(
            access::check<Permission::read_system_state>({.role = Role::engineer, .account = AccountId{}}),
            {}, reading);
    }
    template <class Work>
    void in_transaction(Work work) {
        store::in_transaction(connection_, work);
    }
    void record(audit::EventKind kind, Instant at) {
        in_transaction([&](store::Transaction& t) { audit::record(t, {.kind = kind, .at = at}); });
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    StillClock clock_;
    notify::Live live_{identity::still_stands, clock_};
    SystemState state_{clock_, live_, Environment::development};
};
INSTANTIATE_TEST_SUITE_P(Databases, SystemStateTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(SystemStateTest, SaysWhatRunsOnWhat) {
    const SystemView view = read();
    EXPECT_FALSE(view.version.empty());
    EXPECT_EQ(view.environment, Environment::development);
    EXPECT_EQ(view.schema_step, static_cast<int>(store::schema().size()));
    EXPECT_NE(view.database.find(GetParam() == store::Database::sqlite ? "SQLite" : "innodb"),
              std::string::npos);
    EXPECT_EQ(view.streams_open, 0);
    EXPECT_GE(view.uptime_s, 0);
}

TEST_P(SystemStateTest, TellsOfMailsThatWaitAndThatWereGivenUp) {
    EXPECT_EQ(read().outbox.waiting, 0);
    EXPECT_EQ(read().outbox.oldest_waiting_s, std::nullopt);
    const auto queue = [&](const char* recipient) {
        in_transaction([&](store::Transaction& t) {
            notify::queue_mail(t, database_.keyring(), {recipient, "Subject", "Body"}, clock_.now());
        });
    };
    queue("customer1@example.org");
    clock_.advance(90s);
    queue("customer2@example.org");
    queue("customer3@example.org");
    queue("customer4@example.org");
    in_transaction([&](store::Transaction& t) {
        const auto last = t.value<std::int64_t>("select max(id) from outbox").value();
        t.run("update outbox set failed_at = 1 where id = ?", last - 1);
        t.run("update outbox set sent_at = 1 where id = ?", last);
    });
    clock_.advance(10s);
    const OutboxState outbox = read().outbox;
    EXPECT_EQ(outbox.waiting, 2);
    EXPECT_EQ(outbox.oldest_waiting_s, 100);
    EXPECT_EQ(outbox.given_up, 1);
}

TEST_P(SystemStateTest, CountsTheFailedSignInsOfTheLastHourByMinute) {
    in_transaction([](store::Transaction& t) { t.run("delete from security_events"); });
    const Instant begun = clock_.now();
    for (const Instant at : {begun, begun + 1ms, begun + 60s, begun + 60s + 1ms, begun + 1h})
        record(audit::EventKind::sign_in_failed, at);
    record(audit::EventKind::sign_in_succeeded, begun + 30s);
    record(audit::EventKind::sign_in_failed, begun + 1h + 1ms);
    clock_.advance(1h);
    const auto minutes = read().failed_sign_ins_by_minute;
    ASSERT_EQ(minutes.size(), 60U);
    EXPECT_EQ(minutes[0], 2) << "what is an hour old is out, the end of a minute is in it";
    EXPECT_EQ(minutes[1], 1);
    EXPECT_EQ(minutes[59], 1) << "and nothing of what is yet to come";
    EXPECT_EQ(minutes[30], 0);
}

}  // namespace
}  // namespace suncrew::commands
