#include <barrier>
#include <thread>

#include <gtest/gtest.h>

#include "store/connection.hpp"
#include "store/migrate.hpp"
#include "store/scratch_database.hpp"

namespace suncrew::store {
namespace {

constexpr Migration tables[]{
    {1,
     "counters",
     {"create table counters (name text primary key not null, n integer not null check (n >= 0)) strict",
      "create table counters (name varchar(40) primary key, n int not null check (n >= 0))"}},
    {2,
     "events",
     {"create table events (id integer primary key autoincrement, counter text not null references counters "
      "(name)) "
      "strict",
      "create table events (id bigint primary key auto_increment, counter varchar(40) not null, "
      "foreign key (counter) references counters (name))"}},
};

class TransactionsTest : public testing::TestWithParam<Database> {
protected:
    TransactionsTest() : connection_{quick()} {
        migrate(*connection_, tables);
        in_transaction(*connection_, [](Transaction& tx) {
            tx.run("insert into counters (name, n) values (?, ?)", "a", 0);
            tx.run("insert into counters (name, n) values (?, ?)", "b", 0);
        });
    }

    /// A connection that gives up waiting for a lock soon.
    std::unique_ptr<Connection> quick() {
        Dsn dsn = scratch_.dsn();
        dsn.lock_wait_max = std::chrono::milliseconds{20};
        return connect(dsn);
    }
    static void increment(Transaction& tx, std::string_view name) {
        ASSERT_EQ(tx.run("update counters set n = n + 1 where name = ?", name), 1);
    }
    int count(std::string_view name) {
        return *Reading{*connection_}.value<int>("select n from counters where name = ?", name);
    }

