// The log in a database: entries, the sequencer, the witness, and that whatever is changed behind the
// program's back is found.
#include "audit/log.hpp"

#include <filesystem>
#include <fstream>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "audit/erasure.hpp"
#include "audit/faulty_connection.hpp"
#include "audit/kept_values.hpp"
#include "audit/sequencer.hpp"
#include "audit/tiles.hpp"
#include "audit/verification.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::audit {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

NoteSigner signer(char seed = 'k') {
    return {"suncrew.example/log",
            crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, seed)})};
}

class LogTest : public testing::TestWithParam<store::Database> {
protected:
    LogTest() { fs::create_directory(folder_); }
    ~LogTest() override { fs::remove_all(folder_); }

    void record_change(const std::string& after = "sales") {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            record(transaction, {.kind = EventKind::role_changed,
                                 .at = clock_.now(),
                                 .account = mine_,
                                 .actor = officer_,
                                 .acted_as = Party::security,
                                 .grant = grant_,
                                 .address = "192.0.2.1",
                                 .device = "Firefox on Linux",
                                 .before = "support",
                                 .after = after});
        });
    }
    void record_changes(int count) {
        for (int i = 0; i < count; ++i)
            record_change("sales" + std::to_string(i));
    }
    Sequencer sequencer(char seed = 'k') { return {signer(seed), FileWitness{folder_}, clock_}; }
    /// Five entries that have their places, in two checkpoints.
    void fill() {
        auto mine = sequencer();
        record_changes(3);
        mine.run(connection_);
        record_changes(2);
        mine.run(connection_);
    }
    Verification look(char seed = 'k') {
        std::vector<Remembered> remembered;
        if (const auto note = FileWitness{folder_}.latest())
            remembered.push_back({"the witness", *note});
        return verify(reading_, signer(seed).verifier(), remembered, clock_.now());
    }
    template <store::Bindable... A>
    void attack(store::WriteSql<A...> sql, const A&... arguments) {
        store::in_transaction(connection_,
                              [&](store::Transaction& transaction) { transaction.run(sql, arguments...); });
    }
    std::int64_t number(store::ReadSql<> sql) { return reading_.value<std::int64_t>(sql).value(); }
    /// The sequencer of a program that has just begun refuses the log as it is, signs nothing, and says so.
    void expect_refused() {
        const auto size = number("select count(*) from log_checkpoints");
        const auto told = complaints();
        record_change("later");
        auto mine = sequencer();
        EXPECT_THROW(mine.run(connection_), LogBroken);
        EXPECT_THROW(mine.run(connection_), LogBroken);
        EXPECT_EQ(number("select count(*) from log_checkpoints"), size);
        EXPECT_EQ(complaints(), told + 1) << "once";
    }
    std::int64_t complaints() {
        return number("select count(*) from security_events where kind = 'log_broken'");
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    const AccountId mine_ = AccountId::make(clock_.now());
    const AccountId officer_ = AccountId::make(clock_.now());
    const GrantId grant_ = GrantId::make(clock_.now());
    const fs::path folder_ = fs::temp_directory_path() / ("suncrew_witness_" + std::to_string(::getpid()));
};
INSTANTIATE_TEST_SUITE_P(Databases, LogTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(LogTest, AnEventThatChangesSomethingHasItsEntryAndAnAttemptHasNone) {
    record_change();
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        record(transaction, {.kind = EventKind::sign_in_failed, .at = clock_.now(), .account = mine_});
    });
    EXPECT_EQ(number("select count(*) from log_entries"), 1);
    EXPECT_EQ(number("select count(*) from log_entries where position is null"), 1);
    EXPECT_THAT(logged_events_about(reading_, mine_, std::nullopt, 10), testing::SizeIs(1));
}

