#include "http/exchange.hpp"

#include "http/problem.hpp"

namespace suncrew::http {
namespace {

constexpr std::string_view cookie_name = "__Host-session=";

/// The session's token in a Cookie header (RFC 6265, section 4.2), or nothing. Two of them are none: only an
/// attacker sends two.
std::optional<crypto::Secret> session_token(std::string_view cookies) {
    std::optional<crypto::Secret> found;
    while (!cookies.empty()) {
        const std::size_t end = cookies.find(';');
        std::string_view cookie = cookies.substr(0, end);
        cookies = end == std::string_view::npos ? std::string_view{} : cookies.substr(end + 1);
        while (cookie.starts_with(' '))
            cookie.remove_prefix(1);
        if (!cookie.starts_with(cookie_name))
            continue;
        if (found)
            return std::nullopt;
        found.emplace(cookie.substr(cookie_name.size()));
    }
    return found;
}

/// Cross-site request forgery: a browser says where a request comes from, and what changes something has to
/// come from our own pages. A program says nothing and carries no cookie that somebody else's page could
/// borrow.
void require_same_origin(const Request& request, std::string_view base_url) {
    if (request.method == Method::get || request.method == Method::head)
        return;
    const bool origin_fits = request.origin.empty() || request.origin == base_url;
    const bool site_fits =
        request.fetch_site.empty() || request.fetch_site == "same-origin" || request.fetch_site == "none";
    if (!origin_fits || !site_fits)
        throw Refusal{Code::forbidden, "cross_site_request"};
}

/// Who calls in each job: a visitor where no token is shown.
std::vector<access::Caller> callers_of(std::span<const Job> jobs, store::Connection& connection,
                                       const WorkerContext& context, Instant now) {
    std::vector<crypto::Secret> tokens;
    std::vector<std::size_t> shown_by;
    for (std::size_t i = 0; i < jobs.size(); ++i)
        if (auto token = session_token(jobs[i].request.cookie)) {
            tokens.push_back(*std::move(token));
            shown_by.push_back(i);
        }
    std::vector<access::Caller> callers(jobs.size());
    if (tokens.empty())
        return callers;
    const auto known = context.authenticate(connection, tokens, now);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        callers[shown_by[i]] = known.at(i);
    return callers;
}

Response run(const Job& job, const access::Caller& caller, store::Connection& connection,
             const WorkerContext& context, Instant now) {
    try {
        require_same_origin(job.request, context.base_url);
        return job.endpoint->run(Call{job.request, *job.endpoint, job.parameters, caller, connection, now});
    } catch (...) {
        return respond_to(std::current_exception(), job.endpoint->spec.name, job.request.id);
    }
}

}  // namespace

void exchange(std::span<const Job> jobs, store::Connection& connection, const WorkerContext& context) {
    const Instant now = context.clock.now();
    std::vector<access::Caller> callers;
    try {
        callers = callers_of(jobs, connection, context, now);
    } catch (...) {
        const std::exception_ptr thrown = std::current_exception();
        for (const Job& job : jobs)
            job.answer(respond_to(thrown, job.endpoint->spec.name, job.request.id));
        return;
    }
    for (std::size_t i = 0; i < jobs.size(); ++i)
        jobs[i].answer(run(jobs[i], callers[i], connection, context, now));
}

}  // namespace suncrew::http
