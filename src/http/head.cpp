#include "http/head.hpp"

#include <algorithm>
#include <string_view>

namespace suncrew::http {
namespace {

constexpr std::string_view every_answer =
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), payment=(), usb=(), geolocation=(self)\r\n";

/// For what is not a page: it loads nothing, and nobody may frame it.
constexpr std::string_view no_page =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view no_store = "Cache-Control: no-store\r\n";

std::string_view phrase(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 304:
            return "Not Modified";
        default:
            return status < 500 ? "Refused" : "Failed";
    }
}

bool has(const Response& response, std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [name](const auto& header) { return header.first == name; });
}

}  // namespace

std::string head_of(const Response& response, bool keep_alive) {
    std::string head;
    head.reserve(900);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    head.append(phrase(response.status)).append("\r\n").append(every_answer);
    if (!has(response, "Content-Security-Policy"))
        head += no_page;
    if (!has(response, "Cache-Control"))
        head += no_store;
    for (const auto& [name, value] : response.headers)
        head.append(name).append(": ").append(value).append("\r\n");
    if (response.status != 204 && response.status != 304)
        head.append("Content-Type: ").append(response.content_type).append("\r\n");
    if (!response.stream && response.status != 204 && response.status != 304)
        head.append("Content-Length: ").append(std::to_string(response.payload().size())).append("\r\n");
    head += keep_alive && !response.stream ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return head;
}

}  // namespace suncrew::http
