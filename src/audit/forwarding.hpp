#pragma once

#include <chrono>
#include <cstddef>
#include <stop_token>

#include "base/time.hpp"
#include "egress/syslog_collector.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// Events in one connection to the collector.
inline constexpr int forwarded_at_once_max = 200;
/// Such connections in one round of background work.
inline constexpr int forwarding_rounds_max = 10;
/// After a failure; twice as long after each further one, up to `forwarding_wait_max`.
inline constexpr std::chrono::seconds forwarding_wait_first{1};
inline constexpr std::chrono::seconds forwarding_wait_max{60};

/// Hands the security events to the collector, in the order of their ids, behind the requests. How far it is
/// stands in the database, so what happens while the collector is away is handed on later; of several
/// programs one does it at a time, under a lease. At least once: a program that ends between the sending and
/// its note sends the same again, with the same `metadata.uid`.
class Forwarder {
public:
    Forwarder(const egress::SyslogCollector& collector, const Clock& clock)
        : collector_{collector}, clock_{clock} {}

    /// At most `forwarding_rounds_max` × `forwarded_at_once_max` events; how many. None where another program
    /// does it, or where the last attempt failed and the wait is not over. Logs a failure, and throws nothing
    /// for it. After a stop is asked for, no further connection is begun.
    std::size_t run(store::Connection& connection, const std::stop_token& stop = {});

private:
    std::size_t forward_some(store::Connection& connection);

    const egress::SyslogCollector& collector_;
    const Clock& clock_;
    std::chrono::seconds wait_{0};  ///< after the last attempt; 0 where it did not fail
    Instant not_before_{};
};

}  // namespace suncrew::audit
