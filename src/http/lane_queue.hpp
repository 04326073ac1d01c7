#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "access/granted.hpp"
#include "http/readiness.hpp"
#include "http/route.hpp"

namespace suncrew::http {

/// A request on its way to a worker, with what to do with its answer. `answer` may be called on any thread.
struct Job {
    Request request;
    const Endpoint* endpoint = nullptr;
    PathParameters parameters;
    std::chrono::steady_clock::time_point queued_at;
    std::optional<access::Caller> caller{};  ///< once the session was read
    std::function<void(Response)> answer;
};

enum class CredentialKind : std::uint8_t { session, api_key };

/// What a request shows of who sends it.
struct Credential {
    CredentialKind kind;
    crypto::Secret token;
};

/// How a worker finds out who shows each of some credentials: a caller for each, a visitor where one is
/// nobody's.
using Authenticate = std::function<std::vector<access::Caller>(
    store::Connection&, std::span<const Credential> shown, Instant now)>;

struct LaneLimits {
    std::size_t workers = 4;
    std::size_t queue_max = 256;
    std::chrono::milliseconds wait_max{2000};
    std::size_t batch_max = 8;  ///< jobs whose sessions are read together
};

/// What a worker needs besides the job.
struct WorkerContext {
    const store::Dsn& dsn;
    const Authenticate& authenticate;
    const Clock& clock;
    const Readiness& readiness;
    sealing::Keyring& keyring;
    std::string_view base_url;  ///< our own origin
};

/// A bounded queue and the threads that empty it, each with a database connection of its own. This is the
/// load shedding: a job that finds the queue full, or that waited longer than `wait_max`, is answered 503.
class LaneQueue {
public:
    LaneQueue(LaneLimits limits, const WorkerContext& context);
    /// Lets the workers finish what they have; what still waits is answered 503.
    ~LaneQueue();
    LaneQueue(const LaneQueue&) = delete;
    LaneQueue& operator=(const LaneQueue&) = delete;

    void put(Job job);

private:
    void work(std::stop_token stop);
    /// The next job whose caller is known, alone; else a fair share of what waits. None at the end.
    std::vector<Job> take(std::stop_token stop);
    /// Puts back, to the front, what another worker may take as well.
    void put_back(std::span<Job> jobs);

    LaneLimits limits_;
    WorkerContext context_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Job> jobs_;
    std::vector<std::jthread> workers_;  // last: they end before what they use
};

}  // namespace suncrew::http
