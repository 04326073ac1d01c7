#include "http/rate_limiter.hpp"

#include <algorithm>

#include "base/refusal.hpp"

namespace suncrew::http {
namespace {

constexpr std::array all_rates{Rate::read, Rate::write, Rate::quote, Rate::sign_in, Rate::connect};
constexpr std::chrono::seconds clear_every{1};

constexpr std::size_t index(Rate rate) {
    return static_cast<std::size_t>(rate);
}

}  // namespace

double RateLimits::per_minute(Rate rate) const {
    switch (rate) {
        case Rate::read:
            return read;
        case Rate::write:
            return write;
        case Rate::quote:
            return quote;
        case Rate::sign_in:
            return sign_in;
        case Rate::connect:
            return connect;
    }
    return 0;
}

void RateLimiter::fill(Client& client, Time now) const {
    const double minutes = std::chrono::duration<double, std::ratio<60>>(now - client.filled_at).count();
    for (const Rate rate : all_rates) {
        const double full = limits_.per_minute(rate);
        client.tokens[index(rate)] = std::min(full, client.tokens[index(rate)] + minutes * full);
    }
    client.filled_at = now;
}

void RateLimiter::make_room(Time now) {
    if (now - cleared_at_ >= clear_every) {
        // A bucket is full again after a minute, whatever it held.
        std::erase_if(clients_, [now](const auto& entry) {
            return now - entry.second.filled_at > std::chrono::minutes{1};
        });
        cleared_at_ = now;
    }
    if (clients_.size() >= clients_max)
        clients_.erase(clients_.begin());
}

void RateLimiter::take(const std::string& client, Rate rate, Time now) {
    auto found = clients_.find(client);
    if (found == clients_.end()) {
        if (clients_.size() >= clients_max)
            make_room(now);
        Client fresh{{}, now};
        for (const Rate each : all_rates)
            fresh.tokens[index(each)] = limits_.per_minute(each);
        found = clients_.emplace(client, fresh).first;
    }
    fill(found->second, now);
    double& tokens = found->second.tokens[index(rate)];
    if (tokens < 1)
        throw Refusal{Code::too_many, "rate_limited"};
    tokens -= 1;
}

}  // namespace suncrew::http
