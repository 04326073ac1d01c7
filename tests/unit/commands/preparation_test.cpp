#include "commands/preparation.hpp"

#include <gtest/gtest.h>

#include "identity/account_access.hpp"
#include "identity/accounts.hpp"
#include "identity/factors_store.hpp"
#include "notify/opened_mails.hpp"
#include "orders/orders_store.hpp"
#include "sealing/memory_keys.hpp"
#include "store/schema.hpp"
#include "store/scratch_database.hpp"

namespace suncrew::commands {
namespace {

/// The last step before personal data were sealed.
constexpr std::size_t plain_schema = 72;

/// A database as earlier versions left it: everything in the clear.
class PreparationTest : public testing::TestWithParam<store::Database> {
protected:
    PreparationTest() {
        store::migrate(*connection_, store::schema().first(plain_schema));
        store::in_transaction(*connection_, [&](store::Transaction& t) {
            t.run(
                "insert into accounts (id, email, password, role, name, language, email_verified_at, "
                "created_at)"
                " values (?, 'customer1@example.org', 'x', 'customer', 'Customer One', 'en', 0, 0)",
                customer_);
            t.run(
                "insert into totps (account, secret, last_step, created_at, confirmed_at) values (?, ?, 0, "
                "0, 0)",
                customer_, store::Bytes(factors::TotpSecret::size, 7));
            t.run(
                "insert into quotes (id, country, latitude, longitude, currency, total_minor, panels, dc_kw, "
                "ac_kw,"
                " annual_kwh, skills, cooling_off_days, roof_planes, document, created_at, valid_until)"
                " values (?, 'ES', 40.416775, -3.70379, 'EUR', 1, 1, 1, 1, 1, 1, 14, '[]', '{}', 0, 9)",
                quote_);
            t.run(
                "insert into orders (id, customer, quote, version, state, placed_at, updated_at, "
                "waiting_since,"
                " contact_name, contact_phone, street, postcode, city, country, latitude, longitude, "
                "wished_dates,"
                " note, panels, dc_kw, ac_kw, annual_kwh, skills, currency, total_minor, cooling_off_ends_at,"
                " start_code_tries) values (?, ?, ?, 2, 'matching', 0, 0, 0, 'Customer One', '+12025550123',"
                " 'Example Street 1', '28001', 'Madrid', 'ES', 40.416775, -3.70379, '', 'the red door', 1, "
                "1, 1, 1,"
                " 1, 'EUR', 1, 0, 0)",
                order_, customer_, quote_);
            t.run(
                "insert into order_moves (order_id, version, event, from_state, to_state, party, account, "
                "note,"
                " moved_at) values (?, 2, 'seek', 'placed', 'matching', 'system', null, 'a word', 0)",
                order_);
            t.run(
                "insert into outbox (recipient, subject, body, created_at, attempts, next_attempt_at)"
                " values ('customer1@example.org', 'Hello', 'A letter', 0, 0, 0)");
            t.run(
                "insert into idempotency_keys (account, idempotency_key, fingerprint, status, body, "
                "created_at)"
                " values (?, 'key-12345', ?, 200, '{\"street\":\"Example Street 1\"}', 0)",
                customer_, store::Bytes(32));
        });
    }
    std::string kept(store::ReadSql<> sql) { return reading_.value<std::string>(sql).value(); }

