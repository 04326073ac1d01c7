// Any Cookie header: at most one session's token is taken from it, as it was sent, and two are none.
#include "http/exchange.hpp"
#include "property.hpp"

using namespace suncrew;

namespace {

/// The tokens that are shown to the sessions for a request with this Cookie header.
std::vector<std::string> tokens_in(std::string_view cookie) {
    std::vector<std::string> tokens;
    const http::Authenticate authenticate = [&tokens](store::Connection&,
                                                      std::span<const http::Credential> shown, Instant) {
        for (const http::Credential& credential : shown)
            tokens.emplace_back(credential.token.expose());
        return std::vector<access::Caller>(shown.size());
    };
    const store::Dsn dsn;
    const SystemClock clock;
    http::Readiness readiness;
    readiness.schema_is_current();
    store::Connection unused{nullptr};

    std::vector<http::Job> jobs(1);
    jobs.front().request.cookie = cookie;
    http::identify(jobs, unused,
                   http::WorkerContext{dsn, authenticate, clock, readiness, "https://example.org"});
    fuzz::must_hold(jobs.size() == 1 && jobs.front().caller.has_value(), "every request has a caller");
    return tokens;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string cookie{fuzz::text_of(data, size)};
    const auto tokens = tokens_in(cookie);
    fuzz::must_hold(tokens.size() <= 1, "one token at most");
    if (!tokens.empty()) {
        fuzz::must_hold(cookie.find("__Host-session=" + tokens[0]) != std::string::npos,
                        "a token is as it was sent");
        fuzz::must_hold(tokens[0].find(';') == std::string::npos, "a token ends with its cookie");
        fuzz::must_hold(tokens_in(cookie + "; __Host-session=other").empty(), "two tokens are none");
    }
    fuzz::must_hold(tokens_in("theme=dark; " + cookie) == tokens, "another cookie changes nothing");
    if (cookie.find("__Host-session=") == std::string::npos)
        fuzz::must_hold(tokens_in(cookie + "; __Host-session=mine") == std::vector<std::string>{"mine"},
                        "whatever stands before it, the session is found");
    return 0;
}
