// Any text as a query: what is decoded is UTF-8 within the bounds, and reads the same when it is escaped
// anew.
#include "base/refusal.hpp"
#include "base/utf8.hpp"
#include "http/route.hpp"
#include "percent.hpp"
#include "property.hpp"

using namespace suncrew;

namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

Parameters parameters_of(std::string query) {
    http::Request request;
    request.query = std::move(query);
    return http::detail::query_parameters(request);
}

void check(const Parameters& parameters) {
    fuzz::must_hold(parameters.size() <= 32, "32 parameters at most");
    std::string escaped;
    for (const auto& [name, value] : parameters) {
        fuzz::must_hold(name.size() <= 64 && value.size() <= 8192,
                        "names and values are within their bounds");
        fuzz::must_hold(is_utf8(name) && is_utf8(value), "names and values are UTF-8");
        escaped +=
            (escaped.empty() ? "" : "&") + fuzz::percent_encoded(name) + '=' + fuzz::percent_encoded(value);
    }
    fuzz::must_hold(parameters_of(escaped) == parameters, "escaped anew, they read the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        check(parameters_of(std::string{fuzz::text_of(data, size)}));
    } catch (const Refusal& refusal) {
        fuzz::must_hold(refusal.code() == Code::bad_request && refusal.reason() == "malformed_query",
                        "a query is refused as malformed");
    }
    return 0;
}
