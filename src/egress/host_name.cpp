#include "egress/host_name.hpp"

#include <algorithm>

namespace suncrew::egress {
namespace {

// RFC 1035, 2.3.4, less the root's length byte.
constexpr std::size_t name_length_max = 253;
constexpr std::size_t label_length_max = 63;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= label_length_max && label.front() != '-' &&
           label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-';
           });
}

/// Whether a resolver might read the name as a number: inet_aton takes up to four parts, each decimal, octal
/// or hexadecimal, and no top-level domain begins with a digit (RFC 3696, 2).
bool looks_numeric(std::string_view last_label) {
    return is_digit(last_label.front());
}

}  // namespace

std::optional<std::string> host_name(std::string_view text) {
    if (text.size() > name_length_max)
        return std::nullopt;
    std::string name{text};
    std::transform(name.begin(), name.end(), name.begin(), lower);
    std::string_view rest = name;
    for (;;) {
        const std::size_t dot = rest.find('.');
        const std::string_view label = rest.substr(0, dot);
        if (!is_label(label))
            return std::nullopt;
        if (dot == rest.npos)
            return looks_numeric(label) ? std::nullopt : std::optional{std::move(name)};
        rest.remove_prefix(dot + 1);
    }
}

bool is_server(std::string_view text) {
    return !text.empty() && text.size() <= name_length_max && text.front() != '-' && text.front() != '.' &&
           text.back() != '-' && std::all_of(text.begin(), text.end(), [](char c) {
               return (lower(c) >= 'a' && lower(c) <= 'z') || is_digit(c) || c == '.' || c == '-';
           });
}

}  // namespace suncrew::egress
