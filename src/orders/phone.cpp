#include "orders/phone.hpp"

#include <algorithm>

namespace suncrew::orders {

std::optional<Phone> Phone::parse(std::string_view text) {
    if (text.size() < 8 || text.size() > length_max || text[0] != '+' || text[1] == '0')
        return std::nullopt;
    const std::string_view digits = text.substr(1);
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return Phone{std::string{text}};
}

}  // namespace suncrew::orders
