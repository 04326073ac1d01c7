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

TEST_F(RateLimiterTest, ManyClientsAreBoundedAndANewOneIsStillHeard) {
    now_ += 1h;
    for (std::size_t i = 0; i < RateLimiter::clients_max + 1000; ++i)
        limiter_.take(std::to_string(i), Rate::read, now_);
    EXPECT_EQ(limiter_.clients(), RateLimiter::clients_max);
    EXPECT_EQ(taken("one more", Rate::write, 50), 10);
    now_ += 2min;
    limiter_.take("after a while", Rate::read, now_);
    EXPECT_EQ(limiter_.clients(), 1U) << "idle clients are forgotten";
}

}  // namespace
}  // namespace suncrew::http
