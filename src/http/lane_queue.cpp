#include "http/lane_queue.hpp"

#include <algorithm>

#include "base/wipe_stack.hpp"
#include "http/exchange.hpp"
#include "http/problem.hpp"

namespace suncrew::http {
namespace {

Response overloaded(const Request& request) {
    return problem(Refusal{Code::unavailable, "overloaded"}, request.id);
}

}  // namespace

LaneQueue::LaneQueue(LaneLimits limits, const WorkerContext& context) : limits_{limits}, context_{context} {
    for (std::size_t i = 0; i < limits_.workers; ++i)
        workers_.emplace_back([this](std::stop_token stop) { work(stop); });
}

LaneQueue::~LaneQueue() {
    for (auto& worker : workers_)
        worker.request_stop();
    workers_.clear();
    for (Job& job : jobs_)
        job.answer(overloaded(job.request));
}

void LaneQueue::put(Job job) {
    {
        const std::scoped_lock lock{mutex_};
        if (jobs_.size() < limits_.queue_max) {
            jobs_.push_back(std::move(job));
            wake_.notify_one();
            return;
        }
    }
    job.answer(overloaded(job.request));
}

std::vector<Job> LaneQueue::take(std::stop_token stop) {
    std::vector<Job> batch;
    std::unique_lock lock{mutex_};
    if (!wake_.wait(lock, stop, [this] { return !jobs_.empty(); }))
        return batch;
    const std::size_t share = (jobs_.size() + limits_.workers - 1) / limits_.workers;
    const std::size_t count = std::min(share, limits_.batch_max);
    do {
        batch.push_back(std::move(jobs_.front()));
        jobs_.pop_front();
    } while (batch.size() < count && !batch.front().caller && !jobs_.front().caller);
    return batch;
}

void LaneQueue::put_back(std::span<Job> jobs) {
    if (jobs.empty())
        return;
    const std::scoped_lock lock{mutex_};
    for (auto job = jobs.rbegin(); job != jobs.rend(); ++job)
        jobs_.push_front(std::move(*job));
    wake_.notify_all();
}

void LaneQueue::work(std::stop_token stop) {
    const auto connection = store::connect(context_.dsn);
    for (auto batch = take(stop); !batch.empty(); batch = take(stop)) {
        const auto too_old = std::chrono::steady_clock::now() - limits_.wait_max;
        std::erase_if(batch, [too_old](const Job& job) {
            if (job.queued_at >= too_old)
                return false;
            job.answer(overloaded(job.request));
            return true;
        });
        identify(batch, *connection, context_);
        if (batch.empty())
            continue;
        // The sessions were read for all; the work itself is shared, so that nobody waits behind a slow
        // neighbour.
        put_back(std::span{batch}.subspan(1));
        exchange(batch.front(), *connection, context_);
        batch.clear();
        wipe_stack();
    }
}

}  // namespace suncrew::http