    ScratchDatabase scratch_{GetParam()};
    std::unique_ptr<Connection> connection_;
};

INSTANTIATE_TEST_SUITE_P(On, TransactionsTest, testing::ValuesIn(databases_at_hand()), database_name);

TEST_P(TransactionsTest, WhatIsCommittedIsSeenByOthers) {
    {
        Transaction tx{*connection_};
        increment(tx, "a");
        tx.commit();
    }
    const auto other = scratch_.connect();
    EXPECT_EQ(Reading{*other}.value<int>("select n from counters where name = 'a'"), 1);
}

TEST_P(TransactionsTest, WhatIsNotCommittedIsGone) {
    {
        Transaction tx{*connection_};
        increment(tx, "a");
    }
    EXPECT_EQ(count("a"), 0);
}

TEST_P(TransactionsTest, WhatIsNotCommittedIsNotSeenByOthers) {
    Transaction tx{*connection_};
    increment(tx, "a");
    const auto other = scratch_.connect();
    EXPECT_EQ(Reading{*other}.value<int>("select n from counters where name = 'a'"), 0);
    EXPECT_EQ(tx.value<int>("select n from counters where name = 'a'"), 1);
}

TEST_P(TransactionsTest, AThrowRollsBack) {
    EXPECT_THROW(in_transaction(*connection_,
                                [](Transaction& tx) {
                                    increment(tx, "a");
                                    throw Refusal{Code::conflict, "order_changed"};
                                }),
                 Refusal);
    EXPECT_EQ(count("a"), 0);
    in_transaction(*connection_, [](Transaction& tx) { increment(tx, "a"); });
    EXPECT_EQ(count("a"), 1);
}

TEST_P(TransactionsTest, BeginsAtItsFirstStatement) {
    Transaction idle{*connection_};
    Transaction busy{*connection_};
    increment(busy, "a");
    busy.commit();
    EXPECT_FALSE(idle.over());
    idle.commit();
    EXPECT_EQ(count("a"), 1);
}

TEST_P(TransactionsTest, ThereIsOneTransactionAtATime) {
    Transaction first{*connection_};
    increment(first, "a");
    Transaction second{*connection_};
    EXPECT_THROW(second.value<int>("select count(*) from counters"), Fault);
    first.commit();
    EXPECT_EQ(second.value<int>("select n from counters where name = 'a'"), 1);
}

TEST_P(TransactionsTest, AfterItsEndItTakesNoStatement) {
    Transaction tx{*connection_};
    increment(tx, "a");
    tx.commit();
    EXPECT_THROW(tx.run("update counters set n = 9"), Fault);
    EXPECT_THROW(tx.value<int>("select n from counters where name = 'a'"), Fault);
    EXPECT_THROW(tx.commit(), Fault);
    EXPECT_EQ(count("a"), 1);
}

TEST_P(TransactionsTest, TheRunnerReturnsWhatTheWorkReturns) {
    EXPECT_EQ(in_transaction(*connection_,
                             [](Transaction& tx) { return tx.value<int>("select count(*) from counters"); }),
              2);
}

TEST_P(TransactionsTest, RowsThatMatchCountWhetherOrNotTheyChange) {
    in_transaction(*connection_, [](Transaction& tx) {
        EXPECT_EQ(tx.run("update counters set n = 0"), 2);
        EXPECT_EQ(tx.run("update counters set n = ? where name = ?", 0, "a"), 1);
        EXPECT_EQ(tx.run("update counters set n = 1 where name = 'z'"), 0);
        EXPECT_EQ(tx.run("delete from counters where name = 'b'"), 1);
        EXPECT_EQ(tx.run("delete from counters where name = 'b'"), 0);
    });
}

TEST_P(TransactionsTest, AnInsertTellsTheKeyItGot) {
    in_transaction(*connection_, [](Transaction& tx) {
        const std::int64_t first = tx.insert("insert into events (counter) values (?)", "a");
        EXPECT_EQ(tx.insert("insert into events (counter) values (?)", "b"), first + 1);
        EXPECT_EQ(tx.value<std::string>("select counter from events where id = ?", first), "a");
    });
}

TEST_P(TransactionsTest, ADuplicateIsTold) {
    Transaction tx{*connection_};
    try {
        tx.run("insert into counters (name, n) values (?, ?)", "a", 5);
        FAIL() << "the key exists";
    } catch (const Duplicate& duplicate) {
        EXPECT_EQ(duplicate.code(), Code::conflict);
        EXPECT_FALSE(duplicate.constraint().empty());
    }
    increment(tx, "b");
    tx.commit();
    EXPECT_EQ(count("a"), 0);
    EXPECT_EQ(count("b"), 1);
}

TEST_P(TransactionsTest, ABrokenRuleOfTheSchemaIsAFault) {
    const auto attempt = [&](auto statement) {
        EXPECT_THROW(in_transaction(*connection_, statement), Fault);
    };
    attempt([](Transaction& tx) { tx.run("insert into events (counter) values ('nowhere')"); });
    attempt([](Transaction& tx) { tx.run("update counters set n = -1"); });
    attempt([](Transaction& tx) { tx.run("update counters set n = null"); });
    attempt([](Transaction& tx) { tx.run("insert into nothing (a) values (1)"); });
    attempt([](Transaction& tx) { tx.run("insert into counters values what"); });
    EXPECT_EQ(count("a"), 0) << "the connection works again";
}

TEST_P(TransactionsTest, AFaultEndsTheTransactionOrLeavesItWhole) {
    {
        Transaction tx{*connection_};
        increment(tx, "a");
        EXPECT_THROW(tx.run("insert into nothing (a) values (1)"), Fault);
        try {
            increment(tx, "b");
            tx.commit();
        } catch (const Unavailable&) {
            EXPECT_EQ(GetParam(), Database::mysql);
        }
    }
    EXPECT_EQ(count("a"), count("b")) << "never half of it";
}

TEST_P(TransactionsTest, MoreThanOneRowIsNoOne) {
    Reading reading{*connection_};
    EXPECT_THROW(reading.value<int>("select n from counters"), Fault);
    EXPECT_THROW(reading.one<int>("select n from counters"), Fault);
    EXPECT_EQ(reading.value<int>("select n from counters where name = 'z'"), std::nullopt);
    EXPECT_EQ(reading.rows<int>("select n from counters").size(), 2) << "the connection works on";
}

TEST_P(TransactionsTest, ASelectWithoutAnEndIsAFault) {
    constexpr Sql endless{
        "with recursive r (n) as (select 1 union all select n + 1 from r where n < ?) select n from r",
        "select n.seq from (with recursive r as (select 1 seq union all select seq + 1 from r where seq < "
        "200) "
        "select a.seq from r a join r b) n limit ?"};
    Reading reading{*connection_};
    EXPECT_EQ(reading.rows<int>(endless, static_cast<int>(rows_max)).size(), rows_max);
    EXPECT_THROW(reading.rows<int>(endless, static_cast<int>(rows_max) + 1), Fault);
    EXPECT_THROW(reading.rows<int>(endless, 3 * static_cast<int>(rows_max)), Fault);
    EXPECT_EQ(count("a"), 0) << "the connection works on";
}

TEST_P(TransactionsTest, AFunctionThatReadsTakesATransactionToo) {
    const auto sum = [](Reading& reading) { return *reading.value<int>("select sum(n) from counters"); };
    in_transaction(*connection_, [&](Transaction& tx) {
        increment(tx, "a");
        EXPECT_EQ(sum(tx), 1);
    });
}

TEST_P(TransactionsTest, AHeldLockIsAConflictAndTheRetriesAreCounted) {
    const auto holder = scratch_.connect();
    Transaction holding{*holder};
    increment(holding, "a");
    int attempts = 0;
    EXPECT_THROW(in_transaction(*connection_,
                                [&](Transaction& tx) {
                                    if (++attempts == 2)
                                        holding.roll_back();
                                    increment(tx, "a");
                                    if (attempts < 3)
                                        throw Conflict{"as if"};
                                    throw Refusal{Code::conflict, "order_changed"};
                                }),
                 Refusal);
    EXPECT_EQ(attempts, 3);
    EXPECT_EQ(count("a"), 0);
}

TEST_P(TransactionsTest, AConflictThatStaysIsGivenUp) {
    int attempts = 0;
    EXPECT_THROW(in_transaction(*connection_,
                                [&](Transaction& tx) {
                                    ++attempts;
                                    increment(tx, "a");
                                    throw Conflict{"as if"};
                                }),
                 Conflict);
    EXPECT_EQ(attempts, attempts_max);
    EXPECT_EQ(count("a"), 0);
}

TEST_P(TransactionsTest, WritersThatMeetLoseNothing) {
    constexpr int rounds = 50;
    const auto work = [&](std::string_view first, std::string_view second) {
        const auto connection = scratch_.connect();
        for (int i = 0; i < rounds; ++i)
            in_transaction(*connection, [&](Transaction& tx) {
                increment(tx, first);
                increment(tx, second);
            });
    };
    std::thread forward{work, "a", "b"};
    std::thread backward{work, "b", "a"};
    forward.join();
    backward.join();
    EXPECT_EQ(count("a"), 2 * rounds);
    EXPECT_EQ(count("b"), 2 * rounds);
}

TEST_P(TransactionsTest, ADeadlockIsRunAgain) {
    if (GetParam() == Database::sqlite)
        GTEST_SKIP() << "SQLite has one lock, so there is no deadlock";
    std::barrier both_hold_one{2};
    std::atomic<int> runs = 0;
    const auto work = [&](std::string_view first, std::string_view second) {
        const auto connection = scratch_.connect();
        bool met = false;
        in_transaction(*connection, [&](Transaction& tx) {
            ++runs;
            increment(tx, first);
            if (!std::exchange(met, true))
                both_hold_one.arrive_and_wait();
            increment(tx, second);
        });
    };
    std::thread forward{work, "a", "b"};
    std::thread backward{work, "b", "a"};
    forward.join();
    backward.join();
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(count("a"), 2);
    EXPECT_EQ(count("b"), 2);
}

TEST(SqliteTest, TellsItsDurability) {
    const ScratchDatabase scratch{Database::sqlite};
    EXPECT_NE(connect(scratch.dsn())->description().find("journal_mode=wal, synchronous=full"),
              std::string::npos);
    Dsn dsn = scratch.dsn();
    dsn.synchronous = Dsn::Synchronous::normal;
    EXPECT_NE(connect(dsn)->description().find("synchronous=normal"), std::string::npos);
}

TEST(SqliteTest, AFileOpenedToReadIsNotWritten) {
    const ScratchDatabase scratch{Database::sqlite};
    migrate(*scratch.connect(), tables);
    Dsn dsn = scratch.dsn();
    dsn.read_only = true;
    const auto connection = connect(dsn);
    EXPECT_EQ(Reading{*connection}.value<int>("select count(*) from counters"), 0);
    EXPECT_ANY_THROW(in_transaction(*connection, [](Transaction& tx) { tx.run("delete from counters"); }));
}

TEST(SqliteTest, AFileThatCannotBeOpenedIsUnavailable) {
    const auto connection = connect(parse_dsn("sqlite:/nowhere/at/all.db"));
    EXPECT_THROW(Reading{*connection}.value<int>("select 1"), Unavailable);
    EXPECT_THROW(connect(parse_dsn("sqlite:/nowhere.db?mode=ro"))->description(), Unavailable);
}

TEST(SqliteTest, APathMayHaveEveryCharacter) {
    const auto path =
        std::filesystem::temp_directory_path() / ("a ?%#&ñ" + std::to_string(::getpid()) + ".db");
    Dsn dsn;
    dsn.path = path.string();
    migrate(*connect(dsn), tables);
    EXPECT_TRUE(std::filesystem::exists(path));
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(path.string() + suffix);
}

}  // namespace
}  // namespace suncrew::store
