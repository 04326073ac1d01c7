#include "http/rate_limiter.hpp"

#include <gtest/gtest.h>

#include "base/refusal.hpp"

namespace suncrew::http {
namespace {

using namespace std::chrono_literals;

class RateLimiterTest : public testing::Test {
protected:
    RateLimiter limiter_{{.read = 100, .write = 10, .quote = 5, .sign_in = 2}};
    RateLimiter::Time now_{};

    int taken(const std::string& client, Rate rate, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; ++i) {
            try {
                limiter_.take(client, rate, now_);
                ++taken;
            } catch (const Refusal& refusal) {
                EXPECT_EQ(refusal.code(), Code::too_many);
            }
        }
        return taken;
    }
};

TEST_F(RateLimiterTest, ABurstIsAMinutesWorth) {
    EXPECT_EQ(taken("a", Rate::write, 50), 10);
}

TEST_F(RateLimiterTest, ComesBackWithTime) {
    taken("a", Rate::write, 50);
    now_ += 30s;
    EXPECT_EQ(taken("a", Rate::write, 50), 5);
    now_ += 1h;
    EXPECT_EQ(taken("a", Rate::write, 50), 10) << "never more than a burst";
}

TEST_F(RateLimiterTest, OneClientsHasteIsNotAnothersNorOfAnotherKind) {
    taken("a", Rate::write, 50);
    EXPECT_EQ(taken("b", Rate::write, 50), 10);
    EXPECT_EQ(taken("a", Rate::sign_in, 50), 2);
}

TEST_F(RateLimiterTest, ManyAddressesAreBoundedAndIdleOnesForgotten) {
    for (std::size_t i = 0; i < RateLimiter::clients_max; ++i)
        limiter_.take(std::to_string(i), Rate::read, now_);
    EXPECT_THROW(limiter_.take("one more", Rate::read, now_), Refusal);
    now_ += 2min;
    EXPECT_NO_THROW(limiter_.take("one more", Rate::read, now_));
}

}  // namespace
}  // namespace suncrew::http
