#include "identity/throttle.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::identity {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr Limit plenty{1'000'000, 1ms};

/// Everything but what a test is about lets all through.
ThrottleLimits only_accounts(Limit account) {
    return {.account = account,
            .device = plenty,
            .second_factor = plenty,
            .second_factor_long = plenty,
            .address = plenty,
            .network = plenty,
            .service = plenty};
}

class ThrottleTest : public testing::TestWithParam<store::Database> {
protected:
    ThrottleTest() { forget(); }

    void forget() {
        store::in_transaction(connection_, [](store::Transaction& transaction) {
            transaction.run("delete from throttles");
            transaction.run("delete from security_events");
        });
    }
    static access::Client from(std::string_view address) {
        access::Client client;
        client.address = address;
        return client;
    }
    static Attempt password(std::string_view email, std::string_view address = "192.0.2.1") {
        return {.proof = Proof::password, .email = email, .client = from(address)};
    }
    static Attempt passkey(std::string_view address) {
        return {.proof = Proof::passkey, .client = from(address)};
    }
    std::optional<Admission> try_admit(const Throttle& throttle, const Attempt& attempt) {
        try {
            return throttle.admit(connection_, attempt, clock_.now());
        } catch (const Refusal& refusal) {
            EXPECT_EQ(refusal.code(), Code::too_many);
            EXPECT_EQ(refusal.reason(), "throttled");
            EXPECT_EQ(refusal.field(), "");
            EXPECT_GE(refusal.retry_after().value_or(0s), 1s);
            return std::nullopt;
        }
    }
    /// How many of so many attempts in a row are admitted.
    int admitted(const Throttle& throttle, const Attempt& attempt, int attempts) {
        int count = 0;
        for (int i = 0; i < attempts; ++i)
            count += try_admit(throttle, attempt) ? 1 : 0;
        return count;
    }
    std::chrono::seconds retry_after(const Throttle& throttle, const Attempt& attempt) {
        try {
            throttle.admit(connection_, attempt, clock_.now());
        } catch (const Refusal& refusal) {
            return refusal.retry_after().value();
        }
        return 0s;
    }
    void give_back(const Admission& admission) {
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            Throttle::give_back(transaction, admission, clock_.now());
        });
    }
    std::int64_t clean() {
        return store::in_transaction(connection_, [&](store::Transaction& transaction) {
            return delete_idle_buckets(transaction, clock_.now());
        });
    }
    std::int64_t buckets() { return *reading_.value<std::int64_t>("select count(*) from throttles"); }
    std::vector<audit::RecordedEvent> events() {
        return audit::events(reading_, std::nullopt, std::nullopt, 100);
    }
    static DeviceHash device(std::uint8_t n) {
        DeviceHash hash{};
        hash[0] = n;
        return hash;
    }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    StillClock clock_;
    const Throttle usual_{ThrottleLimits{}};
};
INSTANTIATE_TEST_SUITE_P(Databases, ThrottleTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ThrottleTest, AnAccountTakesItsBurstAndThenOneForEachInterval) {
    const Attempt attempt = password("customer1@example.org");
    EXPECT_EQ(admitted(usual_, attempt, 20), 10);
    clock_.advance(6min - 1ms);
    EXPECT_EQ(admitted(usual_, attempt, 3), 0);
    clock_.advance(1ms);
    EXPECT_EQ(admitted(usual_, attempt, 3), 1);
    clock_.advance(18min);
    EXPECT_EQ(admitted(usual_, attempt, 10), 3);
    clock_.advance(24h);
    EXPECT_EQ(admitted(usual_, attempt, 20), 10);
}

TEST_P(ThrottleTest, ARefusalSaysWhenToComeBackInWholeSecondsRoundedUp) {
    const Throttle throttle{only_accounts({1, 2500ms})};
    const Attempt attempt = password("customer1@example.org");
    EXPECT_EQ(retry_after(throttle, attempt), 0s);
    EXPECT_EQ(retry_after(throttle, attempt), 3s);
    clock_.advance(2499ms);
    EXPECT_EQ(retry_after(throttle, attempt), 1s);
    clock_.advance(1ms);
    EXPECT_EQ(retry_after(throttle, attempt), 0s);
}

