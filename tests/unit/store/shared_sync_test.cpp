#include "store/shared_sync.hpp"

#include <atomic>
#include <barrier>
#include <latch>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "store/errors.hpp"

namespace suncrew::store {
namespace {

TEST(SharedSync, IsOneForAFile) {
    const auto one = SharedSync::of("/a/one.db");
    EXPECT_EQ(SharedSync::of("/a/one.db"), one);
    EXPECT_NE(SharedSync::of("/a/two.db"), one);
}

TEST(SharedSync, WhoComesDuringASyncSharesTheNext) {
    SharedSync disk;
    std::atomic<int> syncs = 0;
    std::latch first_runs{1};
    std::latch others_wait{1};
    std::jthread first{[&] {
        disk.wait([&] {
            ++syncs;
            first_runs.count_down();
            others_wait.wait();
            return true;
        });
    }};
    first_runs.wait();
    std::atomic<int> written = 0;
    std::atomic<int> seen_by_sync = 0;
    std::vector<std::jthread> others;
    for (int i = 0; i < 8; ++i)
        others.emplace_back([&] {
            const int mine = ++written;
            disk.wait([&] {
                ++syncs;
                seen_by_sync = written.load();
                return true;
            });
            EXPECT_GE(seen_by_sync.load(), mine) << "a sync that began before the write says nothing of it";
        });
    while (written < 8)
        std::this_thread::yield();
    others_wait.count_down();
    others.clear();
    EXPECT_GE(syncs, 2);
    EXPECT_LE(syncs, 1 + 8);
}

TEST(SharedSync, NobodyIsToldOfSuccessAfterAFailure) {
    SharedSync disk;
    disk.wait([] { return true; });
    EXPECT_THROW(disk.wait([] { return false; }), Unavailable);
    EXPECT_THROW(disk.wait([] { return true; }), Unavailable)
        << "the system says of what it lost no more than once";
}

}  // namespace
}  // namespace suncrew::store