TEST_P(LogTest, WhatIsRolledBackLeavesNoEntry) {
    {
        store::Transaction transaction{connection_};
        record(transaction, {.kind = EventKind::password_changed, .at = clock_.now(), .account = mine_});
    }
    EXPECT_EQ(number("select count(*) from log_entries"), 0);
}

TEST_P(LogTest, EachEntryGetsItsPlaceAndAProofOfIt) {
    fill();
    const auto checkpoint = newest_checkpoint(reading_);
    ASSERT_TRUE(checkpoint);
    const auto head = open_checkpoint(signer().verifier(), checkpoint->note);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->size, 5U);
    Tiles tiles{reading_};
    std::vector<std::int64_t> ids;
    for (const auto& [id, event] : logged_events_about(reading_, mine_, std::nullopt, 10))
        ids.push_back(id);
    const auto entries = entries_of(reading_, ids);
    ASSERT_EQ(entries.size(), 5U);
    for (const auto& [event, entry] : entries) {
        const Hash leaf = leaf_hash(entry.leaf);
        EXPECT_TRUE(inclusion_holds(entry.position, 5, leaf,
                                    inclusion_proof(entry.position, 5, tiles.reader()), head->root));
    }
    EXPECT_EQ(FileWitness{folder_}.latest(), checkpoint->note);
}

TEST_P(LogTest, TheNewCheckpointExtendsTheOldOne) {
    fill();
    const auto notes = reading_.rows<std::string>("select note from log_checkpoints order by size");
    ASSERT_EQ(notes.size(), 2U);
    const auto from = open_checkpoint(signer().verifier(), std::get<0>(notes[0])).value();
    const auto to = open_checkpoint(signer().verifier(), std::get<0>(notes[1])).value();
    Tiles tiles{reading_};
    EXPECT_TRUE(consistency_holds(from.size, to.size, from.root, to.root,
                                  consistency_proof(from.size, to.size, tiles.reader())));
}

TEST_P(LogTest, WhereNothingNewIsNothingIsSigned) {
    fill();
    auto mine = sequencer();
    EXPECT_EQ(mine.run(connection_), 0U);
    EXPECT_EQ(number("select count(*) from log_checkpoints"), 2);
}

TEST_P(LogTest, TwoProgramsTakeTurns) {
    const auto other_connection = database_.connect();
    auto one = sequencer();
    auto other = sequencer();
    for (int turn = 0; turn < 3; ++turn) {
        record_changes(2);
        EXPECT_EQ(one.run(connection_), 2U);
        record_change();
        EXPECT_EQ(other.run(*other_connection), 1U);
    }
    EXPECT_TRUE(look().holds());
    EXPECT_EQ(look().entries, 9U);
}

TEST_P(LogTest, ManyEntriesAreSequencedInBatchesOverSeveralTiles) {
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        for (int i = 0; i < 1300; ++i)
            record(transaction, {.kind = EventKind::sessions_ended, .at = clock_.now(), .account = mine_});
    });
    auto mine = sequencer();
    EXPECT_EQ(mine.run(connection_), 1300U);
    EXPECT_EQ(number("select count(*) from log_checkpoints"), 2);
    EXPECT_EQ(number("select count(*) from log_tiles where level = 0"), 6);
    const auto found = look();
    EXPECT_TRUE(found.holds()) << found.flaws.at(0);
    EXPECT_EQ(found.entries, 1300U);
    EXPECT_EQ(found.checkpoints, 2U);
    EXPECT_EQ(found.witnessed, 1300U);
}

TEST_P(LogTest, ValuesThatAreOverGoAndTheirProofsStay) {
    fill();
    clock_.advance(events_kept + 1ms);
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        EXPECT_EQ(delete_old_events(transaction, clock_.now()), 5);
    });
    EXPECT_EQ(number("select count(*) from log_entries where salt is not null"), 0);
    record_change();
    sequencer().run(connection_);
    const auto found = look();
    EXPECT_TRUE(found.holds()) << found.flaws.at(0);
    EXPECT_EQ(found.entries, 6U);
    EXPECT_EQ(found.forgotten, 5U);
}

