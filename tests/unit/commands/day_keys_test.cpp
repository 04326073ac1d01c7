#include "commands/day_keys.hpp"

#include <gtest/gtest.h>

#include "access/opening.hpp"
#include "notify/migrated_database.hpp"
#include "notify/outbox.hpp"

namespace suncrew::commands {
namespace {

using std::chrono::days;

class DayKeysTest : public testing::TestWithParam<store::Database> {
protected:
    /// By the keyring, so that it does not remember them from another test.
    DayKeysTest() {
        store::in_transaction(connection_, [&](store::Transaction& t) {
            for (const auto& [id] : t.rows<Uuid>("select subject from data_keys"))
                database_.keyring().erase(t, sealing::Subject::stored(id));
        });
    }
    template <class Work>
    auto in_transaction(Work work) {
        return store::in_transaction(connection_, work);
    }
    void write_letter() {
        in_transaction([&](store::Transaction& t) {
            notify::queue_mail(t, database_.keyring(), {"a@example.org", "Subject", "Body"}, clock_.now());
        });
    }
    std::int64_t clean() {
        return in_transaction([&](store::Transaction& t) {
            return destroy_unused_day_keys(t, database_.keyring(), clock_.now());
        });
    }
    std::int64_t keys() {
        store::Reading reading{connection_};
        return reading.value<std::int64_t>("select count(*) from data_keys").value();
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    StillClock clock_;
};
INSTANTIATE_TEST_SUITE_P(Databases, DayKeysTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(DayKeysTest, AKeyGoesWithTheLastThatItSealedAndNotBefore) {
    write_letter();
    clock_.advance(days{10});
    EXPECT_EQ(clean(), 0) << "its letter still stands there";
    EXPECT_EQ(database_.mails().at(0).body, "Body");
    write_letter();
    in_transaction([&](store::Transaction& t) {
        t.run("delete from outbox where created_at < ?", Instant{clock_.now() - days{1}});
    });
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(clean(), 0);
    ASSERT_EQ(database_.mails().size(), 1U);
    EXPECT_EQ(database_.mails()[0].body, "Body") << "another day's letter still opens";
}

TEST_P(DayKeysTest, ANewDaysKeyIsKeptWhateverItSealed) {
    write_letter();
    in_transaction([](store::Transaction& t) { t.run("delete from outbox"); });
    EXPECT_EQ(clean(), 0);
    clock_.advance(days{1});
    EXPECT_EQ(clean(), 0);
    clock_.advance(days{2});
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(keys(), 0);
}

TEST_P(DayKeysTest, NoPersonsKeyIsTakenForADays) {
    const auto somebody = AccountId::make(clock_.now());
    in_transaction([&](store::Transaction& t) { database_.keyring().sealer(t, somebody); });
    clock_.advance(days{1000});
    EXPECT_EQ(clean(), 0);
    EXPECT_EQ(keys(), 1);
}

TEST_P(DayKeysTest, AQuoteThatNobodyOrderedKeepsTheKeyOfItsDay) {
    write_letter();
    const auto subject = sealing::Subject::day_of(clock_.now());
    in_transaction([&](store::Transaction& t) {
        t.run("delete from outbox");
        t.run(
            "insert into quotes (id, country, latitude, longitude, currency, total_minor, panels, dc_kw, "
            "ac_kw,"
            " annual_kwh, skills, cooling_off_days, roof_planes, document, created_at, valid_until, subject)"
            " values (?, 'ES', 1, 1, 'EUR', 1, 1, 1, 1, 1, 1, 14, '[]', '{}', 0, 9, ?)",
            QuoteId::make(clock_.now()), subject.id());
    });
    clock_.advance(days{10});
    EXPECT_EQ(clean(), 0);
    in_transaction([](store::Transaction& t) { t.run("delete from quotes"); });
    EXPECT_EQ(clean(), 1);
}

}  // namespace
}  // namespace suncrew::commands
