#include <thread>

#include <gtest/gtest.h>

#include "access/opening.hpp"
#include "audit/faulty_connection.hpp"
#include "crypto/base64.hpp"
#include "crypto/random.hpp"
#include "notify/migrated_database.hpp"
#include "sealing/inventory.hpp"
#include "sealing/keyring.hpp"
#include "sealing/memory_keys.hpp"

namespace suncrew::sealing {
namespace {

using namespace std::chrono_literals;
using Street = Sealed<std::string, "orders.street">;
using Note = Sealed<std::string, "orders.note">;

/// What a row would hold, for whoever can write into the database.
template <class Kept>
Kept from_database(const std::string& text) {
    return store::Codec<Kept>::read(store::Value::of(std::string_view{text}));
}

class SealingTest : public testing::TestWithParam<store::Database> {
protected:
    template <class Work>
    auto in_transaction(Work&& work) {
        return store::in_transaction(connection_, work);
    }
    Street seal(const Subject& whose, const Row& row, const std::string& text) {
        return in_transaction([&](store::Transaction& t) {
            return keyring_.sealer(t, whose).seal<"orders.street">(row, text);
        });
    }
    template <class T, Column C>
    T open(const Subject& whose, const Row& row, const Sealed<T, C>& sealed) {
        return keyring_.opener(reading_, access::Opening::of(access::Work::post), whose).open(row, sealed);
    }
    /// Another program on the same database.
    struct Program {
        explicit Program(SealingTest& test) : connection{test.database_.connect()}, keyring{test.keys_} {
            keyring.refresh(*connection);
        }
        std::unique_ptr<store::Connection> connection;
        Keyring keyring;
    };

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    MemoryKeys& keys_ = database_.keys();
    Keyring& keyring_ = database_.keyring();
    AccountId mine_ = AccountId::make(Instant{});
    AccountId theirs_ = AccountId::make(Instant{});
    Row row_{OrderId::make(Instant{})};
};
INSTANTIATE_TEST_SUITE_P(Databases, SealingTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(SealingTest, OpensWhatItSealed) {
    for (const std::string& text :
         {std::string{}, std::string{"Example Street 1"}, std::string(70'000, 'x'), std::string{"a\0b", 3}})
        EXPECT_EQ(open(mine_, row_, seal(mine_, row_, text)), text);
    const auto spot = in_transaction([&](store::Transaction& t) {
        return keyring_.sealer(t, mine_).seal<"orders.position">(row_, Position{40.416775, -3.70379});
    });
    EXPECT_EQ(open(mine_, row_, spot), (Position{40.416775, -3.70379}));
}

TEST_P(SealingTest, WhatIsKeptShowsNothingAndIsNeverTheSame) {
    const Street once = seal(mine_, row_, "Example Street 1");
    EXPECT_EQ(once.kept().find("Example"), std::string::npos);
    EXPECT_NE(once.kept(), seal(mine_, row_, "Example Street 1").kept());
}

TEST_P(SealingTest, AnotherRowColumnOrPersonDoesNotOpen) {
    const Street sealed = seal(mine_, row_, "Example Street 1");
    seal(theirs_, row_, "Example Street 2");
    EXPECT_THROW(open(mine_, Row{OrderId::make(Instant{})}, sealed), DoesNotOpen);
    EXPECT_THROW(open(theirs_, row_, sealed), DoesNotOpen);
    EXPECT_THROW(open(mine_, row_, from_database<Note>(sealed.kept())), DoesNotOpen);
}

TEST_P(SealingTest, AFlippedBitAnywhereDoesNotOpenAndIsNamed) {
    const Street sealed = seal(mine_, row_, "Street");
    auto bytes = crypto::base64url_decode(std::string_view{sealed.kept()}.substr(form.size())).value();
    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] ^ (1U << (i % 8)));
        try {
            open(mine_, row_, from_database<Street>(std::string{form} + crypto::base64url_encode(bytes)));
            ADD_FAILURE() << "bit " << i;
        } catch (const DoesNotOpen& flaw) {
            EXPECT_STREQ(flaw.what(), "a value of orders.street");
        }
        bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] ^ (1U << (i % 8)));
    }
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_THROW(open(mine_, row_,
                          from_database<Street>(std::string{form} +
                                                crypto::base64url_encode(std::span{bytes}.first(size)))),
                     DoesNotOpen);
    EXPECT_THROW(open(mine_, row_, from_database<Street>("Example Street 1")), DoesNotOpen)
        << "what was never sealed is not read";
}

TEST_P(SealingTest, AKeyOfSomebodyElseIsNotTakenForOnesOwn) {
    const Street sealed = seal(mine_, row_, "Example Street 1");
    seal(theirs_, row_, "Example Street 2");
    in_transaction([&](store::Transaction& t) {
        const auto wrapped =
            t.value<store::Bytes>("select wrapped from data_keys where subject = ?", theirs_.uuid());
        t.run("update data_keys set wrapped = ? where subject = ?", *wrapped, mine_.uuid());
    });
    Program other{*this};
    store::Reading reading{*other.connection};
    EXPECT_THROW(other.keyring.opener(reading, access::Opening::of(access::Work::post), mine_), DoesNotOpen);
    // It is named, and keeps nobody else's key from a new wrapping.
    keyring_.rotate(connection_, [](store::Writing&, std::uint32_t) {});
    Rewrapping state = keyring_.rewrap(connection_);
    for (int round = 0; state.left > 1 && round < 100; ++round)
        state = keyring_.rewrap(connection_);
    EXPECT_EQ(state.left, 1);
    in_transaction([&](store::Transaction& t) { keyring_.erase(t, mine_); });
}

TEST_P(SealingTest, WhoIsErasedIsGoneForEverybody) {
    const Street sealed = seal(mine_, row_, "Example Street 1");
    in_transaction([&](store::Transaction& t) { keyring_.erase(t, mine_); });
    EXPECT_THROW(open(mine_, row_, sealed), DoesNotOpen);
    Program other{*this};
    store::Reading reading{*other.connection};
    EXPECT_THROW(other.keyring.opener(reading, access::Opening::of(access::Work::post), mine_), DoesNotOpen);
    seal(mine_, row_, "again");
    EXPECT_THROW(open(mine_, row_, sealed), DoesNotOpen) << "a new key opens nothing old";
}

TEST_P(SealingTest, AKeyThatWasRolledBackIsNotUsedAgain) {
    try {
        in_transaction([&](store::Transaction& t) {
            keyring_.sealer(t, mine_).seal<"orders.street">(row_, std::string{"one"});
            keyring_.sealer(t, mine_).seal<"orders.street">(row_, std::string{"two"});
            throw std::runtime_error{"the transaction ends"};
        });
    } catch (const std::runtime_error&) {
    }
    const Street sealed = seal(mine_, row_, "kept");
    Program other{*this};
    store::Reading reading{*other.connection};
    EXPECT_EQ(
        other.keyring.opener(reading, access::Opening::of(access::Work::post), mine_).open(row_, sealed),
        "kept");
}

TEST_P(SealingTest, TwoWhoSealForOnePersonAtOnceHaveOneKey) {
    for (int round = 0; round < 10; ++round) {
        const AccountId whose = AccountId::make(Instant{});
        std::vector<std::string> kept(2);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < 2; ++i)
            threads.emplace_back([&, i] {
                const auto connection = database_.connect();
                kept[i] =
                    store::in_transaction(*connection, [&](store::Transaction& t) {
                        return keyring_.sealer(t, whose).seal<"orders.street">(row_, std::string{"street"});
                    }).kept();
            });
        for (std::thread& thread : threads)
            thread.join();
        for (const std::string& text : kept)
            EXPECT_EQ(open(whose, row_, from_database<Street>(text)), "street");
    }
}

