#include "notify/live.hpp"

#include <gtest/gtest.h>

#include "base/refusal.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::notify {
namespace {

using namespace std::chrono_literals;
using Texts = std::vector<std::string>;
using Stream = std::shared_ptr<http::EventStream>;

class LiveTest : public testing::TestWithParam<store::Database> {
protected:
    static access::SessionHash session(std::uint8_t number) {
        access::SessionHash hash{};
        hash[0] = number;
        return hash;
    }
    void tell(AccountId account, const std::string& data) {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            queue_event(transaction, account, "order", data, clock_.now());
        });
    }
    static access::Granted<access::Permission::follow_own_events> granted(AccountId account,
                                                                          std::uint8_t number) {
        access::Caller caller;
        caller.role = access::Role::customer;
        caller.account = account;
        caller.session = session(number);
        return access::check<access::Permission::follow_own_events>(caller);
    }
    Stream follow(AccountId account, std::uint8_t number = 1) {
        return live_.follow(granted(account, number), {}, reading_).stream;
    }
    Stream follow_from(std::int64_t id) {
        Follow command;
        command.last_event_id.emplace(id);
        return live_.follow(granted(mine_, 1), command, reading_).stream;
    }
    void poll() { live_.poll(connection_); }

    /// The kinds and data of the events that have gathered.
    static Texts taken(const Stream& stream) {
        Texts events;
        const std::string text = stream->take();
        for (std::size_t at = 0; (at = text.find("event: ", at)) != std::string::npos;) {
            const std::size_t end = text.find("\n\n", at);
            std::string event = text.substr(at + 7, end - at - 7);
            event.replace(event.find("\ndata:"), 6, "");
            events.push_back(event);
            at = end;
        }
        return events;
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    const AccountId mine_ = AccountId::make(clock_.now());
    const AccountId theirs_ = AccountId::make(clock_.now());
    std::optional<access::SessionHash> ended_;
    Live live_{[this](store::Reading&, const access::SessionHash& hash, Instant) { return hash != ended_; },
               clock_};
};
INSTANTIATE_TEST_SUITE_P(Databases, LiveTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(LiveTest, WhoComesBackGetsWhatWasMissedAndThenWhatIsNewEachOnceInOrder) {
    poll();
    tell(mine_, "1");
    poll();
    const std::int64_t seen = last_event_id(reading_);
    tell(mine_, "2");
    tell(theirs_, "3");
    tell(mine_, "4");
    const Stream stream = follow_from(seen);
    // The poll comes to 2 and 4 only now.
    poll();
    tell(mine_, "5");
    poll();
    EXPECT_EQ(taken(stream), (Texts{"order 2", "order 4", "order 5"}));
    poll();
    EXPECT_EQ(taken(stream), Texts{});
}

TEST_P(LiveTest, WhoComesForTheFirstTimeGetsNothingOfThePast) {
    tell(mine_, "1");
    poll();
    const Stream stream = follow(mine_);
    poll();
    EXPECT_EQ(taken(stream), Texts{});
}

TEST_P(LiveTest, AnotherAccountsEventsNeverCome) {
    poll();
    const Stream stream = follow(mine_);
    tell(theirs_, "1");
    poll();
    EXPECT_EQ(taken(stream), Texts{});
    EXPECT_EQ(taken(follow_from(0)), Texts{});
}

TEST_P(LiveTest, MoreMissedThanAreKeptIsSaidInsteadOfLeavingAHole) {
    poll();
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        for (int i = 0; i < Live::missed_events_max; ++i)
            queue_event(transaction, mine_, "order", "{}", clock_.now());
    });
    const std::int64_t newest = last_event_id(reading_);
    const std::int64_t before = *reading_.value<std::int64_t>("select min(id) from events") - 1;
    EXPECT_EQ(taken(follow_from(before)).size(), static_cast<std::size_t>(Live::missed_events_max));
    tell(mine_, "{}");
    EXPECT_EQ(follow_from(before)->take(),
              "id: " + std::to_string(last_event_id(reading_)) + "\nevent: reset\ndata: {}\n\n");
    EXPECT_EQ(taken(follow_from(newest)), Texts{"order {}"});
}

TEST_P(LiveTest, AnAccountsOldestStreamEndsForOneTooMany) {
    std::vector<Stream> streams;
    for (std::size_t i = 0; i < Live::streams_an_account_max; ++i)
        streams.push_back(follow(mine_));
    const Stream others = follow(theirs_);
    EXPECT_FALSE(streams[0]->closed());
    const Stream newest = follow(mine_);
    EXPECT_TRUE(streams[0]->closed());
    EXPECT_FALSE(streams[1]->closed());
    EXPECT_FALSE(newest->closed());
    EXPECT_FALSE(others->closed());
}

TEST_P(LiveTest, AStreamEndsWithItsSession) {
    const Stream one = follow(mine_, 1);
    const Stream two = follow(mine_, 2);
    poll();
    ended_ = session(1);
    clock_.advance(Live::session_checked_every);
    poll();
    EXPECT_TRUE(one->closed());
    EXPECT_FALSE(two->closed());
}

TEST_P(LiveTest, TooManyStreamsAreRefusedAndAnEndedOneMakesRoom) {
    std::vector<Stream> streams;
    while (streams.size() < Live::streams_max)
        streams.push_back(follow(AccountId::make(clock_.now())));
    try {
        follow(mine_);
        ADD_FAILURE() << "not refused";
    } catch (const Refusal& refusal) {
        EXPECT_EQ(refusal.code(), Code::unavailable);
        EXPECT_EQ(refusal.reason(), "too_many_streams");
    }
    EXPECT_FALSE(streams[0]->closed());
    streams[7]->close();
    EXPECT_NO_THROW(follow(mine_));
}

TEST_P(LiveTest, AStreamWhosePastCannotBeReadEnds) {
    const auto empty = store::connect(store::parse_dsn("sqlite::memory:"));
    store::Reading no_tables{*empty};
    Follow command;
    command.last_event_id.emplace(0);
    std::vector<Stream> streams;
    for (std::size_t i = 1; i < Live::streams_an_account_max; ++i)
        streams.push_back(follow(mine_));
    EXPECT_ANY_THROW(live_.follow(granted(mine_, 1), command, no_tables));
    follow(mine_);
    EXPECT_FALSE(streams[0]->closed()) << "the stream that was not opened takes nobody's place";
}

}  // namespace
}  // namespace suncrew::notify