    store::ScratchDatabase scratch_{GetParam()};
    std::unique_ptr<store::Connection> connection_ = scratch_.connect();
    store::Reading reading_{*connection_};
    sealing::MemoryKeys keys_;
    sealing::Keyring keyring_{keys_};
    const AccountId customer_ = AccountId::make(Instant{});
    const QuoteId quote_ = QuoteId::make(Instant{});
    const OrderId order_ = OrderId::make(Instant{});
};
INSTANTIATE_TEST_SUITE_P(Databases, PreparationTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(PreparationTest, WhatStoodInTheClearIsSealedAndSaysTheSame) {
    for (int again = 0; again < 2; ++again) {
        prepare(*connection_, keyring_, Environment::production, Instant{});
        const auto account = identity::find_account(reading_, keyring_,
                                                    identity::Email::parse("customer1@example.org").value());
        ASSERT_TRUE(account);
        const auto proof = access::Opening::own({.role = access::Role::customer, .account = customer_});
        EXPECT_EQ(identity::person_of(reading_, keyring_, proof, *account).name, "Customer One");
        const auto order = orders::read_order(reading_, keyring_, proof, order_, customer_).value();
        EXPECT_EQ(order.address.street.text(), "Example Street 1");
        EXPECT_EQ(order.note, "the red door");
        EXPECT_EQ(order.latitude, 40.416775);
        const auto timeline =
            orders::read_timeline(reading_, keyring_, proof, order_, orders::Mover::customer(customer_))
                .value();
        EXPECT_EQ(timeline.items.back().note, "a word");
        const auto mails = notify::opened_mails(*connection_, keyring_);
        ASSERT_EQ(mails.size(), 1U);
        EXPECT_EQ(mails[0].body, "A letter");
        EXPECT_EQ(orders::find_quoted_system(reading_, keyring_, quote_)->longitude, -3.70379);
        const factors::TotpSecret secret{crypto::Secret{std::string(factors::TotpSecret::size, '\7')}};
        const std::string code = factors::one_time_code(secret, 2, factors::Digits::six);
        EXPECT_EQ(store::in_transaction(*connection_,
                                        [&](store::Transaction& t) {
                                            return identity::use_totp(t, keyring_, customer_, code,
                                                                      Instant{std::chrono::seconds{60}});
                                        }),
                  again == 0);
    }
}

TEST_P(PreparationTest, NothingIsLeftInTheClear) {
    prepare(*connection_, keyring_, Environment::production, Instant{});
    for (const std::string& text :
         {kept("select email from accounts"), kept("select name from accounts"),
          kept("select contact_name from orders"), kept("select contact_phone from orders"),
          kept("select street from orders"), kept("select postcode from orders"),
          kept("select note from orders"), kept("select position from orders"),
          kept("select note from order_moves"), kept("select document from quotes"),
          kept("select position from quotes"), kept("select recipient from outbox"),
          kept("select body from outbox")})
        EXPECT_TRUE(text.starts_with(sealing::form)) << text;
    EXPECT_EQ(reading_.value<double>("select latitude from orders"), 40.42);
    EXPECT_EQ(reading_.value<double>("select longitude from quotes"), -3.7);
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from idempotency_keys"), 0);
}

TEST_P(PreparationTest, WhatLetsInIsMarkedOnceAndSessionsOfEarlierVersionsEnd) {
    store::in_transaction(*connection_, [&](store::Transaction& t) {
        t.run(
            "insert into sessions (token_hash, id, account, state, proofs, address, device, created_at,"
            " proved_at, used_at, expires_at) values (?, ?, ?, 'complete', 2, '', '', 0, 0, 0, 1000)",
            store::Bytes(32), SessionId::make(Instant{}), customer_);
    });
    prepare(*connection_, keyring_, Environment::production, Instant{});
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from sessions"), 0);
    const auto access = identity::access_of(reading_, customer_).value();
    EXPECT_TRUE(keyring_.is_ours(reading_, identity::marked(access), access.mark, customer_));
    EXPECT_EQ(kept("select kind from security_events"), "data_converted");
    EXPECT_EQ(kept("select after_value from security_events"), "8 sealed 2 marked");
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from log_entries"), 1);
}

TEST_P(PreparationTest, WhatIsPlantedAfterwardsIsNeitherSealedNorMarkedButTold) {
    prepare(*connection_, keyring_, Environment::production, Instant{});
    std::vector<std::string> told;
    keyring_.tell_forgeries([&](const sealing::Forgery& forgery) { told.emplace_back(forgery.table); });
    const AccountId planted = AccountId::make(Instant{});
    store::in_transaction(*connection_, [&](store::Transaction& t) {
        t.run(
            "insert into accounts (id, email, password, role, name, language, email_verified_at, created_at)"
            " values (?, 'thief@example.org', 'x', 'security', 'A Thief', 'en', 0, 0)",
            planted);
        t.run("update orders set note = 'the key is under the mat'");
    });
    prepare(*connection_, keyring_, Environment::production, Instant{});
    EXPECT_EQ(told, (std::vector<std::string>{"accounts", "orders"}));
    EXPECT_EQ(kept("select note from orders"), "the key is under the mat");
    EXPECT_FALSE(identity::access_of(reading_, planted).value().mark);
    EXPECT_FALSE(
        identity::find_account(reading_, keyring_, identity::Email::parse("thief@example.org").value()));
    const auto proof = access::Opening::own({.role = access::Role::customer, .account = customer_});
    EXPECT_THROW(orders::read_order(reading_, keyring_, proof, order_, customer_), sealing::DoesNotOpen);
}

TEST_P(PreparationTest, WhoTakesTheConversionsRecordAwayDoesNotGetAnother) {
    prepare(*connection_, keyring_, Environment::production, Instant{});
    std::vector<std::string> told;
    keyring_.tell_forgeries([&](const sealing::Forgery& forgery) { told.emplace_back(forgery.table); });
    store::in_transaction(*connection_, [&](store::Transaction& t) {
        t.run("delete from conversions");
        t.run("update accounts set role = 'security', mark = null where id = ?", customer_);
    });
    prepare(*connection_, keyring_, Environment::production, Instant{});
    EXPECT_EQ(told, std::vector<std::string>{"conversions"});
    EXPECT_FALSE(identity::access_of(reading_, customer_).value().mark);
}

TEST_P(PreparationTest, DataOfOneEnvironmentAreRefusedToAnother) {
    prepare(*connection_, keyring_, Environment::production, Instant{});
    EXPECT_NO_THROW(require_stamp(*connection_, Environment::production));
    for (const Environment other : {Environment::development, Environment::staging}) {
        EXPECT_THROW(require_stamp(*connection_, other), WrongEnvironment);
        EXPECT_THROW(prepare(*connection_, keyring_, other, Instant{}), WrongEnvironment);
        EXPECT_THROW(stamp(*connection_, other, Instant{}), WrongEnvironment);
    }
    EXPECT_EQ(kept("select environment from environment_stamp"), "production");
}

TEST_P(PreparationTest, ANameThatThisVersionDoesNotKnowIsAnother) {
    prepare(*connection_, keyring_, Environment::production, Instant{});
    store::in_transaction(*connection_, [](store::Transaction& t) {
        t.run("update environment_stamp set environment = 'rehearsal'");
    });
    EXPECT_THROW(prepare(*connection_, keyring_, Environment::production, Instant{}), WrongEnvironment);
}

TEST_P(PreparationTest, WhoCannotOpenTheKeysDoesNotMakeTheDataTheirs) {
    store::migrate(*connection_, store::schema());
    keyring_.refresh(*connection_);
    sealing::MemoryKeys others;
    sealing::Keyring strange{others};
    EXPECT_THROW(prepare(*connection_, strange, Environment::development, Instant{}), keys::Refused);
    EXPECT_EQ(reading_.value<std::int64_t>("select count(*) from environment_stamp"), 0);
}

TEST_P(PreparationTest, WhoseUnstampedDataAreOnlyAnOperatorSays) {
    EXPECT_THROW(refuse_unknown_data(*connection_), WrongEnvironment);
    EXPECT_THROW(require_stamp(*connection_, Environment::production), WrongEnvironment);
    store::in_transaction(*connection_, [](store::Transaction& t) { t.run("delete from orders"); });
    store::in_transaction(*connection_, [](store::Transaction& t) { t.run("delete from accounts"); });
    EXPECT_NO_THROW(refuse_unknown_data(*connection_)) << "nobody's data";
    prepare(*connection_, keyring_, Environment::staging, Instant{});
    EXPECT_NO_THROW(refuse_unknown_data(*connection_));
}

TEST(EnvironmentTest, ADatabaseWithoutAnythingIsNobodys) {
    const store::ScratchDatabase scratch{store::Database::sqlite};
    const auto connection = scratch.connect();
    EXPECT_NO_THROW(refuse_unknown_data(*connection));
    EXPECT_NO_THROW(refuse_other_stamp(*connection, Environment::production));
    EXPECT_THROW(require_stamp(*connection, Environment::production), WrongEnvironment);
}

}  // namespace
}  // namespace suncrew::commands