TEST_P(LogTest, AnEmptyLogHolds) {
    EXPECT_TRUE(look().holds());
    EXPECT_EQ(sequencer().run(connection_), 0U);
    EXPECT_FALSE(newest_checkpoint(reading_));
    EXPECT_FALSE(FileWitness{folder_}.latest());
}

TEST_P(LogTest, AFaultAtAnyStepLeavesAllOrNothing) {
    record_changes(3);
    int steps = 0;
    for (bool broke = true; broke; ++steps) {
        ASSERT_LT(steps, 100);
        auto faulty = std::make_unique<FaultyDriver>(database_.connect(), steps);
        const FaultyDriver& driver = *faulty;
        store::Connection connection{std::move(faulty)};
        auto mine = sequencer();
        try {
            mine.run(connection);
        } catch (const store::Unavailable&) {
        }
        broke = driver.broke();
        const auto found = look();
        EXPECT_TRUE(found.holds()) << "step " << steps << ": " << found.flaws.at(0);
        EXPECT_EQ(found.entries + found.pending,
                  static_cast<std::uint64_t>(number("select count(*) from log_entries")));
        EXPECT_TRUE(found.pending == 0 || found.entries % 3 == 0);
        sequencer().run(connection_);
        EXPECT_EQ(look().pending, 0U) << "what was interrupted is done by the next";
        record_changes(3);
    }
    EXPECT_GT(steps, 10);
}

TEST_P(LogTest, AFaultAtAnyStepLeavesNoEventWithoutItsEntry) {
    int steps = 0;
    for (bool broke = true; broke; ++steps) {
        ASSERT_LT(steps, 20);
        auto faulty = std::make_unique<FaultyDriver>(database_.connect(), steps);
        const FaultyDriver& driver = *faulty;
        store::Connection connection{std::move(faulty)};
        try {
            store::in_transaction(connection, [&](store::Transaction& transaction) {
                transaction.run("update log_state set size = size where id = 1");  // the change
                record(transaction,
                       {.kind = EventKind::password_changed, .at = clock_.now(), .account = mine_});
            });
        } catch (const store::Unavailable&) {
        }
        broke = driver.broke();
        EXPECT_EQ(number("select count(*) from security_events"), number("select count(*) from log_entries"));
    }
    EXPECT_GT(steps, 3);
}

struct Attack {
    const char* name;
    std::function<void(store::Transaction&)> work;
    const char* flaw;
    bool breaks_the_tree;  ///< so that nothing more is signed, too
};

