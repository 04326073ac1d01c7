#include "commands/watched_keys.hpp"

#include <gtest/gtest.h>

#include "notify/migrated_database.hpp"
#include "sealing/memory_keys.hpp"

namespace suncrew::commands {
namespace {

using audit::EventKind;
using namespace std::chrono_literals;

class WatchedKeysTest : public testing::TestWithParam<store::Database> {
protected:
    /// What stands of the program's own events, as "kind before after".
    std::vector<std::string> written() {
        events_.write(connection_);
        std::vector<std::string> told;
        for (const auto& [kind, before, after] : reading_.rows<std::string, std::string, std::string>(
                 "select kind, before_value, after_value from security_events where kind in"
                 " ('key_service_failed', 'vendor_called', 'vendor_failed') order by id"))
            told.push_back(kind + ' ' + before + ' ' + after);
        return told;
    }
    bool wraps() {
        try {
            watched_.wrap(key_, "context");
            return true;
        } catch (const keys::Unavailable&) {
            return false;
        }
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    audit::PendingEvents events_;
    sealing::MemoryKeys* service_ = new sealing::MemoryKeys;
    WatchedKeys watched_{std::unique_ptr<keys::KeyService>{service_}, events_, clock_};
    crypto::Secret key_{std::string(keys::key_size, 'k')};
};
INSTANTIATE_TEST_SUITE_P(Databases, WatchedKeysTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(WatchedKeysTest, WhatWorksIsNoEvent) {
    const auto wrapped = watched_.wrap(key_, "context");
    EXPECT_TRUE(equal_constant_time(watched_.unwrap(wrapped, "context"), key_));
    EXPECT_TRUE(written().empty());
}

TEST_P(WatchedKeysTest, AFailureIsOneEventAMinuteForEachKind) {
    const auto wrapped = watched_.wrap(key_, "context");
    EXPECT_THROW(watched_.unwrap(wrapped, "another context"), keys::Refused);
    service_->away = true;
    for (int i = 0; i < 50; ++i)
        EXPECT_FALSE(wraps());
    EXPECT_EQ(written(), (std::vector<std::string>{"key_service_failed unwrap refused",
                                                   "key_service_failed wrap unavailable"}));
    clock_.advance(59s);
    EXPECT_FALSE(wraps());
    EXPECT_EQ(written().size(), 2U);
    clock_.advance(1s);
    EXPECT_FALSE(wraps());
    EXPECT_EQ(written().size(), 3U);
}

TEST_P(WatchedKeysTest, EachCallOutwardsIsAnEventOfWhomAndWhatCameOfIt) {
    const auto observe = watched_calls(events_, clock_);
    observe({.vendor = "aws-kms", .outcome = egress::Outcome::answered, .status = 200, .took = 41ms});
    observe({.vendor = "aws-kms", .outcome = egress::Outcome::too_slow, .took = 5000ms});
    EXPECT_EQ(written(), (std::vector<std::string>{"vendor_called aws-kms status 200 in 41 ms",
                                                   "vendor_failed aws-kms too_slow in 5000 ms"}));
}

TEST_P(WatchedKeysTest, WithoutRoomForItsRecordThereIsNoAnswer) {
    const auto observe = watched_calls(events_, clock_);
    const egress::Call call{.vendor = "aws-kms", .outcome = egress::Outcome::answered, .status = 200};
    for (std::size_t i = 0; i < audit::PendingEvents::waiting_max; ++i)
        observe(call);
    EXPECT_THROW(observe(call), egress::Failed);
    EXPECT_EQ(written().size(), audit::PendingEvents::waiting_max) << "what had room is kept";
    EXPECT_NO_THROW(observe(call));
}

TEST_P(WatchedKeysTest, WhatCannotBeWrittenWaits) {
    service_->away = true;
    EXPECT_FALSE(wraps());
    const auto away = store::connect(store::parse_dsn("sqlite:/nonexistent/suncrew.db"));
    EXPECT_ANY_THROW(events_.write(*away));
    EXPECT_EQ(written().size(), 1U);
}

}  // namespace
}  // namespace suncrew::commands
