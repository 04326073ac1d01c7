#include "notify/events.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "notify/migrated_database.hpp"

namespace suncrew::notify {
namespace {

using namespace std::chrono_literals;

class EventsTest : public testing::TestWithParam<store::Database> {
protected:
    void tell(AccountId account, const std::string& data) {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            queue_event(transaction, account, "order", data, clock_.now());
        });
    }
    /// As `tell`, with an id of the test's choice.
    void appear(std::int64_t id, const std::string& data) {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            transaction.run(
                "insert into events (id, account, kind, data, created_at) values (?, ?, 'order', ?, ?)", id,
                mine_, data, clock_.now());
        });
    }
    std::vector<std::string> next(EventFeed& feed, int limit = 100) {
        return data_of(feed.next(reading_, clock_.now(), limit));
    }
    static std::vector<std::string> data_of(const std::vector<Event>& events) {
        std::vector<std::string> data;
        for (const Event& event : events)
            data.push_back(event.data);
        return data;
    }
    using Texts = std::vector<std::string>;

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    const AccountId mine_ = AccountId::make(clock_.now());
    const AccountId theirs_ = AccountId::make(clock_.now());
};
INSTANTIATE_TEST_SUITE_P(Databases, EventsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(EventsTest, AnAccountReadsItsOwnFromWhereItStopped) {
    tell(mine_, "{\"n\":1}");
    tell(theirs_, "{\"n\":2}");
    tell(mine_, "{\"n\":3}");
    const auto all = events_of(reading_, mine_, 0, 10);
    EXPECT_EQ(data_of(all), (Texts{"{\"n\":1}", "{\"n\":3}"}));
    EXPECT_EQ(all[0].account, mine_);
    EXPECT_EQ(all[0].kind, "order");
    EXPECT_EQ(data_of(events_of(reading_, mine_, all[0].id, 10)), Texts{"{\"n\":3}"});
    EXPECT_TRUE(events_of(reading_, mine_, all[1].id, 10).empty());
    EXPECT_EQ(events_of(reading_, mine_, 0, 1).size(), 1U);
    EXPECT_EQ(last_event_id(reading_), all[1].id);
}

TEST_P(EventsTest, WhatIsRolledBackIsNotTold) {
    {
        store::Transaction transaction{connection_};
        queue_event(transaction, mine_, "order", "{}", clock_.now());
    }
    EXPECT_TRUE(events_after(reading_, 0, 10).empty());
}

TEST_P(EventsTest, NothingCanBreakOutOfItsEvent) {
    store::Transaction transaction{connection_};
    for (const char* data : {"{}\n\nevent: offer", "{}\r", ""})
        EXPECT_THROW(queue_event(transaction, mine_, "order", data, clock_.now()), std::invalid_argument)
            << data;
    EXPECT_THROW(queue_event(transaction, mine_, "order\nid: 9", "{}", clock_.now()), std::invalid_argument);
    EXPECT_THROW(queue_event(transaction, mine_, "", "{}", clock_.now()), std::invalid_argument);
    EXPECT_THROW(queue_event(transaction, mine_, std::string(21, 'a'), "{}", clock_.now()),
                 std::invalid_argument);
    EXPECT_THROW(queue_event(transaction, mine_, "order", std::string(1001, 'a'), clock_.now()),
                 std::invalid_argument);
}

TEST_P(EventsTest, AFeedGivesEachEventOnce) {
    tell(mine_, "1");
    EventFeed feed{last_event_id(reading_)};
    EXPECT_EQ(next(feed), Texts{});
    tell(mine_, "2");
    tell(theirs_, "3");
    EXPECT_EQ(next(feed), (Texts{"2", "3"}));
    EXPECT_EQ(next(feed), Texts{});
}

TEST_P(EventsTest, AFeedIsBoundedAndGoesOn) {
    EventFeed feed{last_event_id(reading_)};
    for (const char* data : {"1", "2", "3"})
        tell(mine_, data);
    EXPECT_EQ(next(feed, 2), (Texts{"1", "2"}));
    EXPECT_EQ(next(feed, 2), Texts{"3"});
}

// On MySQL the slower of two transactions may hold the lower id.
TEST_P(EventsTest, AnEventThatAppearsAfterAYoungerOneIsNotLost) {
    EventFeed feed{100};
    appear(102, "quick");
    EXPECT_EQ(next(feed), Texts{"quick"});
    clock_.advance(EventFeed::gap_wait - 1ms);
    EXPECT_EQ(next(feed), Texts{});
    appear(101, "slow");
    appear(103, "next");
    EXPECT_EQ(next(feed), (Texts{"slow", "next"}));
    clock_.advance(EventFeed::gap_wait);
    EXPECT_EQ(next(feed), Texts{});
}

TEST_P(EventsTest, WhatAFailedReadWouldHaveGivenComesLater) {
    if (GetParam() == store::Database::mysql)
        GTEST_SKIP() << "MySQL keeps no id of a wrong length, which makes the read fail";
    EventFeed feed{100};
    appear(102, "quick");
    EXPECT_EQ(next(feed), Texts{"quick"});
    appear(101, "slow");
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        transaction.run(
            "insert into events (id, account, kind, data, created_at) values (103, x'00', 'order', '{}', 0)");
    });
    EXPECT_ANY_THROW(next(feed));
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        transaction.run("delete from events where id = 103");
    });
    EXPECT_EQ(next(feed), Texts{"slow"});
    EXPECT_EQ(next(feed), Texts{});
}

TEST_P(EventsTest, AnIdThatNeverComesIsGivenUp) {
    tell(mine_, "1");
    EventFeed feed{last_event_id(reading_) - 5};
    EXPECT_EQ(next(feed), Texts{"1"});
    clock_.advance(EventFeed::gap_wait);
    EXPECT_EQ(next(feed), Texts{});
    tell(mine_, "2");
    EXPECT_EQ(next(feed), Texts{"2"});
}

TEST_P(EventsTest, AJumpOfTheIdsIsBorne) {
    tell(mine_, "1");
    EventFeed feed{last_event_id(reading_) - 5'000'000'000};
    EXPECT_EQ(next(feed), Texts{"1"});
    EXPECT_EQ(next(feed), Texts{});
}

TEST_P(EventsTest, OldEventsAreDeletedAndYoungOnesStay) {
    tell(mine_, "old");
    clock_.advance(events_kept);
    tell(mine_, "young");
    const auto clean = [&] {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return delete_old_events(transaction, clock_.now());
        });
    };
    EXPECT_EQ(clean(), 0);
    clock_.advance(1ms);
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(clean(), 0);
    EXPECT_EQ(data_of(events_after(reading_, 0, 10)), Texts{"young"});
}

}  // namespace
}  // namespace suncrew::notify