const std::array attacks{
    Attack{"a changed value",
           [](auto& t) {
               t.run(
                   "update security_events set after_value = 'engineer' where id = (select event from "
                   "log_entries where position = 2)");
           },
           "entry 2: its event was changed", false},
    Attack{"another actor",
           [](auto& t) {
               t.run(
                   "update security_events set actor = account where id = (select event from log_entries "
                   "where position = 1)");
           },
           "entry 1: its event was changed", false},
    Attack{"another grant",
           [](auto& t) {
               t.run(
                   "update security_events set grant_id = account where id = (select event from log_entries "
                   "where position = 1)");
           },
           "entry 1: its event was changed", false},
    Attack{"another role",
           [](auto& t) {
               t.run(
                   "update security_events set acted_as = 'support' where id = (select event from "
                   "log_entries where position = 0)");
           },
           "entry 0: its event was changed", false},
    Attack{"another time",
           [](auto& t) {
               t.run(
                   "update security_events set at = at - 1 where id = (select event from log_entries where "
                   "position = 0)");
           },
           "entry 0: its event was changed", false},
    Attack{
        "an event that goes",
        [](auto& t) {
            t.run(
                "delete from security_events where id = (select event from log_entries where position = 3)");
        },
        "entry 3: what it tells of is gone before its time", false},
    Attack{"a salt that goes",
           [](auto& t) { t.run("update log_entries set salt = null where position = 3"); },
           "entry 3: what it tells of is gone before its time", false},
    Attack{"a changed leaf",
           [](auto& t) {
               t.run("update log_entries set leaf = replace(leaf, 'security', 'support') where position = 1");
           },
           "tile 0/0 is not that of the entries", false},
    Attack{"an entry that goes", [](auto& t) { t.run("delete from log_entries where position = 2"); },
           "entry 2 is missing", false},
    Attack{"an event behind the program's back",
           [](auto& t) {
               t.run(
                   "insert into security_events (at, kind, acted_as, address, device) values (0, "
                   "'role_changed', 'security', '', '')");
           },
           "has no entry", false},
    Attack{"entries that change places",
           [](auto& t) {
               t.run("update log_entries set position = 100 where position = 1");
               t.run("update log_entries set position = 1 where position = 2");
               t.run("update log_entries set position = 2 where position = 100");
           },
           "tile 0/0 is not that of the entries", false},
    Attack{"a tile that goes", [](auto& t) { t.run("delete from log_tiles"); },
           "tile 0/0 is not that of the entries", true},
    Attack{"another root", [](auto& t) { t.run("update log_state set root = ?", crypto::sha256("x")); },
           "the kept state has another root than the entries", true},
    Attack{"a checkpoint that goes", [](auto& t) { t.run("delete from log_checkpoints where size = 5"); },
           "the newest checkpoint is missing", true},
    Attack{
        "a checkpoint of another key",
        [](auto& t) {
            t.run("update log_checkpoints set note = ? where size = 5",
                  signer('x').sign("suncrew.example/log\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"));
        },
        "checkpoint 5 is not signed by the log's key", true},
    Attack{"a checkpoint of another log",
           [](auto& t) {
               t.run("update log_checkpoints set note = ? where size = 5",
                     signer().sign("suncrew.example/log\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"));
           },
           "checkpoint 5 has another root than the entries", true},
    Attack{"a log cut short",
           [](auto& t) {
               t.run(
                   "delete from security_events where id in (select event from log_entries where position >= "
                   "3)");
               t.run("delete from log_entries where position >= 3");
               t.run("delete from log_checkpoints where size = 5");
               t.run("update log_state set size = 3");
           },
           "another root", true},
    Attack{"a state that is set back, and nothing else",
           [](auto& t) {
               const auto note =
                   *t.template value<std::string>("select note from log_checkpoints where size = 3");
               const auto head = open_checkpoint(signer().verifier(), note).value();
               t.run("update log_state set size = 3, root = ?", head.root);
           },
           "checkpoint 5 is of more entries than the log has: 3", true},
    Attack{"an entry before the tree",
           [](auto& t) {
               t.run(
                   "insert into security_events (at, kind, acted_as, address, device) values (0, "
                   "'role_changed', 'security', '', '')");
               t.run(
                   "insert into log_entries (event, leaf, position) select max(id), 'x', -7 from "
                   "security_events");
           },
           "an entry has a place outside of the tree", false},
    Attack{"an entry far behind the tree",
           [](auto& t) {
               t.run(
                   "insert into security_events (at, kind, acted_as, address, device) values (0, "
                   "'role_changed', 'security', '', '')");
               t.run(
                   "insert into log_entries (event, leaf, position) select max(id), 'x', 1000000 from "
                   "security_events");
           },
           "an entry has a place outside of the tree", false},
    Attack{"an entry in the next place",
           [](auto& t) {
               t.run(
                   "insert into security_events (at, kind, acted_as, address, device) values (0, "
                   "'sign_in_failed', 'owner', '', '')");
               t.run(
                   "insert into log_entries (event, leaf, position) select max(id), 'x', 5 from "
                   "security_events");
           },
           "an entry has a place outside of the tree", true},
    Attack{"an event of before the first",
           [](auto& t) {
               t.run(
                   "insert into security_events (id, at, kind, acted_as, address, device) values (-5, 0, "
                   "'role_changed', 'security', '', '')");
           },
           "event -5 has no entry", false},
    Attack{"a byte behind the last tile",
           [](auto& t) {
               auto tile = *t.template value<store::Bytes>("select hashes from log_tiles");
               tile.push_back(1);
               t.run("update log_tiles set hashes = ?", tile);
           },
           "tile 0/0 has more than the tree", true},
    Attack{"a tile of no tree",
           [](auto& t) {
               t.run("insert into log_tiles (level, number, hashes) select 3, 9, hashes from log_tiles");
           },
           "tile 3/9 has more than the tree", false},
    Attack{"another network", [](auto& t) { t.run("update security_events set network = '203.0.113.0/24'"); },
           "entry 0: its event was changed", false},
    Attack{"a checkpoint of no tree",
           [](auto& t) { t.run("insert into log_checkpoints (size, at, note) values (-1, 0, 'x')"); },
           "checkpoint -1 is of no tree", false},
    Attack{"a reader of events that is ahead",
           [](auto& t) { t.run("update event_cursors set last_event = 9000000000000000000"); },
           "a reader of events is ahead of them", false},
};

