#include "http/lane_queue.hpp"

#include "base/log.hpp"
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

std::optional<Job> LaneQueue::take(std::stop_token stop) {
    std::unique_lock lock{mutex_};
    if (!wake_.wait(lock, stop, [this] { return !jobs_.empty(); }))
        return std::nullopt;
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
}

void LaneQueue::work(std::stop_token stop) {
    const auto connection = store::connect(context_.dsn);
    while (auto job = take(stop)) {
        const auto waited = std::chrono::steady_clock::now() - job->queued_at;
        job->answer(waited > limits_.wait_max ? overloaded(job->request)
                                              : exchange(*job, *connection, context_));
    }
}

}  // namespace suncrew::http
