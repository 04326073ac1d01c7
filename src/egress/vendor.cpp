#include "egress/vendor.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/hex.hpp"
#include "egress/host_name.hpp"

namespace suncrew::egress {
namespace {

void require(bool sound, const VendorSettings& settings, const char* complaint) {
    if (!sound)
        throw std::invalid_argument{"vendor " + settings.name + ": " + complaint};
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= Vendor::name_length_max &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

/// The characters of RFC 3986 that mean themselves in a path.
bool is_path_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"-._~!$&'()*+,;=:@/"}.find(c) != std::string_view::npos;
}

/// Each escape is of two digits, and none is of what structures a path: dot, slash, backslash, percent,
/// control.
bool escapes_are_harmless(std::string_view text) {
    for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
        if (at + 2 >= text.size() || hex_value(text[at + 1]) < 0 || hex_value(text[at + 2]) < 0)
            return false;
        const int byte = 16 * hex_value(text[at + 1]) + hex_value(text[at + 2]);
        if (byte < ' ' || byte == 127 || byte == '.' || byte == '/' || byte == '\\' || byte == '%')
            return false;
    }
    return true;
}

/// Whether the path is the same for whoever reads it.
bool is_plain_path(std::string_view path) {
    if (!path.starts_with('/') || !escapes_are_harmless(path) ||
        !std::all_of(path.begin(), path.end(), [](char c) { return is_path_character(c) || c == '%'; }))
        return false;
    std::string_view rest = path.substr(1);
    while (!rest.empty()) {
        const std::string_view segment = rest.substr(0, rest.find('/'));
        if (segment.empty() || segment == "." || segment == "..")
            return false;
        rest.remove_prefix(std::min(segment.size() + 1, rest.size()));
    }
    return true;
}

bool is_query(std::string_view query) {
    return std::all_of(query.begin(), query.end(),
                       [](char c) { return is_path_character(c) || c == '%' || c == '?'; });
}

bool is_under(std::string_view path, std::string_view prefix) {
    return path.starts_with(prefix) &&
           (path.size() == prefix.size() || prefix.ends_with('/') || path[prefix.size()] == '/');
}

}  // namespace

Vendor::Vendor(VendorSettings settings) : settings_{std::move(settings)} {
    require(is_name(settings_.name), settings_, "the name is not of lower-case letters, digits and hyphens");
    const auto host = host_name(settings_.host);
    require(host.has_value(), settings_, "the host is not a host name");
    settings_.host = *host;
    require(settings_.port != 0, settings_, "the port is 0");
    const auto& prefixes = settings_.path_prefixes;
    require(!prefixes.empty() && prefixes.size() <= path_prefixes_max, settings_, "no path or too many");
    require(std::all_of(
                prefixes.begin(), prefixes.end(),
                [](const auto& prefix) { return prefix.size() <= path_length_max && is_plain_path(prefix); }),
            settings_, "a path that is not one");
    constexpr std::chrono::milliseconds none{0};
    require(settings_.connect_timeout > none && settings_.connect_timeout <= settings_.timeout &&
                settings_.timeout <= timeout_max,
            settings_, "the times are not 0 < connect_timeout <= timeout <= 60 s");
    require(settings_.answer_bytes_max > 0 && settings_.answer_bytes_max <= answer_bytes_limit, settings_,
            "the answer's size is not 1 byte to 4 MiB");
    require(settings_.requests_per_minute > 0 && settings_.requests_per_minute <= requests_per_minute_limit,
            settings_, "the rate is not 1 to 60000 a minute");
}

std::string Vendor::authority() const {
    return settings_.port == 443 ? settings_.host : settings_.host + ':' + std::to_string(settings_.port);
}

bool Vendor::allows(std::string_view path) const {
    if (path.size() > path_length_max)
        return false;
    const std::size_t mark = path.find('?');
    const std::string_view query = mark == path.npos ? std::string_view{} : path.substr(mark + 1);
    path = path.substr(0, mark);
    const auto& prefixes = settings_.path_prefixes;
    return is_plain_path(path) && is_query(query) &&
           std::any_of(prefixes.begin(), prefixes.end(),
                       [path](const std::string& prefix) { return is_under(path, prefix); });
}

}  // namespace suncrew::egress