TEST_P(SealingTest, AnIndexFindsAValueInItsColumnAlone) {
    EXPECT_EQ(keyring_.index<"accounts.email">("a@example.org"),
              keyring_.index<"accounts.email">("a@example.org"));
    EXPECT_NE(keyring_.index<"accounts.email">("a@example.org"),
              keyring_.index<"accounts.email">("b@example.org"));
    EXPECT_NE(keyring_.index<"accounts.email">("a@example.org"),
              keyring_.index<"outbox.recipient">("a@example.org"));
    Program other{*this};
    EXPECT_EQ(other.keyring.index<"accounts.email">("a@example.org"),
              keyring_.index<"accounts.email">("a@example.org"));
}

TEST_P(SealingTest, TheServiceIsNotAskedForARequest) {
    const int asked = keys_.asked;
    const Street sealed = seal(mine_, row_, "Example Street 1");
    open(mine_, row_, sealed);
    EXPECT_EQ(keys_.asked, asked);
}

TEST_P(SealingTest, WhileTheServiceIsAwayKeysAtHandAreUsed) {
    const Street sealed = seal(mine_, row_, "Example Street 1");
    keys_.away = true;
    EXPECT_THROW(keyring_.refresh(connection_), keys::Unavailable);
    EXPECT_EQ(open(mine_, row_, sealed), "Example Street 1");
    Keyring late{keys_};
    EXPECT_THROW(late.refresh(connection_), keys::Unavailable);
    EXPECT_FALSE(late.ready());
    EXPECT_THROW(late.opener(reading_, access::Opening::of(access::Work::post), mine_), KeysAway);
    EXPECT_THROW(in_transaction([&](store::Transaction& t) { late.sealer(t, mine_); }), KeysAway);
    EXPECT_THROW(late.index<"accounts.email">("a@example.org"), KeysAway);
    keys_.away = false;
}

