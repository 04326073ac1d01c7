#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace suncrew::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_ };

/// A complete request, past every limit of size and time. Plain data: nothing here knows a socket.
struct Request {
    Method method = Method::get;
    std::string path;   ///< as sent, without the query; percent-escapes not yet decoded
    std::string query;  ///< without the question mark
    std::string body;
    std::string content_type;
    std::string cookie;
    std::string authorization;
    std::string user_agent;
    std::string origin;
    std::string fetch_site;  ///< Sec-Fetch-Site
    std::string host;
    std::string idempotency_key;
    std::string last_event_id;
    std::string accept_encoding;
    std::string if_none_match;
    std::string client;  ///< the peer's address, without the port
    std::string id;      ///< names the request in answers and logs
};

class EventStream;

/// What is sent back. `body` is owned, or it is `content`, which stays as long as the process does.
struct Response {
    int status = 200;
    std::string_view content_type = "application/json";
    std::string body{};
    std::string_view content{};
    std::vector<std::pair<std::string_view, std::string>> headers{};
    std::shared_ptr<EventStream> stream{};  ///< if set, the body is these events, until either side ends

    std::string_view payload() const { return content.empty() ? std::string_view{body} : content; }
};

}  // namespace suncrew::http
