#include "audit/key_chain.hpp"

#include <filesystem>
#include <sstream>

#include <gmock/gmock.h>
#include <unistd.h>

#include "audit/export.hpp"
#include "audit/export_check.hpp"
#include "audit/log.hpp"
#include "audit/sequencer.hpp"
#include "audit/verification.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::audit {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

NoteSigner signer(char seed, const std::string& name = "suncrew.example/log") {
    return {name, crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, seed)})};
}

/// A log whose key was `a`, and is `b` now.
class KeyChainTest : public testing::TestWithParam<store::Database> {
protected:
    KeyChainTest() {
        fs::create_directory(folder_);
        store::in_transaction(connection_,
                              [](store::Transaction& t) { t.run("delete from log_key_changes"); });
    }
    ~KeyChainTest() override { fs::remove_all(folder_); }

    Sequencer sequencer(char seed) { return {signer(seed), FileWitness{folder_}, clock_}; }
    void fill(char seed, int entries) {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            for (int i = 0; i < entries; ++i)
                record(transaction, {.kind = EventKind::role_changed,
                                     .at = clock_.now(),
                                     .account = account_,
                                     .after = "sales"});
        });
        sequencer(seed).run(connection_);
    }
    void replace(char before, char after) { sequencer(before).replace_key(connection_, signer(after)); }
    std::vector<std::string> flaws(char seed) {
        std::vector<Remembered> remembered{{"the witness", FileWitness{folder_}.latest().value_or("")}};
        return verify(reading_, signer(seed).verifier(), remembered, clock_.now()).flaws;
    }
    std::vector<std::string> export_flaws(char seed, char named) {
        std::ostringstream out;
        write_export(reading_, signer(named).verifier(), out);
        ExportCheck check{signer(seed).verifier(), FileWitness{folder_}.latest()};
        std::istringstream in{out.str()};
        for (std::string line; std::getline(in, line);)
            check.take(line);
        return check.finish().flaws;
    }
    std::string newest() { return newest_checkpoint(reading_).value().note; }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    AccountId account_ = AccountId::make(Instant{});
    const fs::path folder_ = fs::temp_directory_path() / ("suncrew_keys_" + std::to_string(::getpid()));
};
INSTANTIATE_TEST_SUITE_P(Databases, KeyChainTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(KeyChainTest, ALogGoesOnWithAnotherKeyAndVerifiesByEachOfThem) {
    fill('a', 3);
    replace('a', 'b');
    EXPECT_TRUE(signer('a').verifier().open(newest()));
    EXPECT_TRUE(signer('b').verifier().open(newest()));
    fill('b', 2);
    replace('b', 'c');
    fill('c', 2);
    EXPECT_EQ(tree_state(reading_).size, 9U) << "each change is an entry";
    for (const char key : {'a', 'b', 'c'}) {
        EXPECT_THAT(flaws(key), IsEmpty()) << key;
        EXPECT_THAT(export_flaws(key, 'c'), IsEmpty()) << key;
    }
    EXPECT_THAT(flaws('x'), Not(IsEmpty()));
    EXPECT_THAT(export_flaws('x', 'c'), Contains(HasSubstr("names another key")));
}

TEST_P(KeyChainTest, AProgramWithTheOldKeySignsNothingAnyMoreAndBreaksNothing) {
    fill('a', 3);
    auto old = sequencer('a');
    old.run(connection_);
    replace('a', 'b');
    const std::string before = newest();
    EXPECT_THROW(fill('a', 1), std::runtime_error);
    EXPECT_THROW(old.run(connection_), std::runtime_error);
    EXPECT_EQ(newest(), before);
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from security_events where kind = 'log_broken'"),
              0);
    fill('b', 0);
    EXPECT_EQ(tree_state(reading_).size, 5U) << "what waited gets its place";
    EXPECT_THAT(flaws('b'), IsEmpty());
}

