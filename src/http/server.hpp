#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/time.hpp"
#include "http/lane_queue.hpp"
#include "http/rate_limiter.hpp"
#include "http/route.hpp"
#include "http/static_site.hpp"

namespace suncrew::http {

/// Every limit of the server, by name.
struct ServerLimits {
    std::size_t connections_max = 1024;
    std::size_t connections_per_client_max = 128;
    std::uint32_t header_bytes_max = 8192;
    std::chrono::milliseconds handshake_max{5000};
    std::chrono::milliseconds header_max{10000};  ///< from a request's first byte to the end of its header
    std::chrono::milliseconds body_max{10000};
    std::chrono::milliseconds answer_max{15000};  ///< while a worker has it
    std::chrono::milliseconds write_max{15000};
    std::chrono::milliseconds idle_max{30000};
    std::chrono::milliseconds heartbeat{15000};  ///< between two comments on a silent event stream
    LaneLimits general{};
    LaneLimits hashing{.workers = 1, .queue_max = 32, .wait_max = std::chrono::milliseconds{5000}};
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443;
    std::filesystem::path certificate;  ///< PEM, the whole chain
    std::filesystem::path key;          ///< PEM
    std::string base_url;               ///< our own origin, as browsers send it
    ServerLimits limits{};
    RateLimits rates{};
};

/// The HTTPS server (TLS 1.2 and 1.3, HTTP/1.1): one thread for the sockets, the lanes' threads for the work.
class Server {
public:
    /// Binds and listens. Throws std::runtime_error, saying which setting does not work.
    Server(const ServerOptions& options, const Routes& routes, const StaticSite& site, const store::Dsn& dsn,
           const Authenticate& authenticate, const Clock& clock, const Readiness& readiness,
           sealing::Keyring& keyring);
    ~Server();

    /// Serves until `stop`; returns when what was begun is answered, or after `drain_max`.
    void run();
    /// From any thread, and from a signal handler's thread.
    void stop();
    std::uint16_t port() const;

    static constexpr std::chrono::milliseconds drain_max{5000};

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace suncrew::http
