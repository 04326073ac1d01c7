#include "identity/email.hpp"

#include <algorithm>

namespace suncrew::identity {
namespace {

constexpr std::size_t local_part_length_max = 64;  // RFC 5321, 4.5.3.1.1
constexpr std::size_t label_length_max = 63;       // RFC 1035, 2.3.4

constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
/// RFC 5322, 3.2.3
constexpr bool is_atext(char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view{"!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
}

/// Whether every piece between dots satisfies `good`.
template <class Good>
bool every_piece(std::string_view text, Good good) {
    for (;;) {
        const std::size_t dot = text.find('.');
        if (!good(text.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_local_part(std::string_view text) {
    return text.size() <= local_part_length_max && every_piece(text, [](std::string_view atom) {
               return !atom.empty() && std::all_of(atom.begin(), atom.end(), is_atext);
           });
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= label_length_max && label.front() != '-' &&
           label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
               return is_letter(c) || is_digit(c) || c == '-';
           });
}

bool is_domain(std::string_view text) {
    const std::size_t last_dot = text.rfind('.');
    return last_dot != std::string_view::npos && last_dot + 1 < text.size() &&
           is_letter(text[last_dot + 1]) && every_piece(text, is_label);
}

}  // namespace

std::optional<Email> Email::parse(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || text.size() > length_max || !is_local_part(text.substr(0, at)) ||
        !is_domain(text.substr(at + 1)))
        return std::nullopt;
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return Email{std::move(lower)};
}

}  // namespace suncrew::identity
