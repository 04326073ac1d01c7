#include "commands/watched_rows.hpp"

#include <gtest/gtest.h>

#include "notify/migrated_database.hpp"

namespace suncrew::commands {
namespace {

using namespace std::chrono_literals;
using sealing::Forged;

class WatchedRowsTest : public testing::TestWithParam<store::Database> {
protected:
    std::string written() {
        events_.write(connection_);
        std::string told;
        for (const auto& [before, after] :
             reading_.rows<std::string, std::string>("select before_value, after_value from security_events "
                                                     "where kind = 'row_forged' order by id"))
            told += before + ' ' + after + ';';
        return told;
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    audit::PendingEvents events_;
    WatchedRows rows_{events_, clock_};
};
INSTANTIATE_TEST_SUITE_P(Databases, WatchedRowsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(WatchedRowsTest, AForgedRowIsAnEventWithAnEntryOnceAMinuteForEachTableAndFlaw) {
    const AccountId whose = AccountId::make(clock_.now());
    for (int i = 0; i < 3; ++i)
        rows_.note({"sessions", Forged::mark, whose});
    rows_.note({"accounts", Forged::mark, {}});
    rows_.note({"accounts", Forged::plain, {}});
    EXPECT_EQ(written(), "sessions mark;accounts mark;accounts plain;");
    EXPECT_EQ(
        reading_.value<AccountId>("select account from security_events where before_value = 'sessions'"),
        whose);
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from log_entries"), 3);
    clock_.advance(1min);
    rows_.note({"sessions", Forged::mark, whose});
    EXPECT_EQ(written(), "sessions mark;accounts mark;accounts plain;sessions mark;");
}

}  // namespace
}  // namespace suncrew::commands
