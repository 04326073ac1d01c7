#include "http/lane_queue.hpp"

#include <future>
#include <latch>

#include <gtest/gtest.h>

#include "sealing/memory_keys.hpp"

namespace suncrew::http {
namespace {

/// A lane of one worker whose endpoint waits until it is let go.
class LaneQueueTest : public testing::Test {
protected:
    Endpoint endpoint_{Method::get,
                       "/api/v1/slow",
                       {.name = "slow"},
                       access::Permission::make_quote,
                       Lane::general,
                       [this](const Call&) {
                           begun_.count_down();
                           go_.wait();
                           return Response{.body = "{}"};
                       },
                       {}};
    std::latch begun_{1};
    std::latch go_{1};
    store::Dsn dsn_ = store::parse_dsn("sqlite::memory:");
    MovableClock clock_;
    Authenticate authenticate_ = [](store::Connection&, std::span<const Credential> shown, Instant) {
        return std::vector<access::Caller>(shown.size());
    };
    Readiness readiness_;
    sealing::MemoryKeys keys_;
    sealing::Keyring keyring_{keys_};
    WorkerContext context_{dsn_, authenticate_, clock_, readiness_, keyring_, ""};

    LaneQueueTest() { readiness_.schema_is_current(); }

    std::future<int> put(LaneQueue& lane, std::chrono::milliseconds already_waited = {}) {
        auto status = std::make_shared<std::promise<int>>();
        Job job;
        job.endpoint = &endpoint_;
        job.queued_at = std::chrono::steady_clock::now() - already_waited;
        job.answer = [status](const Response& response) { status->set_value(response.status); };
        lane.put(std::move(job));
        return status->get_future();
    }
};

TEST_F(LaneQueueTest, AFullQueueSaysSoAtOnce) {
    LaneQueue lane{{.workers = 1, .queue_max = 2}, context_};
    auto running = put(lane);
    begun_.wait();
    auto first = put(lane);
    auto second = put(lane);
    EXPECT_EQ(put(lane).get(), 503);
    go_.count_down();
    EXPECT_EQ(running.get(), 200);
    EXPECT_EQ(first.get(), 200);
    EXPECT_EQ(second.get(), 200);
}

TEST_F(LaneQueueTest, WhatWaitedTooLongIsNotRun) {
    go_.count_down();
    LaneQueue lane{{.workers = 1, .queue_max = 2, .wait_max = std::chrono::seconds{1}}, context_};
    EXPECT_EQ(put(lane, std::chrono::seconds{10}).get(), 503);
    EXPECT_FALSE(begun_.try_wait());
}

TEST_F(LaneQueueTest, WhatStillWaitsAtTheEndIsAnswered) {
    std::future<int> waiting;
    {
        LaneQueue lane{{.workers = 1, .queue_max = 4}, context_};
        auto running = put(lane);
        begun_.wait();
        waiting = put(lane);
        std::jthread let_go{[this] { go_.count_down(); }};
    }
    const int status = waiting.get();
    EXPECT_TRUE(status == 200 || status == 503);
}

}  // namespace
}  // namespace suncrew::http
