#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace suncrew::orders {

/// A telephone number as ITU-T E.164 writes it: a plus, the country's digits, the rest; 7 to 15 digits
/// without anything between them. Whether it rings is not known.
class Phone {
public:
    static constexpr std::size_t length_max = 16;
    static constexpr std::string_view refused_as = "not_a_phone_number";
    static constexpr const char* pattern = R"(^\+[1-9][0-9]{6,14}$)";

    Phone() = default;
    /// As it was stored.
    explicit Phone(std::string text) : text_{std::move(text)} {}
    static std::optional<Phone> parse(std::string_view text);

    const std::string& text() const { return text_; }

private:
    std::string text_;
};

}  // namespace suncrew::orders
