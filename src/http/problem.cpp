#include "http/problem.hpp"

#include <chrono>
#include <string>

#include "base/json_string.hpp"
#include "base/log.hpp"

namespace suncrew::http {
namespace {

constexpr std::chrono::seconds retry_after_usually{2};

std::string_view title_of(int status) {
    switch (status) {
        case 400:
            return "The request cannot be read";
        case 401:
            return "Sign in first";
        case 403:
            return "Not allowed";
        case 404:
            return "Not found";
        case 405:
            return "Not possible here";
        case 409:
            return "Things have moved on";
        case 413:
            return "Too large";
        case 415:
            return "Not a media type that is read here";
        case 422:
            return "A value breaks its rule";
        case 429:
            return "Too many requests";
        case 431:
            return "The headers are too large";
        case 503:
            return "Not available just now";
        default:
            return "Something went wrong on our side";
    }
}

Response document(int status, std::string_view reason, std::string_view field, std::string_view request_id,
                  std::chrono::seconds retry_after = retry_after_usually) {
    Response response{.status = status, .content_type = "application/problem+json"};
    std::string& body = response.body;
    body = R"({"type":"about:blank","title":)";
    append_json_string(body, title_of(status));
    body += R"(,"status":)" + std::to_string(status) + R"(,"code":)";
    append_json_string(body, reason);
    if (!field.empty()) {
        body += R"(,"field":)";
        append_json_string(body, field);
    }
    body += R"(,"request":)";
    append_json_string(body, request_id);
    body += '}';
    if (status == 503 || status == 429)
        response.headers.emplace_back("Retry-After", std::to_string(retry_after.count()));
    return response;
}

}  // namespace

int status_of(Code code) {
    switch (code) {
        case Code::bad_request:
            return 400;
        case Code::unauthenticated:
            return 401;
        case Code::forbidden:
            return 403;
        case Code::not_found:
            return 404;
        case Code::not_possible:
            return 405;
        case Code::conflict:
            return 409;
        case Code::too_large:
            return 413;
        case Code::unsupported:
            return 415;
        case Code::invalid:
            return 422;
        case Code::too_many:
            return 429;
        case Code::headers_too_large:
            return 431;
        case Code::unavailable:
            return 503;
    }
    return 500;
}

Response problem(const Refusal& refusal, std::string_view request_id) {
    return document(status_of(refusal.code()), refusal.reason(), refusal.field(), request_id,
                    refusal.retry_after().value_or(retry_after_usually));
}

Response fault(std::string_view request_id) {
    return document(500, "fault", {}, request_id);
}

Response respond_to(std::exception_ptr thrown, std::string_view endpoint, std::string_view request_id) {
    try {
        std::rethrow_exception(thrown);
    } catch (const Refusal& refusal) {
        if (!refusal.detail().empty())
            log::warn("refused", {{"endpoint", endpoint},
                                  {"reason", std::string_view{refusal.reason()}},
                                  {"detail", std::string_view{refusal.detail()}},
                                  {"request", request_id}});
        return problem(refusal, request_id);
    } catch (const std::exception& error) {
        log::error(
            "fault",
            {{"endpoint", endpoint}, {"detail", std::string_view{error.what()}}, {"request", request_id}});
    } catch (...) {
        log::error("fault", {{"endpoint", endpoint}, {"request", request_id}});
    }
    return fault(request_id);
}

}  // namespace suncrew::http