TEST_P(SealingTest, AfterARotationOldAndNewOpenEverywhere) {
    const Street old = seal(mine_, row_, "old");
    Program other{*this};
    keyring_.rotate(connection_, [](store::Writing&, std::uint32_t) {});
    const Street fresh = seal(theirs_, row_, "new");
    store::Reading reading{*other.connection};
    const auto proof = access::Opening::of(access::Work::post);
    EXPECT_EQ(other.keyring.opener(reading, proof, mine_).open(row_, old), "old");
    EXPECT_EQ(other.keyring.opener(reading, proof, theirs_).open(row_, fresh), "new")
        << "it has never seen that key";
    keys_.change_key();
    Rewrapping state = keyring_.progress(reading_);
    EXPECT_GT(state.left, 0);
    for (int round = 0; state.left > 0 && round < 100; ++round)
        state = keyring_.rewrap(connection_);
    EXPECT_EQ(state.left, 0);
    EXPECT_EQ(
        reading_.value<std::int64_t>("select count(*) from service_keys where key_id <> ?", keys_.key_id()),
        0);
    Program afterwards{*this};
    store::Reading later{*afterwards.connection};
    EXPECT_EQ(afterwards.keyring.opener(later, proof, mine_).open(row_, old), "old");
    EXPECT_EQ(afterwards.keyring.opener(later, proof, theirs_).open(row_, fresh), "new");
}

TEST_P(SealingTest, ManyKeysThatDoNotOpenKeepNoOtherFromItsNewWrapping) {
    const Street sealed = seal(mine_, row_, "Example Street 1");
    const auto before = keyring_.progress(reading_);
    in_transaction([&](store::Transaction& t) {
        for (int i = 0; i < 250; ++i)
            t.run("insert into data_keys (subject, version, wrapping, wrapped) values (?, 1, -1, ?)",
                  crypto::random_bytes<16>(), store::Bytes(60, 7));
    });
    keyring_.rotate(connection_, [](store::Writing&, std::uint32_t) {});
    Rewrapping state = keyring_.rewrap(connection_);
    for (int round = 0; state.left > 250 && round < 100; ++round)
        state = keyring_.rewrap(connection_);
    EXPECT_EQ(state.left, 250);
    EXPECT_EQ(state.done, before.done + before.left);
    EXPECT_EQ(open(mine_, row_, sealed), "Example Street 1");
    in_transaction([](store::Transaction& t) { t.run("delete from data_keys where wrapping = -1"); });
}

