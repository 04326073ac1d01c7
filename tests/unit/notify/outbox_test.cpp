#include "notify/outbox.hpp"

#include <latch>
#include <map>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>

#include "notify/migrated_database.hpp"

namespace suncrew::notify {
namespace {

using namespace std::chrono_literals;

/// Keeps what it carried, and fails as it is told to.
class KeepingCourier final : public Courier {
public:
    void deliver(const Posted& posted) override {
        const std::scoped_lock lock{mutex_};
        ++carried[posted.id];
        last = posted;
        if (fail)
            fail();
    }
    std::map<std::int64_t, int> carried;
    Posted last;
    std::function<void()> fail;

private:
    std::mutex mutex_;
};

class OutboxTest : public testing::TestWithParam<store::Database> {
protected:
    void queue(const std::string& subject, const std::string& recipient = "customer1@example.org") {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            queue_mail(transaction, keyring_, {recipient, subject, "A secret link\n"}, clock_.now());
        });
    }
    Delivered deliver() { return Outbox{courier_, clock_, keyring_}.deliver_due(connection_); }
    std::int64_t waiting() {
        store::Reading reading{connection_};
        return *reading.value<std::int64_t>(
            "select count(*) from outbox where sent_at is null and failed_at is null");
    }
    std::vector<std::string> bodies() {
        std::vector<std::string> bodies;
        for (const Mail& mail : database_.mails())
            bodies.push_back(mail.body);
        return bodies;
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    sealing::Keyring& keyring_ = database_.keyring();
    StillClock clock_;
    KeepingCourier courier_;
};
INSTANTIATE_TEST_SUITE_P(Databases, OutboxTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(OutboxTest, AMailGoesOnceAndItsBodyIsForgotten) {
    queue("Hello");
    EXPECT_EQ(deliver().sent, 1);
    EXPECT_EQ(courier_.last.mail.subject, "Hello");
    EXPECT_EQ(courier_.last.mail.body, "A secret link\n");
    EXPECT_EQ(bodies(), std::vector<std::string>{""});
    clock_.advance(100h);
    EXPECT_EQ(deliver().sent, 0);
    EXPECT_EQ(courier_.carried.size(), 1U);
}

TEST_P(OutboxTest, AfterAStopTheMailInHandIsFinishedAndNoOtherBegun) {
    queue("One");
    queue("Two");
    std::stop_source stop;
    courier_.fail = [&] { stop.request_stop(); };
    Outbox outbox{courier_, clock_, keyring_};
    EXPECT_EQ(outbox.deliver_due(connection_, stop.get_token()).sent, 1);
    EXPECT_EQ(waiting(), 1);
    EXPECT_EQ(outbox.deliver_due(connection_, stop.get_token()).sent, 0);
    EXPECT_EQ(deliver().sent, 1) << "the other waits for the next start, not for a retry";
}

TEST_P(OutboxTest, WhatIsRolledBackSendsNothing) {
    {
        store::Transaction transaction{connection_};
        queue_mail(transaction, keyring_, {"customer1@example.org", "Hello", "One\n"}, clock_.now());
    }
    EXPECT_EQ(deliver().sent, 0);
    EXPECT_TRUE(courier_.carried.empty());
}

TEST_P(OutboxTest, AnInjectionIsNotEvenQueued) {
    EXPECT_THROW(queue("Hello", "a@example.org\r\nBcc: b@example.org"), std::invalid_argument);
    EXPECT_THROW(queue("Hello\r\nBcc: b@example.org"), std::invalid_argument);
    EXPECT_EQ(waiting(), 0);
}

TEST_P(OutboxTest, ARoundIsBoundedAndTheNextGoesOn) {
    for (int i = 0; i < mails_a_round_max + 3; ++i)
        queue("Hello " + std::to_string(i));
    EXPECT_EQ(deliver().sent, mails_a_round_max);
    EXPECT_EQ(deliver().sent, 3);
    EXPECT_EQ(deliver().sent, 0);
}

TEST_P(OutboxTest, AFailureWaitsLongerEachTimeAndIsGivenUpInTheEnd) {
    courier_.fail = [] { throw NotDelivered{"the server is away"}; };
    queue("Hello");
    const Instant start = clock_.now();
    std::vector<std::int64_t> tried_after_min;
    Delivered delivered;
    for (int tick = 0; tick < 60 * 24 && delivered.given_up == 0; ++tick) {
        delivered = deliver();
        if (delivered.put_off + delivered.given_up > 0)
            tried_after_min.push_back(
                std::chrono::duration_cast<std::chrono::minutes>(clock_.now() - start).count());
        clock_.advance(1min);
    }
    // 2, 6, 18, 54, 162 minutes, then six hours at the most.
    EXPECT_EQ(tried_after_min, (std::vector<std::int64_t>{0, 2, 8, 26, 80, 242, 602, 962}));
    EXPECT_EQ(delivered.given_up, 1);
    EXPECT_EQ(waiting(), 0);
    EXPECT_EQ(bodies(), std::vector<std::string>{""});
    clock_.advance(1000h);
    deliver();
    EXPECT_EQ(courier_.carried.begin()->second, delivery_attempts_max);
}

TEST_P(OutboxTest, WhatIsRefusedForGoodIsNotTriedAgain) {
    courier_.fail = [] { throw Undeliverable{"no such mailbox"}; };
    queue("Hello");
    EXPECT_EQ(deliver().given_up, 1);
    clock_.advance(1000h);
    EXPECT_EQ(deliver().given_up, 0);
    EXPECT_EQ(courier_.carried.begin()->second, 1);
}

TEST_P(OutboxTest, AProgramThatEndsBeforeItsNoteSendsAgainAsTheSameMessage) {
    courier_.fail = [] { throw std::runtime_error{"the end"}; };
    queue("Hello");
    EXPECT_THROW(deliver(), std::runtime_error);
    const std::string first = compose(courier_.last, "no-reply@example.org", Transfer::base64);
    courier_.fail = nullptr;
    EXPECT_EQ(deliver().sent, 0) << "the claim still holds";
    clock_.advance(retry_wait_first);
    EXPECT_EQ(deliver().sent, 1);
    EXPECT_EQ(compose(courier_.last, "no-reply@example.org", Transfer::base64), first);
}

TEST_P(OutboxTest, ALastAttemptThatNeverReportedIsNotMadeAgain) {
    courier_.fail = [] { throw std::runtime_error{"the end"}; };
    queue("Hello");
    for (int i = 0; i < delivery_attempts_max; ++i) {
        EXPECT_THROW(deliver(), std::runtime_error);
        clock_.advance(retry_wait_max);
    }
    EXPECT_EQ(deliver().given_up, 1);
    EXPECT_EQ(courier_.carried.begin()->second, delivery_attempts_max);
}

TEST_P(OutboxTest, OneMailThatFailsDoesNotHoldTheOthers) {
    queue("First");
    queue("Second");
    bool first = true;
    courier_.fail = [&] {
        if (std::exchange(first, false))
            throw NotDelivered{"later"};
    };
    const Delivered delivered = deliver();
    EXPECT_EQ(delivered.put_off, 1);
    EXPECT_EQ(delivered.sent, 1);
}

TEST_P(OutboxTest, TwoProgramsNeverCarryTheSameMail) {
    constexpr int mails = 15;
    for (int i = 0; i < mails; ++i)
        queue("Hello " + std::to_string(i));
    std::latch ready{2};
    std::array<int, 2> sent{};
    std::vector<std::thread> programs;
    for (int& count : sent)
        programs.emplace_back([&] {
            const auto connection = database_.connect();
            Outbox outbox{courier_, clock_, keyring_};
            ready.arrive_and_wait();
            count = outbox.deliver_due(*connection).sent;
        });
    for (std::thread& program : programs)
        program.join();
    EXPECT_EQ(sent[0] + sent[1], mails);
    EXPECT_EQ(courier_.carried.size(), static_cast<std::size_t>(mails));
    for (const auto& [id, times] : courier_.carried)
        EXPECT_EQ(times, 1) << id;
}

TEST_P(OutboxTest, MailsToAnAddressAreCounted) {
    queue("One");
    clock_.advance(1h);
    queue("Two");
    queue("Other", "customer2@example.org");
    store::Reading reading{connection_};
    EXPECT_EQ(mails_queued(reading, keyring_, "customer1@example.org", clock_.now() - 1h), 2);
    EXPECT_EQ(mails_queued(reading, keyring_, "customer1@example.org", clock_.now() - 59min), 1);
    EXPECT_EQ(mails_queued(reading, keyring_, "nobody@example.org", clock_.now() - 1h), 0);
}

TEST_P(OutboxTest, OldMailsAreDeletedAndYoungOnesStay) {
    queue("Old");
    clock_.advance(mail_kept);
    queue("Young");
    const auto clean = [&] {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return delete_old_mails(transaction, clock_.now());
        });
    };
    EXPECT_EQ(clean(), 0);
    clock_.advance(1ms);
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(clean(), 0);
    EXPECT_EQ(bodies().size(), 1U);
}

}  // namespace
}  // namespace suncrew::notify