TEST_P(ThrottleTest, ARefusalTakesFromNoBucket) {
    ThrottleLimits limits = only_accounts({1, 1h});
    limits.service = {3, 1h};
    const Throttle throttle{limits};
    EXPECT_EQ(admitted(throttle, password("customer1@example.org"), 50), 1);
    EXPECT_EQ(admitted(throttle, password("customer2@example.org"), 50), 1);
    EXPECT_EQ(admitted(throttle, password("customer3@example.org"), 50), 1);
    EXPECT_EQ(admitted(throttle, password("customer4@example.org"), 50), 0);
}

TEST_P(ThrottleTest, AnAddressAndANetworkAreCountedOverAllAccounts) {
    ThrottleLimits limits = only_accounts(plenty);
    limits.address = {2, 1h};
    limits.network = {5, 1h};
    const Throttle throttle{limits};
    EXPECT_EQ(admitted(throttle, passkey("192.0.2.1"), 3), 2);
    EXPECT_EQ(admitted(throttle, password("customer1@example.org", "192.0.2.1"), 3), 0);
    EXPECT_EQ(admitted(throttle, passkey("192.0.2.2"), 3), 2);
    EXPECT_EQ(admitted(throttle, passkey("192.0.2.255"), 3), 1);
    EXPECT_EQ(admitted(throttle, passkey("192.0.3.1"), 3), 2);
    EXPECT_EQ(admitted(throttle, passkey("2001:db8:1:1::/64"), 3), 2);
    EXPECT_EQ(admitted(throttle, passkey("2001:db8:1:2::/64"), 3), 2);
    EXPECT_EQ(admitted(throttle, passkey("2001:db8:1:ffff::/64"), 3), 1);
    EXPECT_EQ(admitted(throttle, passkey("2001:db8:2:1::/64"), 3), 2);
    EXPECT_EQ(admitted(throttle, passkey(""), 3), 2);
}

TEST_P(ThrottleTest, TheWholeServiceIsCountedOverAllAddressesButForPasskeys) {
    ThrottleLimits limits = only_accounts(plenty);
    limits.service = {20, 1h};
    const Throttle throttle{limits};
    int count = 0;
    for (int i = 0; i < 50; ++i) {
        const std::string email = "customer" + std::to_string(i) + "@example.org";
        const std::string address = "198.51." + std::to_string(i) + ".1";
        count += admitted(throttle, password(email, address), 1);
    }
    EXPECT_EQ(count, 20);
    EXPECT_EQ(admitted(throttle, passkey("203.0.113.1"), 3), 3);
    Attempt known = password("customer1@example.org");
    known.known_device = device(1);
    EXPECT_EQ(admitted(throttle, known, 3), 3);
}

TEST_P(ThrottleTest, WhatIsAskedForFromManyNetworksHoldsBackItsOwnKindAlone) {
    ThrottleLimits limits = only_accounts(plenty);
    limits.service = {20, 1h};
    const Throttle throttle{limits};
    const auto storm = [&](Proof proof) {
        int count = 0;
        for (int i = 0; i < 30; ++i) {
            const std::string address = "198.51." + std::to_string(i) + ".1";
            count += admitted(throttle, {.proof = proof, .client = from(address)}, 1);
        }
        return count;
    };
    EXPECT_EQ(storm(Proof::letter), 20);
    EXPECT_EQ(storm(Proof::sign_up), 20);
    EXPECT_EQ(storm(Proof::question), 30);
    EXPECT_EQ(storm(Proof::link), 30);
    EXPECT_EQ(admitted(throttle, password("customer1@example.org"), 1), 1);
}

TEST_P(ThrottleTest, WhatIsAskedForFromOneAddressHoldsBackItsOwnKindAlone) {
    for (const Proof proof : {Proof::letter, Proof::sign_up, Proof::question, Proof::link, Proof::passkey}) {
        EXPECT_EQ(admitted(usual_, {.proof = proof, .client = from("192.0.2.1")}, 40), 30);
        EXPECT_EQ(admitted(usual_, {.proof = proof, .client = from("192.0.2.2")}, 1), 1);
    }
}

