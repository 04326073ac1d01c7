#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace suncrew::wire {

class Path;

/// A number from Low / Per to High / Per, both included: Number<0, 90>, or Number<0, 9, 10> for 0 to 0.9. The
/// limit is part of the type, so it is checked where the number is read, published in the OpenAPI document,
/// and cannot be forgotten in between.
template <std::int64_t Low, std::int64_t High, std::int64_t Per = 1>
class Number {
public:
    static constexpr double low = static_cast<double>(Low) / Per;
    static constexpr double high = static_cast<double>(High) / Per;

    constexpr Number() = default;
    constexpr explicit Number(double value) : value_{value} {}
    constexpr operator double() const { return value_; }

private:
    double value_ = low;
};

template <std::int64_t Low, std::int64_t High>
class Whole {
public:
    constexpr Whole() = default;
    constexpr explicit Whole(std::int64_t value) : value_{value} {}
    constexpr operator std::int64_t() const { return value_; }

private:
    std::int64_t value_ = Low;
};

enum class Lines { one, many };

/// Text of Min to Max characters (Unicode code points), not blank when Min is not 0, without control
/// characters; a line break is allowed in `Lines::many`. Taken as it came.
template <std::size_t Min, std::size_t Max, Lines L = Lines::one>
class Text {
public:
    Text() = default;
    explicit Text(std::string text) : text_{std::move(text)} {}
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

void check_text(std::string_view text, std::size_t min, std::size_t max, Lines lines, const Path& path);

/// Min to Max elements.
template <class T, std::size_t Min, std::size_t Max>
class List : public std::vector<T> {
public:
    using std::vector<T>::vector;
};

}  // namespace suncrew::wire
