#include "egress/https.hpp"

#include <algorithm>
#include <array>

namespace suncrew::egress {
namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_token(std::string_view text) {
    static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_letter_or_digit(c) || marks.find(c) != marks.npos;
    });
}

/// Set by libcurl, out of the vendor's settings and the body.
bool is_ours(std::string_view name) {
    constexpr std::array<std::string_view, 8> ours{
        "host", "content-length", "transfer-encoding", "connection", "expect", "upgrade", "te", "trailer"};
    std::string lower{name};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::find(ours.begin(), ours.end(), lower) != ours.end() || lower.starts_with("proxy-");
}

/// An empty value would make libcurl leave the header out.
bool is_value(std::string_view text) {
    return !text.empty() && text.size() <= request_header_bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::string text_of(const Call& call) {
    return std::string{call.vendor} + ": " + std::string{to_string(call.outcome)} + " after " +
           std::to_string(call.took.count()) + " ms";
}

}  // namespace

std::string_view to_string(Outcome outcome) {
    switch (outcome) {
        case Outcome::answered:
            return "answered";
        case Outcome::request_refused:
            return "request_refused";
        case Outcome::rate_limited:
            return "rate_limited";
        case Outcome::address_refused:
            return "address_refused";
        case Outcome::not_trusted:
            return "not_trusted";
        case Outcome::unreachable:
            return "unreachable";
        case Outcome::too_slow:
            return "too_slow";
        case Outcome::too_large:
            return "too_large";
        case Outcome::broken:
            break;
    }
    return "broken";
}

std::string_view to_string(Method method) {
    return method == Method::get ? "GET" : "POST";
}

NoAnswer::NoAnswer(const Call& call) : Failed{text_of(call)}, outcome_{call.outcome} {}

bool is_sound(const HttpsRequest& request) {
    return request.headers.size() <= request_headers_max && request.body.size() <= request_body_bytes_max &&
           (request.method == Method::post || request.body.empty()) &&
           std::all_of(request.headers.begin(), request.headers.end(), [](const Header& header) {
               return is_token(header.name) && !is_ours(header.name) && is_value(header.value);
           });
}

}  // namespace suncrew::egress