TEST_P(KeyChainTest, WhoHasTheOldKeySignsNoLargerTreeWithIt) {
    fill('a', 3);
    replace('a', 'b');
    const auto size = tree_state(reading_).size;
    const KeyChain keys{signer('b').verifier(), key_changes(reading_)};
    const auto head = [](char seed, std::uint64_t of) {
        return signer(seed).sign(checkpoint_text({"suncrew.example/log", of, Hash{}}));
    };
    EXPECT_TRUE(keys.open(head('a', size)));
    EXPECT_TRUE(keys.open(head('a', 1)));
    EXPECT_FALSE(keys.open(head('a', size + 1)));
    EXPECT_TRUE(keys.open(head('b', size + 1)));
    EXPECT_FALSE(keys.open(head('b', 1)));
    EXPECT_FALSE(keys.open(head('x', 1)));
    EXPECT_TRUE(keys.trusts_the_newest());
    EXPECT_FALSE(KeyChain(signer('a').verifier(), key_changes(reading_)).trusts_the_newest());
}

TEST_P(KeyChainTest, AChangeThatOneOfTheTwoHasNotSignedIsNone) {
    const Checkpoint head{"suncrew.example/log", 3, Hash{}};
    const auto text = key_change_text(head, signer('a').verifier(), signer('b').verifier());
    const auto by = [](const NoteSigner& one, const std::string& words) { return one.sign(words); };
    const std::string later = signer('b').sign(checkpoint_text({"suncrew.example/log", 5, Hash{}}));
    const auto trusted_by_a = [&](const std::string& change) {
        return KeyChain{signer('a').verifier(), std::vector{change}}.open(later).has_value();
    };
    EXPECT_TRUE(trusted_by_a(signer('b').sign_also(by(signer('a'), text))));
    EXPECT_FALSE(trusted_by_a(by(signer('a'), text)));
    EXPECT_FALSE(trusted_by_a(by(signer('b'), text)));
    EXPECT_FALSE(trusted_by_a(signer('b').sign_also(by(signer('x'), text))));
    // Both have signed a checkpoint, and the line stands behind it, not in it.
    std::string both = signer('b').sign_also(by(signer('a'), checkpoint_text(head)));
    EXPECT_FALSE(trusted_by_a(both + text.substr(text.find("suncrew-key-change"))));
    for (const std::string& other :
         {key_change_text({"another/log", 3, Hash{}}, signer('a').verifier(), signer('b').verifier()),
          text + "another line\n", checkpoint_text(head) + "suncrew-key-change x y\n"})
        EXPECT_FALSE(trusted_by_a(signer('b').sign_also(by(signer('a'), other)))) << other;
}

TEST_P(KeyChainTest, WhereTwoSayWhatFollowedNeitherDoes) {
    const auto change = [](char before, char after, std::uint64_t size) {
        const NoteSigner old = signer(before);
        const NoteSigner next = signer(after);
        return next.sign_also(old.sign(
            key_change_text({"suncrew.example/log", size, Hash{}}, old.verifier(), next.verifier())));
    };
    const std::vector notes{change('a', 'b', 3), change('a', 'x', 2)};
    const KeyChain keys{signer('a').verifier(), notes};
    EXPECT_FALSE(keys.has(signer('b').verifier().text()));
    EXPECT_FALSE(keys.has(signer('x').verifier().text()));
    const KeyChain from_b{signer('b').verifier(), notes};
    EXPECT_TRUE(from_b.has(signer('a').verifier().text())) << "by the word of the key that is trusted";
    EXPECT_FALSE(from_b.has(signer('x').verifier().text()));
    // Keys that follow each other in a ring end all the same.
    const std::vector ring{change('a', 'b', 3), change('b', 'a', 5)};
    EXPECT_TRUE(KeyChain(signer('a').verifier(), ring).has(signer('b').verifier().text()));
}

TEST_P(KeyChainTest, TheSameKeyOrAnotherNameIsNoChange) {
    fill('a', 1);
    EXPECT_THROW(replace('a', 'a'), std::invalid_argument);
    EXPECT_THROW(sequencer('a').replace_key(connection_, signer('b', "another/log")), std::invalid_argument);
    EXPECT_THROW(replace('b', 'c'), LogBroken) << "b is no key of this log";
    EXPECT_TRUE(key_changes(reading_).empty());
}

TEST_P(KeyChainTest, AChangeThatIsTakenAwayIsNoticed) {
    fill('a', 3);
    replace('a', 'b');
    fill('b', 2);
    store::in_transaction(connection_, [](store::Transaction& t) { t.run("delete from log_key_changes"); });
    EXPECT_THAT(flaws('b'), Contains("checkpoint 3 is not signed by the log's key"));
    EXPECT_THAT(flaws('a'), Contains("checkpoint 6 is not signed by the log's key"));
}

}  // namespace
}  // namespace suncrew::audit
