#include "base/time.hpp"

#include <cstdint>

namespace suncrew {
namespace {

std::optional<int> number(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// Writes the last `count` decimal digits of a number that is not negative; printf would cost ten times as
/// much, and every answer holds a few times.
void write_digits(std::string& text, std::size_t at, std::size_t count, std::int64_t number) {
    for (std::size_t i = at + count; i > at; number /= 10)
        text[--i] = static_cast<char>('0' + number % 10);
}

void write_date(std::string& text, Date date) {
    write_digits(text, 0, 4, static_cast<int>(date.year()));
    write_digits(text, 5, 2, static_cast<unsigned>(date.month()));
    write_digits(text, 8, 2, static_cast<unsigned>(date.day()));
}

}  // namespace

Instant SystemClock::now() const {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Instant MovableClock::now() const {
    return SystemClock{}.now() + std::chrono::milliseconds{offset_ms_.load()};
}

std::string to_string(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time{instant - day};
    std::string text{"0000-00-00T00:00:00.000Z"};
    write_date(text, Date{day});
    write_digits(text, 11, 2, time.hours().count());
    write_digits(text, 14, 2, time.minutes().count());
    write_digits(text, 17, 2, time.seconds().count());
    write_digits(text, 20, 3, time.subseconds().count());
    return text;
}

std::string to_string(Date date) {
    std::string text{"0000-00-00"};
    write_date(text, date);
    return text;
}

std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto year = number(text.substr(0, 4));
    const auto month = number(text.substr(5, 2));
    const auto day = number(text.substr(8, 2));
    if (!year || !month || !day || *year < 1900 || *year > 2200)
        return std::nullopt;
    const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

}  // namespace suncrew
