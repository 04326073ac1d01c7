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

Response run(const Job& job, store::Connection& connection, const WorkerContext& context) {
    try {
        if (!context.readiness.may_work())
            throw Refusal{Code::unavailable, "database_unavailable"};
        require_same_origin(job.request, context.base_url);
        return job.endpoint->run(Call{job.request, *job.endpoint, job.parameters, job.caller.value(),
                                      connection, context.clock.now()});
    } catch (...) {
        return respond_to(std::current_exception(), job.endpoint->spec.name, job.request.id);
    }
}

}  // namespace

void identify(std::vector<Job>& jobs, store::Connection& connection, const WorkerContext& context) {
    std::vector<crypto::Secret> tokens;
    std::vector<Job*> shown_by;
    for (Job& job : jobs) {
        if (job.caller)
            continue;
        job.caller.emplace();
        if (auto token = session_token(job.request.cookie); token && context.readiness.may_work()) {
            tokens.push_back(*std::move(token));
            shown_by.push_back(&job);
        }
    }
    if (tokens.empty())
        return;
    try {
        const auto callers = context.authenticate(connection, tokens, context.clock.now());
        for (std::size_t i = 0; i < tokens.size(); ++i)
            shown_by[i]->caller = callers.at(i);
    } catch (...) {
        const std::exception_ptr thrown = std::current_exception();
        for (Job* job : shown_by) {
            job->answer(respond_to(thrown, job->endpoint->spec.name, job->request.id));
            job->caller.reset();
        }
        std::erase_if(jobs, [](const Job& job) { return !job.caller; });
    }
}

void exchange(const Job& job, store::Connection& connection, const WorkerContext& context) {
    job.answer(run(job, connection, context));
}

}  // namespace suncrew::http