TEST_P(ThrottleTest, TheOwnersBrowserIsAdmittedWhileStrangersAreRefused) {
    const std::string mine = "customer1@example.org";
    int strangers = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::string address = "198.51." + std::to_string(i % 256) + "." + std::to_string(i / 256);
        strangers += admitted(usual_, password(mine, address), 1);
    }
    EXPECT_EQ(strangers, 10);
    Attempt own = password(mine);
    own.known_device = device(1);
    EXPECT_TRUE(try_admit(usual_, own));
    Attempt code = own;
    code.proof = Proof::second_factor;
    EXPECT_TRUE(try_admit(usual_, code));
}

TEST_P(ThrottleTest, AKnownBrowserHasLimitsOfItsOwn) {
    Attempt first = password("customer1@example.org");
    first.known_device = device(1);
    Attempt second = first;
    second.known_device = device(2);
    EXPECT_EQ(admitted(usual_, first, 20), 10);
    EXPECT_EQ(admitted(usual_, second, 20), 10);
    // The same browser, for somebody else of the household.
    Attempt other = first;
    other.email = "customer2@example.org";
    EXPECT_EQ(admitted(usual_, other, 20), 10);
    // And strangers still have theirs.
    EXPECT_EQ(admitted(usual_, password("customer1@example.org"), 20), 10);
}

TEST_P(ThrottleTest, CodesAreCountedApartFromPasswordsAndFromStepUp) {
    Attempt attempt = password("customer1@example.org");
    EXPECT_EQ(admitted(usual_, attempt, 20), 10);
    attempt.proof = Proof::second_factor;
    EXPECT_EQ(admitted(usual_, attempt, 20), 5);
    attempt.proof = Proof::step_up;
    EXPECT_EQ(admitted(usual_, attempt, 20), 5);
    attempt.proof = Proof::second_factor;
    attempt.known_device = device(1);
    EXPECT_EQ(admitted(usual_, attempt, 20), 5);
}

TEST_P(ThrottleTest, CodesAreLimitedInTheLongRun) {
    Attempt attempt = password("customer1@example.org");
    attempt.proof = Proof::second_factor;
    int count = 0;
    for (int day = 0; day < 7; ++day)
        for (int i = 0; i < 288; ++i) {
            count += admitted(usual_, attempt, 1);
            clock_.advance(5min);
        }
    EXPECT_LE(count, 100 + 7 * 4);
    EXPECT_GE(count, 100);
}

TEST_P(ThrottleTest, WhatSucceededCostsNothing) {
    const Attempt attempt = password("customer1@example.org");
    EXPECT_EQ(admitted(usual_, attempt, 9), 9);
    for (int i = 0; i < 50; ++i) {
        const auto admission = try_admit(usual_, attempt);
        ASSERT_TRUE(admission);
        give_back(*admission);
    }
    EXPECT_EQ(admitted(usual_, attempt, 5), 1);
}

TEST_P(ThrottleTest, WhatHasFlowedBackByItselfIsNotGivenTwice) {
    const Throttle throttle{only_accounts({3, 1min})};
    const Attempt attempt = password("customer1@example.org");
    const auto first = try_admit(throttle, attempt);
    clock_.advance(10min);
    EXPECT_EQ(admitted(throttle, attempt, 5), 3);
    give_back(*first);
    EXPECT_EQ(admitted(throttle, attempt, 5), 0);
}

TEST_P(ThrottleTest, NothingIsGivenBackWhereTheBucketIsGone) {
    const auto admission = try_admit(usual_, password("customer1@example.org"));
    store::in_transaction(connection_,
                          [](store::Transaction& transaction) { transaction.run("delete from throttles"); });
    give_back(*admission);
    EXPECT_EQ(buckets(), 0);
}

TEST_P(ThrottleTest, WhoIsAskedForMakesNoDifference) {
    Attempt existing = password("customer1@example.org");
    existing.account = AccountId::make(clock_.now());
    EXPECT_EQ(admitted(usual_, existing, 4), 4);
    EXPECT_EQ(admitted(usual_, password("customer1@example.org"), 20), 6);
}