TEST_P(LogTest, AnEntryThatWaitsIsComparedWithItsEvent) {
    fill();
    record_change();
    ASSERT_TRUE(look().holds());
    EXPECT_EQ(look().pending, 1U);
    attack(
        "update security_events set after_value = 'engineer' where id = (select max(event) from "
        "log_entries)");
    EXPECT_THAT(look().flaws, Contains(HasSubstr("its event was changed")));
}

TEST_P(LogTest, AnEntryThatIsKeptWaitingIsAFlawWhileTheHouseGoesOn) {
    fill();
    record_change();
    clock_.advance(waiting_max + 1s);
    EXPECT_TRUE(look().holds()) << "nothing was recorded since: no program may have run";
    record_change();
    EXPECT_THAT(look().flaws, Contains(HasSubstr("waits for its place since")));
    sequencer().run(connection_);
    EXPECT_TRUE(look().holds());
}

TEST_P(LogTest, EntriesThatCannotGetTheirPlacesAreToldAfterAWhile) {
    fill();
    record_change();
    fs::remove_all(folder_);
    auto mine = sequencer();
    EXPECT_THROW(mine.run(connection_), std::runtime_error);
    clock_.advance(standstill_max - 1s);
    EXPECT_THROW(mine.run(connection_), std::runtime_error);
    EXPECT_EQ(complaints(), 0);
    clock_.advance(1s);
    EXPECT_THROW(mine.run(connection_), std::runtime_error);
    EXPECT_THROW(mine.run(connection_), std::runtime_error);
    EXPECT_EQ(complaints(), 1);
    fs::create_directory(folder_);
    EXPECT_THROW(mine.run(connection_), std::runtime_error) << "an empty folder is one that is not mounted";
    EXPECT_FALSE(FileWitness{folder_}.latest());
    std::ofstream begin{folder_ / "begin"};
    begin.close();
    EXPECT_EQ(mine.run(connection_), 2U) << "the entry, and that of the complaint";
    EXPECT_TRUE(FileWitness{folder_}.latest());
    EXPECT_FALSE(fs::exists(folder_ / "begin"));
    EXPECT_TRUE(look().holds());
}

