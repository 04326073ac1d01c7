#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace suncrew::orders {

/// The six digits that the customer reads out when the crew stands at the door: work starts only with the
/// crew that was expected, and not before. A new one is made whenever the installation is given a date.
class StartCode {
public:
    static constexpr std::size_t length_max = 6;
    static constexpr std::string_view refused_as = "not_a_start_code";
    static constexpr const char* pattern = "^[0-9]{6}$";
    /// Wrong tries after which a code opens nothing any more. With them a guess succeeds five times in a
    /// million.
    static constexpr int tries_max = 5;

    StartCode() = default;
    /// As it was stored.
    explicit StartCode(std::string text) : text_{std::move(text)} {}
    static std::optional<StartCode> parse(std::string_view text);
    /// Each of the million with equal probability, from the operating system's generator.
    static StartCode make();

    const std::string& text() const { return text_; }
    /// In a time that tells nothing about the digits.
    bool equals(const StartCode& other) const;

private:
    std::string text_;
};

}  // namespace suncrew::orders
