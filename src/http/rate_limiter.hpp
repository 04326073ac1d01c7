#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <unordered_map>

#include "http/route.hpp"

namespace suncrew::http {

/// Requests a minute for one client address, by kind; also the size of a burst.
struct RateLimits {
    double read = 1200;
    double write = 240;
    double quote = 120;
    double sign_in = 30;
    double connect = 1200;

    double per_minute(Rate rate) const;
};

/// A token bucket for each client and rate. A client is an IPv4 address, or the first 64 bits of an IPv6
/// address, which is the least that one household gets. Bounded: when too many clients are known, those with
/// full buckets are forgotten, which changes nothing for them, and then any. For one thread.
class RateLimiter {
public:
    static constexpr std::size_t clients_max = 100'000;
    using Time = std::chrono::steady_clock::time_point;

    explicit RateLimiter(RateLimits limits) : limits_{limits} {}

    /// Refuses with too_many "rate_limited" when the bucket is empty.
    void take(const std::string& client, Rate rate, Time now);
    /// How many clients are known.
    std::size_t clients() const { return clients_.size(); }

private:
    static constexpr std::size_t rates_count = 5;
    struct Client {
        std::array<double, rates_count> tokens;
        Time filled_at;
    };
    void fill(Client& client, Time now) const;
    void make_room(Time now);

    RateLimits limits_;
    std::unordered_map<std::string, Client> clients_;
    Time cleared_at_{};
};

}  // namespace suncrew::http