TEST_P(SealingTest, AServiceKeyThatWentIsNotMadeAnewOverWhatItSealed) {
    seal(mine_, row_, "Example Street 1");
    const auto kept = reading_.rows<std::string, int, std::string, store::Bytes>(
        "select purpose, version, key_id, wrapped from service_keys");
    in_transaction([](store::Transaction& t) { t.run("delete from service_keys where purpose = 'index'"); });
    EXPECT_THROW(keyring_.refresh(connection_), DoesNotOpen);
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from service_keys where purpose = 'index'"), 0);
    in_transaction([&](store::Transaction& t) {
        for (const auto& [purpose, version, key_id, wrapped] : kept)
            if (purpose == "index")
                t.run("insert into service_keys (purpose, version, key_id, wrapped) values (?, ?, ?, ?)",
                      purpose, version, key_id, wrapped);
    });
    keyring_.refresh(connection_);
}

TEST_P(SealingTest, AWrappingKeyThatCannotBeHadNowIsToBeTriedAgain) {
    Program other{*this};
    keyring_.rotate(connection_, [](store::Writing&, std::uint32_t) {});
    const Street sealed = seal(mine_, row_, "Example Street 1");
    store::Reading reading{*other.connection};
    const auto proof = access::Opening::of(access::Work::post);
    keys_.away = true;
    EXPECT_THROW(other.keyring.opener(reading, proof, mine_), KeysAway);
    keys_.away = false;
    EXPECT_EQ(other.keyring.opener(reading, proof, mine_).open(row_, sealed), "Example Street 1");
}

TEST_P(SealingTest, AProofAboutOneIsNoneAboutAnother) {
    const Street sealed = seal(mine_, row_, "Example Street 1");
    const access::Caller caller{.role = access::Role::customer, .account = theirs_};
    EXPECT_THROW(keyring_.opener(reading_, access::Opening::own(caller), mine_), std::logic_error);
}

TEST_P(SealingTest, WhatOthersOpenHasItsEntryFirstAndOneForAWhile) {
    const Street sealed = seal(mine_, row_, "Example Street 1");
    const access::Caller crew{.role = access::Role::crew, .account = theirs_};
    StillClock clock;
    const auto entries = [&] {
        return reading_
            .value<std::int64_t>(
                "select count(*) from security_events e join log_entries l on l.event = e.id"
                " where e.kind = 'data_opened' and e.account = ? and e.actor = ?",
                mine_, theirs_)
            .value();
    };
    for (int again = 0; again < 3; ++again) {
        access::Desk desk{connection_, crew, clock.now()};
        const auto proof = desk.open(mine_, access::Opened::house);
        EXPECT_EQ(entries(), 1);
        EXPECT_EQ(keyring_.opener(desk.reading(), proof, mine_).open(row_, sealed), "Example Street 1");
    }
    access::Desk desk{connection_, crew, clock.now()};
    desk.open(mine_, access::Opened::moves);
    EXPECT_EQ(entries(), 2) << "something else is opened";
    clock.advance(access::opening_stands);
    access::Desk later{connection_, crew, clock.now()};
    later.open(mine_, access::Opened::house);
    EXPECT_EQ(entries(), 3);
    access::Desk set_back{connection_, crew, clock.now() - 1h};
    set_back.open(mine_, access::Opened::house);
    EXPECT_EQ(entries(), 4) << "an entry of the future excuses nothing";
}

/// A connection that breaks at its n-th step, and whether it did.
struct Breaking {
    Breaking(MigratedDatabase& database, int good_steps) {
        auto faulty = std::make_unique<audit::FaultyDriver>(database.connect(), good_steps);
        driver = faulty.get();
        connection = std::make_unique<store::Connection>(std::move(faulty));
    }
    audit::FaultyDriver* driver;
    std::unique_ptr<store::Connection> connection;
};

