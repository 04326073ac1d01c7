#pragma once

#include <algorithm>
#include <chrono>

namespace suncrew::egress {

/// A token bucket: `per_minute` at once, and as many flow back in a minute. For one thread.
class Rate {
public:
    using Time = std::chrono::steady_clock::time_point;

    Rate(double per_minute, Time now) : per_minute_{per_minute}, tokens_{per_minute}, filled_at_{now} {}

    /// Whether there was one to take; nobody waits for one.
    bool take(Time now) {
        const double minutes = std::chrono::duration<double, std::ratio<60>>(now - filled_at_).count();
        tokens_ = std::min(per_minute_, tokens_ + minutes * per_minute_);
        filled_at_ = now;
        if (tokens_ < 1)
            return false;
        tokens_ -= 1;
        return true;
    }

private:
    double per_minute_;
    double tokens_;
    Time filled_at_;
};

}  // namespace suncrew::egress
