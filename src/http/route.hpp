#pragma once

#include <concepts>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "access/opening.hpp"
#include "access/recorded.hpp"
#include "http/answers.hpp"
#include "http/idempotency.hpp"
#include "http/message.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"
#include "wire/structs.hpp"

namespace suncrew::http {

/// How often one client may call; `connect` is for the connections themselves. The figures are in the
/// configuration.
enum class Rate : std::uint8_t { read, write, quote, sign_in, connect };

/// Where a request is run.
enum class Lane : std::uint8_t { general, hashing };

/// What is said of an endpoint beside its handler.
struct RouteSpec {
    std::string_view name;  ///< its name in the OpenAPI document and the logs, `snake_case`, unique
    std::size_t body_bytes_max = 4096;
    Rate rate = Rate::read;
};

/// The named parts of a path, as sent.
using PathParameters = std::vector<std::pair<std::string_view, std::string>>;

struct Endpoint;

/// What a worker hands to an endpoint: the request, its caller, the worker's own connection.
struct Call {
    const Request& request;
    const Endpoint& endpoint;
    const PathParameters& parameters;
    const access::Caller& caller;
    store::Connection& connection;
    sealing::Keyring& keyring;
    Instant now;
};

/// One endpoint: everything that the router, the OpenAPI document and the permission matrix need to know.
struct Endpoint {
    Method method;
    std::string path;  ///< from /api/v1 on, with `{name}` for a parameter
    RouteSpec spec;
    access::Permission permission;
    Lane lane;
    std::function<Response(const Call&)> run;
    std::function<boost::json::object(wire::Schemas&)> describe;  ///< its OpenAPI operation
};

namespace detail {

template <class>
struct HandlerOf;

template <class O, class V, access::Permission P, class C, class R>
struct HandlerOf<V (O::*)(access::Granted<P>, C, R)> {
    using Object = O;
    using View = V;
    using Command = std::remove_cvref_t<C>;
    using Resource = std::remove_cvref_t<R>;
    static constexpr access::Permission permission = P;
};
template <class O, class V, access::Permission P, class C, class R>
struct HandlerOf<V (O::*)(access::Granted<P>, C, R) const> : HandlerOf<V (O::*)(access::Granted<P>, C, R)> {};

/// Turns a path's and a query's texts and the body into one command, strictly.
boost::json::object checked_body(const Request& request);
void require_no_body(const Request& request);
std::vector<std::pair<std::string, std::string>> query_parameters(const Request& request);

template <class Command>
bool place_text(Command& command, std::string_view name, std::string_view text) {
    bool placed = false;
    boost::mp11::mp_for_each<wire::Members<Command>>([&](auto member) {
        using M = std::remove_cvref_t<decltype(command.*member.pointer)>;
        if constexpr (requires { wire::Wire<M>::read_text(text, wire::Path{}); }) {
            if (name == member.name) {
                command.*member.pointer = wire::Wire<M>::read_text(text, wire::Path::of(member.name));
                placed = true;
            }
        }
    });
    return placed;
}

bool names(const PathParameters& parameters, std::string_view name);

/// The one member of a command that comes in a header: where a browser goes on with a stream of events.
inline constexpr std::string_view last_event_id = "last_event_id";

/// A GET has its members in the path and the query; everything else in the path and the body.
template <class Command>
Command decode(const Call& call) {
    Command command{};
    if (call.request.method == Method::get || call.request.method == Method::head) {
        require_no_body(call.request);
        std::vector<std::string> seen;
        for (const auto& [name, text] : query_parameters(call.request)) {
            const wire::Path path = wire::Path::of(name);
            if (std::find(seen.begin(), seen.end(), name) != seen.end())
                wire::refuse("duplicate_member", path);
            if (names(call.parameters, name) || !place_text(command, name, text))
                wire::refuse("unknown_member", path);
            seen.push_back(name);
        }
        if (!call.request.last_event_id.empty())
            place_text(command, last_event_id, call.request.last_event_id);
        boost::mp11::mp_for_each<wire::Members<Command>>([&](auto member) {
            using M = std::remove_cvref_t<decltype(command.*member.pointer)>;
            if constexpr (!wire::is_optional<M>) {
                if (!names(call.parameters, member.name) &&
                    std::find(seen.begin(), seen.end(), member.name) == seen.end())
                    wire::refuse("missing_member", wire::Path::of(member.name));
            }
        });
    } else {
        command = wire::Wire<Command>::read_some(
            checked_body(call.request), wire::Path{},
            [&](std::string_view name) { return names(call.parameters, name); });
    }
    for (const auto& [name, text] : call.parameters)
        place_text(command, name, text);
    return command;
}

/// How what a handler returns becomes a response, and how it is described.
template <class View>
struct AnswerOf {
    static constexpr int status = 200;
    static Response respond(const View& view) { return {.status = status, .body = wire::encode(view)}; }
    static boost::json::object schema(wire::Schemas& schemas) { return wire::Wire<View>::schema(schemas); }
};
template <class View>
struct AnswerOf<Created<View>> {
    static constexpr int status = 201;
    static Response respond(const Created<View>& answer) {
        return {.status = status, .body = wire::encode(answer.view)};
    }
    static boost::json::object schema(wire::Schemas& schemas) { return wire::Wire<View>::schema(schemas); }
};
template <class View>
struct AnswerOf<Accepted<View>> {
    static constexpr int status = 202;
    static Response respond(const Accepted<View>& answer) {
        return {.status = status, .body = wire::encode(answer.view)};
    }
    static boost::json::object schema(wire::Schemas& schemas) { return wire::Wire<View>::schema(schemas); }
};
template <>
struct AnswerOf<NoContent> {
    static constexpr int status = 204;
    static Response respond(const NoContent&) { return {.status = status}; }
};
template <class View>
struct AnswerOf<SessionBegun<View>> {
    static constexpr int status = 201;
    static Response respond(const SessionBegun<View>& answer);
    static boost::json::object schema(wire::Schemas& schemas) { return wire::Wire<View>::schema(schemas); }
};
template <class View>
struct AnswerOf<CeremonyBegun<View>> {
    static constexpr int status = 201;
    static Response respond(const CeremonyBegun<View>& answer);
    static boost::json::object schema(wire::Schemas& schemas) { return wire::Wire<View>::schema(schemas); }
};
template <>
struct AnswerOf<BrowserKnown> {
    static constexpr int status = 204;
    static Response respond(const BrowserKnown& answer);
};
template <>
struct AnswerOf<SessionEnded> {
    static constexpr int status = 204;
    static Response respond(const SessionEnded&);
};
template <>
struct AnswerOf<Following> {
    static constexpr int status = 200;
    static Response respond(const Following& following) {
        return {.status = status, .content_type = "text/event-stream", .stream = following.stream};
    }
};

void set_session_cookie(Response& response, const crypto::Secret& token);
void set_device_cookie(Response& response, const crypto::Secret& token);
void set_ceremony_cookie(Response& response, const crypto::Secret& token);

template <class View>
Response AnswerOf<SessionBegun<View>>::respond(const SessionBegun<View>& answer) {
    Response response{.status = status, .body = wire::encode(answer.view)};
    set_session_cookie(response, answer.token);
    if (answer.device)
        set_device_cookie(response, *answer.device);
    return response;
}

template <class View>
Response AnswerOf<CeremonyBegun<View>>::respond(const CeremonyBegun<View>& answer) {
    Response response{.status = status, .body = wire::encode(answer.view)};
    if (answer.token)
        set_ceremony_cookie(response, *answer.token);
    return response;
}

/// What was done is recorded, and answered as without that.
template <class View>
struct AnswerOf<access::Recorded<View>> : AnswerOf<View> {
    static Response respond(const access::Recorded<View>& done) { return AnswerOf<View>::respond(done.view); }
};

/// What an operation's description is made of.
struct Described {
    Method method;
    std::string_view path;
    RouteSpec spec;
    access::Permission permission;
    int status;
    boost::json::object command;                                ///< the schema of the whole command
    std::function<boost::json::object(wire::Schemas&)> answer;  ///< none for 204 and event streams
    bool streams;
};
boost::json::object operation(const Described& described, wire::Schemas& schemas);

template <class Handler>
constexpr Lane lane_of() {
    return std::same_as<typename Handler::Resource, access::HashingLane> ? Lane::hashing : Lane::general;
}

template <class View>
constexpr bool records = false;
template <class View>
constexpr bool records<access::Recorded<View>> = true;

template <auto handler, class Handler>
Response run(typename Handler::Object& object, const Call& call) {
    using Answer = AnswerOf<typename Handler::View>;
    using Resource = typename Handler::Resource;
    static_assert((access::grant_of(Handler::permission).trail == access::Trail::change) ==
                      std::same_as<Resource, store::Writing>,
                  "what the staff changes is recorded by who commits it: Writing& and Recorded");
    static_assert((access::grant_of(Handler::permission).trail == access::Trail::opening) ==
                      std::same_as<Resource, access::Desk>,
                  "the data of others are opened at a Desk&, which leaves the entry");
    const auto granted = access::check<Handler::permission>(call.caller);
    auto command = decode<typename Handler::Command>(call);
    if constexpr (std::same_as<Resource, access::HashingLane>) {
        access::HashingLane lane{call.connection};
        return Answer::respond((object.*handler)(granted, std::move(command), lane));
    } else if constexpr (std::same_as<Resource, access::Desk>) {
        access::Desk desk{call.connection, granted.caller(), call.now};
        return Answer::respond((object.*handler)(granted, std::move(command), desk));
    } else if constexpr (std::same_as<Resource, store::Reading>) {
        store::Reading reading{call.connection};
        return Answer::respond((object.*handler)(granted, std::move(command), reading));
    } else if constexpr (std::same_as<Resource, store::Writing>) {
        static_assert(records<typename Handler::View>, "who gets a Writing& returns what to record of it");
        return store::in_transaction(call.connection, [&](store::Transaction& transaction) {
            return once(call, transaction, [&] {
                const auto done = (object.*handler)(granted, command, transaction);
                access::record(transaction, granted.caller(), done.change, call.now);
                return Answer::respond(done);
            });
        });
    } else {
        static_assert(
            std::same_as<Resource, store::Transaction>,
            "a handler reads (Reading&), opens (Desk&), changes (Transaction& or Writing&) or hashes "
            "(HashingLane&)");
        return store::in_transaction(call.connection, [&](store::Transaction& transaction) {
            return once(call, transaction,
                        [&] { return Answer::respond((object.*handler)(granted, command, transaction)); });
        });
    }
}

template <class Handler>
boost::json::object describe(Method method, std::string_view path, const RouteSpec& spec,
                             wire::Schemas& schemas) {
    using Answer = AnswerOf<typename Handler::View>;
    Described described{method,
                        path,
                        spec,
                        Handler::permission,
                        Answer::status,
                        wire::Wire<typename Handler::Command>::schema_of_object(schemas),
                        {},
                        false};
    if constexpr (requires(wire::Schemas & s) { Answer::schema(s); })
        described.answer = [](wire::Schemas& s) { return Answer::schema(s); };
    described.streams = std::same_as<typename Handler::View, Following>;
    return operation(described, schemas);
}

}  // namespace detail

/// The table of all endpoints. A handler is a member function
///     View handle(Granted<P>, Command, store::Reading& | store::Transaction& | access::HashingLane&)
///     Recorded<View> handle(Granted<P>, Command, store::Writing&)     what the staff does to others
///     View handle(Granted<P>, Command, access::Desk&)                 what opens the data of others
/// and its declaration here is all there is: permission, lane, strict decoding, OpenAPI and the answer follow
/// from its types. `Command` is a described struct that has every path parameter as a member.
class Routes {
public:
    template <auto handler, class Object>
    void get(Object& object, std::string_view path, RouteSpec spec) {
        add<handler>(object, Method::get, path, spec);
    }
    template <auto handler, class Object>
    void post(Object& object, std::string_view path, RouteSpec spec) {
        add<handler>(object, Method::post, path, spec);
    }
    template <auto handler, class Object>
    void delete_(Object& object, std::string_view path, RouteSpec spec) {
        add<handler>(object, Method::delete_, path, spec);
    }

    std::span<const Endpoint> endpoints() const { return endpoints_; }

private:
    template <auto handler, class Object>
    void add(Object& object, Method method, std::string_view path, RouteSpec spec) {
        using Handler = detail::HandlerOf<decltype(handler)>;
        insert({method, "/api/v1" + std::string{path}, spec, Handler::permission, detail::lane_of<Handler>(),
                [&object](const Call& call) { return detail::run<handler, Handler>(object, call); },
                [method, full = "/api/v1" + std::string{path}, spec](wire::Schemas& schemas) {
                    return detail::describe<Handler>(method, full, spec, schemas);
                }});
    }
    /// Throws std::logic_error when the path and method, or the name, are taken.
    void insert(Endpoint endpoint);

    std::vector<Endpoint> endpoints_;
};

}  // namespace suncrew::http