TEST_P(SealingTest, AtEachBreakThereIsNoProofWithoutItsEntry) {
    const access::Caller crew{.role = access::Role::crew, .account = theirs_};
    bool broke = true;
    int good_steps = 0;
    for (; broke && good_steps < 100; ++good_steps) {
        const AccountId whose = AccountId::make(Instant{});
        Breaking breaking{database_, good_steps};
        access::Desk desk{*breaking.connection, crew, StillClock{}.now()};
        bool proof = false;
        try {
            proof = desk.open(whose, access::Opened::house).covers(whose);
        } catch (const store::Unavailable&) {
        }
        broke = breaking.driver->broke();
        const auto entries = reading_.value<std::int64_t>(
            "select count(*) from security_events e join log_entries l on l.event = e.id where e.account = ?",
            whose);
        EXPECT_NE(proof, broke);
        EXPECT_TRUE(!proof || entries == 1) << good_steps;
    }
    EXPECT_GT(good_steps, 4) << "it did break on the way";
}

TEST_P(SealingTest, ARotationThatIsNotRecordedMakesNoKey) {
    const auto before = wrapping_keys(reading_);
    EXPECT_THROW(keyring_.rotate(connection_,
                                 [](store::Writing&, std::uint32_t) {
                                     throw store::Unavailable{"the record cannot be written"};
                                 }),
                 store::Unavailable);
    EXPECT_EQ(wrapping_keys(reading_).size(), before.size());
    std::uint32_t told = 0;
    keyring_.rotate(connection_, [&](store::Writing&, std::uint32_t version) { told = version; });
    EXPECT_EQ(told, wrapping_keys(reading_).back().version);
    EXPECT_EQ(wrapping_keys(reading_).size(), before.size() + 1);
}

TEST_P(SealingTest, TheInventoryCountsWhatEachWrappingKeyWraps) {
    seal(mine_, row_, "one");
    const auto before = wrapping_keys(reading_);
    keyring_.rotate(connection_, [](store::Writing&, std::uint32_t) {});
    seal(theirs_, row_, "another");
    const auto after = wrapping_keys(reading_);
    ASSERT_EQ(after.size(), before.size() + 1);
    EXPECT_EQ(after[after.size() - 2].data_keys, before.back().data_keys);
    EXPECT_EQ(after.back().data_keys, 1);
    EXPECT_EQ(after.back().service_key, keys_.key_id());
}

TEST_P(SealingTest, AtEachBreakOfSealingAndRotatingWhatWasKeptStillOpens) {
    const Street kept = seal(mine_, row_, "kept");
    bool broke = true;
    int good_steps = 0;
    for (; broke && good_steps < 200; ++good_steps) {
        Breaking breaking{database_, good_steps};
        const AccountId whose = AccountId::make(Instant{});
        std::optional<Street> made;
        try {
            made = store::in_transaction(*breaking.connection, [&](store::Transaction& t) {
                return keyring_.sealer(t, whose).seal<"orders.street">(row_, std::string{"made"});
            });
            keyring_.rotate(*breaking.connection, [](store::Writing&, std::uint32_t) {});
            keys_.change_key();
            for (int round = 0; keyring_.rewrap(*breaking.connection).left > 0 && round < 100; ++round) {
            }
        } catch (const store::Unavailable&) {
        }
        broke = breaking.driver->broke();
        Program later{*this};
        store::Reading reading{*later.connection};
        const auto proof = access::Opening::of(access::Work::post);
        EXPECT_EQ(later.keyring.opener(reading, proof, mine_).open(row_, kept), "kept") << good_steps;
        if (made) {
            EXPECT_EQ(later.keyring.opener(reading, proof, whose).open(row_, *made), "made") << good_steps;
        }
    }
    EXPECT_GT(good_steps, 8);
}

}  // namespace
}  // namespace suncrew::sealing