/// What a person did, taken away before its time because the account was erased.
class ErasureInTheLogTest : public LogTest {
protected:
    ErasureInTheLogTest() {
        for (const EventKind kind : {EventKind::password_changed, EventKind::data_exported})
            store::in_transaction(connection_, [&](store::Transaction& transaction) {
                record(transaction, {.kind = kind, .at = clock_.now(), .account = mine_});
            });
        fill();
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            record_erasure(transaction, mine_, clock_.now());
        });
    }
    void forget(std::string_view kind) {
        std::vector<std::int64_t> ids;
        for (const auto& [id] :
             reading_.rows<std::int64_t>("select id from security_events where kind = ?", kind))
            ids.push_back(id);
        store::in_transaction(connection_,
                              [&](store::Transaction& transaction) { delete_events(transaction, ids); });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ErasureInTheLogTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ErasureInTheLogTest, ItsOwnEntriesMayGoOneAfterTheOther) {
    for (const char* kind : {"password_changed", "data_exported"}) {
        EXPECT_TRUE(look().holds()) << look().flaws.at(0);
        forget(kind);
    }
    EXPECT_TRUE(look().holds()) << look().flaws.at(0);
    EXPECT_EQ(look().erased, 2U);
    sequencer().run(connection_);
    EXPECT_TRUE(look().holds()) << look().flaws.at(0);
}

TEST_P(ErasureInTheLogTest, NothingElseGoesUnderItsName) {
    attack(
        "update log_entries set forgotten_by = (select max(id) from security_events)"
        " where event in (select id from security_events where kind = 'role_changed')");
    forget("role_changed");
    EXPECT_THAT(look().flaws,
                Contains(HasSubstr("other entries are gone than those that its erasure names")));
}

TEST_P(ErasureInTheLogTest, AnErasureThatNeverWasTakesNothingAway) {
    attack(
        "update log_entries set forgotten_by = 1 where event in"
        " (select id from security_events where kind = 'role_changed')");
    forget("role_changed");
    EXPECT_THAT(look().flaws, Contains(HasSubstr("event 1: other entries are gone")));
}

TEST_P(LogTest, WhateverIsChangedInTheDatabaseIsFoundAndNamed) {
    for (const Attack& one : attacks) {
        SCOPED_TRACE(one.name);
        MigratedDatabase::empty(GetParam());
        fs::remove(folder_ / "checkpoint");
        fill();
        ASSERT_TRUE(look().holds());
        store::in_transaction(connection_, one.work);
        const auto found = look();
        EXPECT_FALSE(found.holds());
        EXPECT_THAT(found.flaws, Contains(HasSubstr(one.flaw)));
        if (one.breaks_the_tree)
            expect_refused();
        attack("update event_cursors set last_event = 0");
    }
}

TEST_P(LogTest, ACellThatHoldsSomethingElseThanTheLogSaysIsFound) {
    const AccountId account = AccountId::make(clock_.now());
    attack<AccountId, Instant>(
        "insert into accounts (id, email, password, role, name, language, created_at)"
        " values (?, 's1:an address', '', 'customer', 's1:the new name', 'en', ?)",
        account, clock_.now());
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        record(transaction, {.kind = EventKind::change_applied,
                             .at = clock_.now(),
                             .account = account,
                             .after = "applied accounts/" + to_string(account) + ' ' +
                                      kept_value("name", "s1:the new name")});
    });
    auto mine = sequencer();
    mine.run(connection_);
    EXPECT_THAT(look().flaws, IsEmpty());
    attack("update accounts set name = 's1:the old name'");
    EXPECT_THAT(look().flaws,
                ElementsAre("accounts/" + to_string(account) + ": name is not what it was last given"));
}

TEST_P(LogTest, AFlippedBitInATileIsFoundAndNothingIsSignedOverIt) {
    fill();
    auto tile =
        reading_.value<store::Bytes>("select hashes from log_tiles where level = 0 and number = 0").value();
    tile[40] = static_cast<std::uint8_t>(tile[40] ^ 1U);
    attack("update log_tiles set hashes = ? where level = 0 and number = 0", tile);
    EXPECT_THAT(look().flaws, Contains("tile 0/0 is not that of the entries"));
    expect_refused();
}

