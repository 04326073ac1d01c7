#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace suncrew {

/// A point in time, UTC, to the millisecond: what the databases keep (as integer milliseconds) and JSON
/// shows.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Date = std::chrono::year_month_day;

/// Where the time comes from; injected, so that tests and the demo can move it.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

/// The system's time plus an offset that only grows. For tests and the development environment.
class MovableClock final : public Clock {
public:
    explicit MovableClock(std::chrono::milliseconds offset = {}) : offset_ms_{offset.count()} {}
    Instant now() const override;
    void advance(std::chrono::milliseconds by) { offset_ms_ += by.count(); }

private:
    std::atomic<std::int64_t> offset_ms_;
};

/// RFC 3339 in UTC with milliseconds, such as 2026-05-04T09:30:00.000Z.
std::string to_string(Instant instant);
/// ISO 8601 calendar date, such as 2026-05-04.
std::string to_string(Date date);
/// Reads exactly YYYY-MM-DD of an existing day in the years 1900 to 2200; nullopt for anything else.
std::optional<Date> parse_date(std::string_view text);

}  // namespace suncrew