TEST_P(ThrottleTest, RefusalsAreRecordedOnceAMinute) {
    const Throttle throttle{only_accounts({1, 1h})};
    Attempt attempt = password("customer1@example.org");
    attempt.account = AccountId::make(clock_.now());
    attempt.client.user_agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    EXPECT_EQ(admitted(throttle, attempt, 1), 1);
    EXPECT_TRUE(events().empty());
    EXPECT_EQ(admitted(throttle, attempt, 50), 0);
    ASSERT_EQ(events().size(), 1U);
    const audit::SecurityEvent event = events()[0].event;
    EXPECT_EQ(event.kind, audit::EventKind::sign_in_throttled);
    EXPECT_EQ(event.account, attempt.account);
    EXPECT_EQ(event.address, "192.0.2.1");
    EXPECT_EQ(event.device, "Firefox on Linux");
    clock_.advance(1min);
    EXPECT_EQ(admitted(throttle, attempt, 50), 0);
    EXPECT_EQ(events().size(), 2U);
}

TEST_P(ThrottleTest, AnAttackOverManyAccountsIsRecordedOnceAndNotForEach) {
    ThrottleLimits limits = only_accounts({1, 1h});
    limits.service = {5, 1h};
    const Throttle throttle{limits};
    for (int i = 0; i < 40; ++i)
        admitted(throttle, password("customer" + std::to_string(i % 5) + "@example.org"), 1);
    EXPECT_EQ(events().size(), 1U);
}

TEST_P(ThrottleTest, IdleBucketsGoAndNobodyGainsByIt) {
    const Attempt attempt = password("customer1@example.org");
    EXPECT_EQ(admitted(usual_, attempt, 10), 10);
    clock_.advance(59min);
    EXPECT_EQ(clean(), 3);  // address, network and service have long been free
    EXPECT_EQ(admitted(usual_, attempt, 10), 9);
    clock_.advance(1h);
    clean();
    EXPECT_EQ(buckets(), 0);
    EXPECT_EQ(admitted(usual_, attempt, 20), 10);
}

TEST_P(ThrottleTest, NotTooManyIdleBucketsGoAtOnce) {
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        for (int i = 0; i < 501; ++i)
            transaction.run("insert into throttles (bucket, free_at) values (?, ?)",
                            crypto::sha256(std::to_string(i)), clock_.now());
    });
    EXPECT_EQ(clean(), 500);
    EXPECT_EQ(clean(), 1);
    EXPECT_EQ(clean(), 0);
}

TEST_P(ThrottleTest, AClockThatWentFarBackMakesNobodyWaitLongerThanAnInterval) {
    const Attempt attempt = password("customer1@example.org");
    EXPECT_EQ(admitted(usual_, attempt, 10), 10);
    clock_.advance(-std::chrono::days{300});
    EXPECT_EQ(retry_after(usual_, attempt), std::chrono::seconds{6min});
    EXPECT_EQ(admitted(usual_, attempt, 5), 0);
    clock_.advance(6min);
    EXPECT_EQ(admitted(usual_, attempt, 5), 1);
}

TEST_P(ThrottleTest, ReplicasWhoseClocksDifferDoNotForgiveInTurn) {
    const Throttle throttle{only_accounts({5, 1h})};
    const Attempt attempt = password("customer1@example.org");
    int count = 0;
    for (int i = 0; i < 200; ++i) {
        clock_.advance(i % 2 == 0 ? 59s : -59s);
        count += admitted(throttle, attempt, 1);
    }
    EXPECT_EQ(count, 5);
}

