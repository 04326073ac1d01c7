#include "commands/checkpoint_mail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/log.hpp"
#include "audit/security_events.hpp"
#include "audit/sequencer.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::commands {
namespace {

using testing::EndsWith;

class CheckpointMailTest : public testing::TestWithParam<store::Database> {
protected:
    CheckpointMailTest() {
        store::in_transaction(connection_,
                              [](store::Transaction& t) { t.run("delete from checkpoint_mails"); });
    }
    void sign_something() {
        store::in_transaction(connection_, [&](store::Transaction& t) {
            audit::record(t, {.kind = audit::EventKind::wrapping_key_rotated, .at = clock_.now()});
        });
        audit::Sequencer{{"suncrew.example/log",
                          crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, 'k')})},
                         std::nullopt,
                         clock_}
            .run(connection_);
    }
    void mail(const std::string& address = "auditor@example.org") {
        mail_checkpoint(connection_, database_.keyring(), address, clock_.now());
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    StillClock clock_;
};
INSTANTIATE_TEST_SUITE_P(Databases, CheckpointMailTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(CheckpointMailTest, TheHeadGoesOutOnceADay) {
    mail();
    EXPECT_TRUE(database_.mails().empty()) << "there is no head yet";
    sign_something();
    mail();
    sign_something();
    mail();
    ASSERT_EQ(database_.mails().size(), 1U);
    EXPECT_EQ(database_.mails()[0].recipient, "auditor@example.org");
    clock_.advance(std::chrono::days{1});
    mail();
    ASSERT_EQ(database_.mails().size(), 2U);
    store::Reading reading{connection_};
    EXPECT_THAT(database_.mails()[1].body, EndsWith(audit::newest_checkpoint(reading)->note))
        << "as it is verified";
}

TEST_P(CheckpointMailTest, NobodyIsWrittenToWhereNobodyIsNamed) {
    sign_something();
    mail("");
    EXPECT_TRUE(database_.mails().empty());
}

}  // namespace
}  // namespace suncrew::commands
