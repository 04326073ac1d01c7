// A witness of another house, against one that checks proofs by itself (tests/https/witness_server.py).
#include "audit/https_witness.hpp"

#include <gtest/gtest.h>

#include "audit/log.hpp"
#include "audit/security_events.hpp"
#include "audit/sequencer.hpp"
#include "egress/https_server.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::audit {
namespace {

using namespace std::chrono_literals;

class HttpsWitnessTest : public testing::TestWithParam<store::Database> {
protected:
    void change(int times) {
        for (int i = 0; i < times; ++i)
            store::in_transaction(connection_, [&](store::Transaction& t) {
                record(t, {.kind = EventKind::wrapping_key_rotated, .at = clock_.now()});
            });
    }
    Sequencer sequencer() {
        return {{"suncrew.example/log",
                 crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, 'k')})},
                std::nullopt,
                clock_,
                std::make_unique<HttpsWitness>(egress::Vendor{{.name = "witness",
                                                               .host = "localhost",
                                                               .port = server_.port(),
                                                               .reach = egress::Reach::loopback,
                                                               .ca_file = (folder_ / "server.pem").string()}},
                                               "/log", [this](const egress::Call&) { ++calls_; })};
    }
    /// The size that the witness has.
    int witnessed() {
        const std::string head = egress::read_file(folder_ / "head");
        return head.empty() ? 0 : std::stoi(head);
    }
    void go_away() { std::ofstream{folder_ / "away"} << "away"; }
    void come_back() { std::filesystem::remove(folder_ / "away"); }
    std::int64_t number(store::ReadSql<> sql) { return reading_.value<std::int64_t>(sql).value(); }
    std::int64_t checkpoints() { return number("select count(*) from log_checkpoints"); }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    egress::ScratchFolder folder_;
    egress::HttpsServer server_{"witness_server.py", "tls", with_certificate(folder_)};
    int calls_ = 0;

private:
    static const egress::ScratchFolder& with_certificate(const egress::ScratchFolder& folder) {
        egress::make_certificate(folder, "server", "DNS:localhost");
        return folder;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, HttpsWitnessTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(HttpsWitnessTest, TakesEachHeadWithTheProofThatItExtendsTheLast) {
    auto mine = sequencer();
    for (const int more : {1, 2, 5, 1}) {
        change(more);
        mine.run(connection_);
        EXPECT_EQ(witnessed(), number("select max(size) from log_checkpoints"));
    }
    const int calls = calls_;
    mine.run(connection_);
    EXPECT_EQ(calls_, calls) << "what it has seen it is not shown again";
    change(3);
    sequencer().run(connection_);
    EXPECT_EQ(witnessed(), 12) << "a program that has just begun finds out what it has";
}

TEST_P(HttpsWitnessTest, ADatabaseThatWasSetBackGetsNothingSigned) {
    change(3);
    sequencer().run(connection_);
    MigratedDatabase::empty(GetParam());
    change(2);
    auto later = sequencer();
    EXPECT_THROW(later.run(connection_), LogBroken);
    EXPECT_EQ(number("select count(*) from security_events where kind = 'log_broken'"), 1);
    const auto signed_before = checkpoints();
    change(9);
    EXPECT_THROW(later.run(connection_), LogBroken) << "even once it is longer than what the witness has";
    EXPECT_EQ(checkpoints(), signed_before);
}

TEST_P(HttpsWitnessTest, AnotherHistoryOfTheSameOrALargerSizeIsAFork) {
    for (const int size : {3, 7}) {
        change(3);
        std::filesystem::remove(folder_ / "head");
        sequencer().run(connection_);
        const int had = witnessed();
        std::ofstream{folder_ / "head"} << had << ' ' << std::string(64, 'a');
        change(size - 3);
        EXPECT_THROW(sequencer().run(connection_), LogBroken) << size;
        MigratedDatabase::empty(GetParam());
    }
}

TEST_P(HttpsWitnessTest, TwoProgramsThatShowItTheirHeadsAreNoFork) {
    change(2);
    auto one = sequencer();
    one.run(connection_);
    change(1);
    store::Reading reading{connection_};
    const auto before = newest_checkpoint(reading).value();
    const auto known = open_checkpoint(one.verifier(), before.note).value();
    sequencer().run(connection_);
    HttpsWitness late{egress::Vendor{{.name = "witness",
                                      .host = "localhost",
                                      .port = server_.port(),
                                      .reach = egress::Reach::loopback,
                                      .ca_file = (folder_ / "server.pem").string()}},
                      "/log", [](const egress::Call&) {}};
    EXPECT_THROW(late.show(reading, known, before.note), egress::Failed)
        << "the database has the newer one too";
}

TEST_P(HttpsWitnessTest, ATileThatIsMissingIsABrokenLog) {
    change(2);
    auto mine = sequencer();
    mine.run(connection_);
    change(1);
    mine.run(connection_);
    store::in_transaction(connection_, [](store::Transaction& t) { t.run("delete from log_tiles"); });
    change(1);
    EXPECT_THROW(mine.run(connection_), LogBroken);
}

TEST_P(HttpsWitnessTest, UntilItHasAgreedOnceNothingIsSigned) {
    change(2);
    sequencer().run(connection_);
    go_away();
    change(2);
    auto later = sequencer();
    EXPECT_THROW(later.run(connection_), egress::Failed);
    EXPECT_EQ(checkpoints(), 1);
    EXPECT_EQ(number("select count(*) from security_events where kind = 'log_broken'"), 0);
    come_back();
    EXPECT_THROW(later.run(connection_), egress::Failed) << "it is left alone for a while";
    clock_.advance(60s);
    later.run(connection_);
    EXPECT_EQ(checkpoints(), 2);
    EXPECT_EQ(witnessed(), 4);
    go_away();
    change(1);
    later.run(connection_);
    EXPECT_EQ(checkpoints(), 3) << "it may be away for a while";
    come_back();
    clock_.advance(60s);
    later.run(connection_);
    EXPECT_EQ(witnessed(), 5);
}

TEST(WitnessedSize, IsANumberAndNothingElse) {
    EXPECT_EQ(witnessed_size("12\n"), 12U);
    EXPECT_EQ(witnessed_size("0"), 0U);
    for (const char* text : {"", "\n", "-1\n", "12 \n", "12\n\n", "1e3", "99999999999999999999\n"})
        EXPECT_EQ(witnessed_size(text), std::nullopt) << text;
}

}  // namespace
}  // namespace suncrew::audit