TEST_P(ThrottleTest, FourAtOnceGetNoMoreThanOne) {
    const Throttle throttle{only_accounts({20, 1h})};
    std::atomic<int> count = 0;
    std::atomic<int> failed = 0;
    const auto guess = [&] {
        try {
            const auto connection = database_.connect();
            for (int i = 0; i < 25; ++i) {
                try {
                    // Buckets of their own beside the common ones, so that their order differs.
                    const std::string address = "198.51." + std::to_string(i) + ".1";
                    throttle.admit(*connection, password("customer1@example.org", address), clock_.now());
                    ++count;
                } catch (const Refusal& refusal) {
                    failed += refusal.reason() == "throttled" ? 0 : 1;
                }
            }
        } catch (const std::exception&) {
            ++failed;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(guess);
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(count, 20);
    EXPECT_EQ(failed, 0);
}

TEST_P(ThrottleTest, AdmittingAndGivingBackAtOnceLosesAndGainsNothing) {
    const Throttle throttle{only_accounts({20, 1h})};
    std::atomic<int> failed = 0;
    const auto sign_in = [&] {
        try {
            const auto connection = database_.connect();
            for (int i = 0; i < 20; ++i) {
                const std::string address = "198.51." + std::to_string(i) + ".1";
                const Admission admission =
                    throttle.admit(*connection, password("customer1@example.org", address), clock_.now());
                store::in_transaction(*connection, [&](store::Transaction& transaction) {
                    Throttle::give_back(transaction, admission, clock_.now());
                });
            }
        } catch (const std::exception& error) {
            ++failed;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(sign_in);
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(admitted(throttle, password("customer1@example.org"), 25), 20);
}

/// One step of a schedule: the clock moves, then somebody tries; a success is given back after a while.
struct Step {
    milliseconds by;
    bool succeeds;
    milliseconds takes;
};

/// What the clock, the admissions and what was given back came to, step by step.
struct Count {
    milliseconds forward{};
    std::int64_t spent = 0;
};

/// Whether no stretch of the schedule spends more than the burst and one for each interval in it.
bool within(const Limit& limit, const std::vector<Count>& counts) {
    for (std::size_t from = 0; from < counts.size(); ++from)
        for (std::size_t to = from; to < counts.size(); ++to) {
            const std::int64_t before = from == 0 ? 0 : counts[from - 1].spent;
            const milliseconds passed = counts[to].forward - counts[from].forward;
            if (counts[to].spent - before > limit.burst + passed / limit.every)
                return false;
        }
    return true;
}

rc::Gen<Step> any_step() {
    return rc::gen::map(rc::gen::tuple(rc::gen::weightedOneOf<int>({{3, rc::gen::just(0)},
                                                                    {6, rc::gen::inRange(0, 3000)},
                                                                    {1, rc::gen::inRange(-200'000, 20'000)}}),
                                       rc::gen::inRange(0, 3), rc::gen::inRange(0, 2000)),
                        [](const std::tuple<int, int, int>& drawn) {
                            return Step{milliseconds{std::get<0>(drawn)}, std::get<1>(drawn) == 0,
                                        milliseconds{std::get<2>(drawn)}};
                        });
}

TEST_P(ThrottleTest, NoScheduleGetsMoreThanItsBurstAndOneForEachInterval) {
    EXPECT_TRUE(rc::check("admissions are bounded over every stretch of time", [&] {
        forget();
        const Limit limit{*rc::gen::inRange(1, 6), milliseconds{*rc::gen::inRange(1, 2500)}};
        const auto steps = *rc::gen::container<std::vector<Step>>(25, any_step());
        const Throttle throttle{only_accounts(limit)};
        std::vector<Count> counts;
        Count count;
        const auto move = [&](milliseconds by) {
            clock_.advance(by);
            count.forward += std::max(by, 0ms);
        };
        for (const Step& step : steps) {
            move(step.by);
            const auto admission = try_admit(throttle, password("customer1@example.org"));
            count.spent += admission ? 1 : 0;
            counts.push_back(count);
            if (!admission || !step.succeeds)
                continue;
            move(step.takes);
            give_back(*admission);
            --count.spent;
        }
        RC_ASSERT(within(limit, counts));
    }));
}

TEST_P(ThrottleTest, WhoIsRefusedIsAdmittedAfterTheTimeThatWasSaid) {
    EXPECT_TRUE(
        rc::check("waiting for retry_after is enough, and never longer than an interval and a minute", [&] {
            forget();
            const Limit limit{*rc::gen::inRange(1, 6), milliseconds{*rc::gen::inRange(1, 5000)}};
            const auto moves = *rc::gen::container<std::vector<int>>(
                20, rc::gen::weightedOneOf<int>(
                        {{4, rc::gen::inRange(-3000, 3000)}, {1, rc::gen::inRange(-200'000, 200'000)}}));
            const Throttle throttle{only_accounts(limit)};
            const Attempt attempt = password("customer1@example.org");
            for (const int by : moves) {
                clock_.advance(milliseconds{by});
                const std::chrono::seconds wait = retry_after(throttle, attempt);
                RC_ASSERT(wait <= std::chrono::ceil<std::chrono::seconds>(limit.every + 1min));
                if (wait > 0s) {
                    clock_.advance(wait);
                    RC_ASSERT(retry_after(throttle, attempt) == 0s);
                }
            }
        }));
}

}  // namespace
}  // namespace suncrew::identity
