#include "commands/clock_guard.hpp"

#include <gtest/gtest.h>

#include "notify/migrated_database.hpp"

namespace suncrew::commands {
namespace {

using namespace std::chrono_literals;

/// The database server's clock is the machine's own here, so the tests stay near it where there is one.
class ClockGuardTest : public testing::TestWithParam<store::Database> {
protected:
    ClockGuardTest() {
        store::in_transaction(connection_, [](store::Transaction& t) { t.run("delete from clock_seen"); });
    }
    bool believes(ClockGuard& guard) { return guard.believes(connection_, now_); }
    bool believes() { return believes(guard_); }
    void pass(std::chrono::milliseconds time) {
        now_ += time;
        counted_ += time;
    }
    std::string written() {
        events_.write(connection_);
        std::string told;
        for (const auto& [direction] : reading_.rows<std::string>(
                 "select before_value from security_events where kind = 'clock_jumped' order by id"))
            told += direction + ';';
        return told;
    }
    Instant latest() { return reading_.value<Instant>("select latest from clock_seen").value(); }
    ClockGuard started() {
        return ClockGuard{events_, [this] { return counted_; }};
    }
    /// Whether the database has a clock, which these tests cannot set.
    bool has_clock() const { return GetParam() == store::Database::mysql; }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    audit::PendingEvents events_;
    Instant now_ = SystemClock{}.now();
    std::chrono::milliseconds counted_ = 77h;
    ClockGuard guard_ = started();
};
INSTANTIATE_TEST_SUITE_P(Databases, ClockGuardTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ClockGuardTest, AClockThatGoesOnIsBelievedAndRemembered) {
    EXPECT_TRUE(believes());
    pass(1min);
    EXPECT_TRUE(believes());
    EXPECT_EQ(latest(), now_);
    EXPECT_EQ(written(), "");
}

TEST_P(ClockGuardTest, AClockThatJumpsAheadStopsTheCleaningAndIsToldOnce) {
    EXPECT_TRUE(believes());
    const Instant before = latest();
    now_ += 400 * 24h;
    EXPECT_FALSE(believes());
    pass(1min);
    EXPECT_FALSE(believes());
    EXPECT_EQ(latest(), before) << "what is not believed is not remembered";
    EXPECT_EQ(written(), "ahead;");
}

TEST_P(ClockGuardTest, WhatComesBackToWhereItShouldBeIsBelievedAtOnce) {
    EXPECT_TRUE(believes());
    now_ += 5h;
    EXPECT_FALSE(believes());
    now_ -= 5h;
    pass(1min);
    EXPECT_TRUE(believes());
}

TEST_P(ClockGuardTest, AClockThatGoesBackStopsTheCleaningToo) {
    EXPECT_TRUE(believes());
    now_ -= 3h;
    EXPECT_FALSE(believes());
    EXPECT_EQ(written(), "back;");
}

TEST_P(ClockGuardTest, AJumpIsBelievedAfterADayOfGoingOn) {
    if (has_clock())
        GTEST_SKIP() << "the database's clock does not come along";
    EXPECT_TRUE(believes());
    now_ += 100 * 24h;
    EXPECT_FALSE(believes());
    for (int hour = 0; hour < 23; ++hour) {
        pass(1h);
        EXPECT_FALSE(believes());
    }
    pass(1h);
    EXPECT_TRUE(believes());
    pass(1min);
    EXPECT_TRUE(believes());
    EXPECT_EQ(latest(), now_);
}

TEST_P(ClockGuardTest, ASecondJumpDoesNotStandForADay) {
    EXPECT_TRUE(believes());
    now_ += 100 * 24h;
    EXPECT_FALSE(believes());
    now_ += 24h;
    EXPECT_FALSE(believes()) << "the machine has not counted it";
    EXPECT_EQ(written(), "ahead;ahead;");
}

TEST_P(ClockGuardTest, AHouseMayBeClosedForAMonthAndNoLonger) {
    if (has_clock())
        GTEST_SKIP() << "the database's clock does not come along";
    EXPECT_TRUE(believes());
    now_ += 30 * 24h;
    ClockGuard after_a_month = started();
    EXPECT_TRUE(believes(after_a_month));
    now_ += 32 * 24h;
    ClockGuard later = started();
    EXPECT_FALSE(believes(later));
}

TEST_P(ClockGuardTest, AnotherClockThanTheDatabasesIsNotBelieved) {
    if (!has_clock())
        GTEST_SKIP() << "SQLite has none of its own";
    EXPECT_TRUE(believes());
    now_ += 1h;
    ClockGuard other = started();
    EXPECT_FALSE(believes(other));
}

TEST_P(ClockGuardTest, AnOperatorConfirmsIt) {
    EXPECT_TRUE(believes());
    now_ -= 3h;
    EXPECT_FALSE(believes());
    confirm_clock(connection_, now_);
    EXPECT_EQ(latest(), now_);
    EXPECT_EQ(believes(), !has_clock());
    EXPECT_EQ(written(), "confirmed;back;");
}

}  // namespace
}  // namespace suncrew::commands
