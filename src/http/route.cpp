#include "http/route.hpp"

#include <algorithm>
#include <stdexcept>

#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>

#include "base/utf8.hpp"
#include "http/cookies.hpp"
#include "wire/parse.hpp"

namespace suncrew::http {
namespace detail {
namespace {

constexpr std::size_t query_parameters_max = 32;
constexpr std::size_t query_name_bytes_max = 64;
constexpr std::size_t query_value_bytes_max = 8192;

bool is_json(std::string_view content_type) {
    constexpr std::string_view json = "application/json";
    if (content_type.size() < json.size())
        return false;
    const bool same = std::equal(json.begin(), json.end(), content_type.begin(), [](char a, char b) {
        return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
    });
    return same && (content_type.size() == json.size() || content_type[json.size()] == ';' ||
                    content_type[json.size()] == ' ');
}

}  // namespace

bool names(const PathParameters& parameters, std::string_view name) {
    return std::any_of(parameters.begin(), parameters.end(),
                       [name](const auto& parameter) { return parameter.first == name; });
}

boost::json::object checked_body(const Request& request) {
    if (!request.query.empty())
        throw Refusal{Code::invalid, "unknown_member", "query"};
    if (request.body.empty())
        return {};
    if (!is_json(request.content_type))
        throw Refusal{Code::unsupported, "json_required"};
    boost::json::value body = wire::parse(request.body);
    if (!body.is_object())
        throw Refusal{Code::invalid, "not_an_object"};
    return std::move(body.get_object());
}

void require_no_body(const Request& request) {
    if (!request.body.empty())
        throw Refusal{Code::bad_request, "body_not_expected"};
}

std::vector<std::pair<std::string, std::string>> query_parameters(const Request& request) {
    std::vector<std::pair<std::string, std::string>> parameters;
    if (request.query.empty())
        return parameters;
    const auto parsed = boost::urls::parse_query(request.query);
    if (!parsed)
        throw Refusal{Code::bad_request, "malformed_query"};
    if (parsed->size() > query_parameters_max)
        throw Refusal{Code::bad_request, "malformed_query"};
    const auto checked = [](std::string text, std::size_t bytes_max) {
        if (text.size() > bytes_max || !is_utf8(text))
            throw Refusal{Code::bad_request, "malformed_query"};
        return text;
    };
    boost::urls::encoding_opts form;
    form.space_as_plus = true;
    for (const auto& parameter : *parsed)
        parameters.emplace_back(checked(parameter.key.decode(form), query_name_bytes_max),
                                checked(parameter.value.decode(form), query_value_bytes_max));
    return parameters;
}

namespace {

constexpr std::string_view cookie_attributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

void set_cookie(Response& response, std::string_view name, std::string_view value, std::string_view more) {
    response.headers.emplace_back(
        "Set-Cookie", std::string{name}.append("=").append(value).append(cookie_attributes).append(more));
}

}  // namespace

void set_session_cookie(Response& response, const crypto::Secret& token) {
    set_cookie(response, session_cookie, token.expose(), "");
}

void set_device_cookie(Response& response, const crypto::Secret& token) {
    set_cookie(response, device_cookie, token.expose(), "; Max-Age=31536000");
}

void set_ceremony_cookie(Response& response, const crypto::Secret& token) {
    set_cookie(response, ceremony_cookie, token.expose(), "; Max-Age=300");
}

Response AnswerOf<BrowserKnown>::respond(const BrowserKnown& answer) {
    Response response{.status = status};
    set_device_cookie(response, answer.device);
    return response;
}

Response AnswerOf<SessionEnded>::respond(const SessionEnded&) {
    Response response{.status = status};
    set_cookie(response, session_cookie, "", "; Max-Age=0");
    return response;
}

}  // namespace detail

void Routes::insert(Endpoint endpoint) {
    for (const Endpoint& other : endpoints_)
        if ((other.path == endpoint.path && other.method == endpoint.method) ||
            other.spec.name == endpoint.spec.name)
            throw std::logic_error{"an endpoint stands twice: " + endpoint.path};
    endpoints_.push_back(std::move(endpoint));
}

}  // namespace suncrew::http