/// The whole database as it was a while ago: it holds by itself, and only who remembers more can tell.
TEST_P(LogTest, ADatabaseThatIsSetBackIsToldByTheWitnessAndByWhoSignedLast) {
    auto mine = sequencer();
    record_changes(3);
    mine.run(connection_);
    const auto tile = reading_.value<store::Bytes>("select hashes from log_tiles where level = 0").value();
    const auto root = reading_.value<Hash>("select root from log_state").value();
    record_changes(2);
    mine.run(connection_);
    const std::string witnessed = FileWitness{folder_}.latest().value();

    attack("delete from security_events where id in (select event from log_entries where position >= 3)");
    attack("delete from log_entries where position >= 3");
    attack("delete from log_checkpoints where size = 5");
    attack("update log_tiles set hashes = ?", tile);
    attack("update log_state set size = 3, root = ?", root);
    fs::remove(folder_ / "checkpoint");
    EXPECT_TRUE(look().holds()) << "by itself it does";
    EXPECT_THROW(mine.run(connection_), LogBroken) << "who signed last remembers";

    FileWitness{folder_}.put(witnessed);
    EXPECT_THAT(look().flaws, Contains(HasSubstr("the witness has 5 entries, and the log has 3")));
    expect_refused();
}

TEST_P(LogTest, AWitnessThatHasSomethingElseStopsTheSigning) {
    fill();
    FileWitness{folder_}.put("something else\n");
    expect_refused();
    EXPECT_THAT(look().flaws, Contains("the witness is not signed by the log's key"));
}

TEST_P(LogTest, AWitnessThatIsAwayKeepsEntriesWaitingAndLosesNone) {
    fill();
    auto mine = sequencer();
    fs::rename(folder_, folder_.string() + ".away");
    record_change("later");
    EXPECT_THROW(mine.run(connection_), std::runtime_error);
    EXPECT_EQ(number("select count(*) from log_entries where position is null"), 1);
    fs::rename(folder_.string() + ".away", folder_);
    EXPECT_EQ(mine.run(connection_), 1U);
    EXPECT_TRUE(look().holds());
}

TEST_P(LogTest, AnotherKeyDoesNotGoOn) {
    fill();
    record_change("later");
    auto other = sequencer('x');
    EXPECT_THROW(other.run(connection_), LogBroken);
}

TEST(LogTiles, ATreeOfManyThousandLeavesIsTheSameInTilesAndWithout) {
    auto& database = MigratedDatabase::empty(store::Database::sqlite);
    std::vector<Hash> peaks;
    store::in_transaction(database.connection(), [&](store::Transaction& transaction) {
        std::uint64_t size = 0;
        for (const std::uint64_t batch : {1, 254, 1, 1, 65'279, 1, 1000}) {
            TileWriter writer{transaction, size};
            for (std::uint64_t i = 0; i < batch; ++i) {
                Hash hash = crypto::sha256(std::to_string(size + i));
                writer.append(hash);
                for (std::uint64_t count = size + i; (count & 1) != 0; count >>= 1) {
                    hash = node_hash(peaks.back(), hash);
                    peaks.pop_back();
                }
                peaks.push_back(hash);
            }
            writer.flush();
            size += batch;
            Hash expected = peaks.back();
            for (auto peak = peaks.rbegin() + 1; peak != peaks.rend(); ++peak)
                expected = node_hash(*peak, expected);
            Tiles tiles{transaction};
            ASSERT_EQ(root(size, tiles.reader()), expected) << size;
        }
        Tiles tiles{transaction};
        const Hash top = root(66'537, tiles.reader());
        for (const std::uint64_t leaf : {0, 255, 256, 65'535, 65'536, 66'536})
            EXPECT_TRUE(inclusion_holds(leaf, 66'537, crypto::sha256(std::to_string(leaf)),
                                        inclusion_proof(leaf, 66'537, tiles.reader()), top));
    });
}

}  // namespace
}  // namespace suncrew::audit
