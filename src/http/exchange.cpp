#include "http/exchange.hpp"

#include <optional>

#include <boost/url/grammar/ci_string.hpp>

#include "http/cookies.hpp"
#include "http/problem.hpp"

namespace suncrew::http {
namespace {

/// What stands behind the scheme of a bearer token, which is written in small or large letters (RFC 9110,
/// 11.1); none where the header is something else.
std::optional<std::string_view> bearer_token(std::string_view authorization) {
    constexpr std::string_view scheme = "Bearer ";
    if (!boost::urls::grammar::ci_is_equal(authorization.substr(0, scheme.size()), scheme))
        return std::nullopt;
    return authorization.substr(scheme.size());
}

/// What a request shows of who sends it: a session in its cookie, or an API key in its header (RFC
/// 6750, 2.1). Nothing where it shows neither.
std::optional<Credential> credential_of(const Request& request) {
    const std::string_view token = cookie_value(request.cookie, session_cookie);
    if (request.authorization.empty())
        return token.empty() ? std::nullopt
                             : std::optional{Credential{CredentialKind::session, crypto::Secret{token}}};
    const auto shown = bearer_token(request.authorization);
    return shown ? std::optional{Credential{CredentialKind::api_key, crypto::Secret{*shown}}} : std::nullopt;
}

/// Two credentials at once are two answers to who calls, so neither counts; and a header that is no bearer
/// token would be taken for none.
void require_one_credential(const Request& request) {
    if (request.authorization.empty())
        return;
    if (!bearer_token(request.authorization))
        throw Refusal{Code::bad_request, "malformed_authorization"};
    if (!cookie_value(request.cookie, session_cookie).empty())
        throw Refusal{Code::bad_request, "two_credentials"};
}

access::Client client_of(const Request& request) {
    return {request.client, request.user_agent, cookie_value(request.cookie, device_cookie),
            cookie_value(request.cookie, ceremony_cookie)};
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
        require_one_credential(job.request);
        require_same_origin(job.request, context.base_url);
        const access::Client client = client_of(job.request);
        access::Caller caller = job.caller.value();
        caller.client = &client;
        return job.endpoint->run(Call{job.request, *job.endpoint, job.parameters, caller, connection,
                                      context.keyring, context.clock.now()});
    } catch (...) {
        return respond_to(std::current_exception(), job.endpoint->spec.name, job.request.id);
    }
}

}  // namespace

void identify(std::vector<Job>& jobs, store::Connection& connection, const WorkerContext& context) {
    std::vector<Credential> shown;
    std::vector<Job*> shown_by;
    for (Job& job : jobs) {
        if (job.caller)
            continue;
        job.caller.emplace();
        if (auto credential = credential_of(job.request); credential && context.readiness.may_work()) {
            shown.push_back(*std::move(credential));
            shown_by.push_back(&job);
        }
    }
    if (shown.empty())
        return;
    try {
        const auto callers = context.authenticate(connection, shown, context.clock.now());
        for (std::size_t i = 0; i < shown.size(); ++i)
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
