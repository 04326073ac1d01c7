#include "http/server.hpp"

#include <atomic>
#include <list>
#include <stdexcept>
#include <unordered_map>

#include <arpa/inet.h>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <openssl/ssl.h>

#include "base/log.hpp"
#include "base/wipe_stack.hpp"
#include "http/event_stream.hpp"
#include "http/head.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"

namespace suncrew::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Deadline = std::chrono::steady_clock::time_point;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds sweep_every{250};
constexpr std::string_view api_prefix = "/api/";
constexpr std::string_view live_path = "/health/live";
constexpr std::string_view ready_path = "/health/ready";
constexpr std::string_view go_on_text = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t discarded_bytes_max = 256 * 1024;

/// A connection and when it has to be over with what it does. One sweep looks at all of them, four times a
/// second: a timer for each read and write would cost more than the request.
struct Peer {
    Peer(tcp::socket socket, asio::ssl::context& tls, std::string address)
        : stream{std::move(socket), tls}, client{std::move(address)} {}

    void within(std::chrono::milliseconds time) { deadline = std::chrono::steady_clock::now() + time; }
    void close() {
        error_code ignored;
        stream.next_layer().close(ignored);
        if (const auto open = events.lock())
            open->close();
    }

    asio::ssl::stream<tcp::socket> stream;
    beast::flat_buffer buffer{64 * 1024};
    std::string client;
    Deadline deadline{};
    bool idle = false;  ///< between two requests: may be closed at any time
    std::weak_ptr<EventStream> events{};
};

Method method_of(beast::http::verb verb) {
    switch (verb) {
        case beast::http::verb::get:
            return Method::get;
        case beast::http::verb::head:
            return Method::head;
        case beast::http::verb::post:
            return Method::post;
        case beast::http::verb::put:
            return Method::put;
        case beast::http::verb::patch:
            return Method::patch;
        case beast::http::verb::delete_:
            return Method::delete_;
        default:
            throw Refusal{Code::not_possible, "method_not_allowed"};
    }
}

/// One client for the limits: an IPv4 address, or the first 64 bits of an IPv6 address.
std::string client_of(const asio::ip::address& address) {
    if (address.is_v4())
        return address.to_string();
    const auto v6 = address.to_v6();
    if (v6.is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, v6).to_string();
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return asio::ip::address_v6{bytes}.to_string() + "/64";
}

/// Whether two readers of the same bytes must agree where the request ends: the parser passes over a transfer
/// coding that it does not know, and who stands before us might not (RFC 9112, sections 3.2 and 6.1).
bool well_framed(const Parser::value_type& head) {
    using beast::http::field;
    const std::size_t codings = head.count(field::transfer_encoding);
    if (codings > 1 || (codings == 1 && head.version() < 11))
        return false;
    if (codings == 1 && !beast::iequals(head[field::transfer_encoding], "chunked"))
        return false;
    return head.version() < 11 || head.count(field::host) == 1;
}

template <class Fields, class Name>
std::string field(const Fields& fields, Name name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : std::string{found->value()};
}

asio::ssl::context make_tls(const ServerOptions& options) {
    asio::ssl::context tls{asio::ssl::context::tls_server};
    tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                    asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                    asio::ssl::context::no_tlsv1_1);
    SSL_CTX* native = tls.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    // Forward secrecy and authenticated encryption only.
    if (SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1)
        throw std::runtime_error{"the TLS library lacks the cipher suites"};
    SSL_CTX_set_options(native,
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_CLEANSE_PLAINTEXT);
    // Sessions are resumed by ticket; a cache of them here would be memory for whoever connects.
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(native, 1);
    try {
        tls.use_certificate_chain_file(options.certificate);
        tls.use_private_key_file(options.key, asio::ssl::context::pem);
    } catch (const std::exception& error) {
        throw std::runtime_error{"the certificate or its key cannot be used (" +
                                 options.certificate.string() + ", " + options.key.string() +
                                 "): " + error.what()};
    }
    return tls;
}

}  // namespace

class Server::Impl {
public:
    Impl(const ServerOptions& options, const Routes& routes, const StaticSite& site, const store::Dsn& dsn,
         const Authenticate& authenticate, const Clock& clock, const Readiness& readiness,
         sealing::Keyring& keyring)
        : options_{options},
          router_{routes.endpoints()},
          site_{site},
          readiness_{readiness},
          rates_{options.rates},
          tls_{make_tls(options)},
          acceptor_{io_},
          sweep_{io_},
          authenticate_{authenticate},
          context_{dsn, authenticate_, clock, readiness, keyring, options_.base_url},
          general_{options.limits.general, context_},
          hashing_{options.limits.hashing, context_} {
        listen();
    }

    void run() {
        asio::co_spawn(io_, accept(), asio::detached);
        asio::co_spawn(io_, sweep(), asio::detached);
        io_.run();
    }

    void stop() {
        asio::post(io_, [this] { begin_to_stop(); });
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
    using Peers = std::list<Peer>;

    void listen() {
        try {
            const tcp::endpoint endpoint{asio::ip::make_address(options_.address), options_.port};
            acceptor_.open(endpoint.protocol());
            acceptor_.set_option(tcp::acceptor::reuse_address{true});
            acceptor_.bind(endpoint);
            acceptor_.listen();
        } catch (const std::exception& error) {
            throw std::runtime_error{"cannot listen on " + options_.address + ':' +
                                     std::to_string(options_.port) + ": " + error.what()};
        }
    }

    asio::awaitable<void> accept() {
        while (!stopping_) {
            auto [error, socket] = co_await acceptor_.async_accept(no_throw);
            if (error == asio::error::operation_aborted)
                co_return;
            if (error) {
                // Out of descriptors, most likely: wait for some to come back rather than spin.
                asio::steady_timer pause{io_, std::chrono::milliseconds{50}};
                co_await pause.async_wait(no_throw);
                continue;
            }
            try {
                admit(std::move(socket));
            } catch (...) {
                respond_to(std::current_exception(), "accept", {});
            }
        }
    }

    void admit(tcp::socket socket) {
        error_code error;
        const auto remote = socket.remote_endpoint(error);
        if (error)
            return;
        std::string client = client_of(remote.address());
        if (const auto open = connections_of_.find(client);
            open != connections_of_.end() && open->second >= options_.limits.connections_per_client_max)
            return;
        rates_.take(client, Rate::connect, std::chrono::steady_clock::now());
        if (peers_.size() >= options_.limits.connections_max && !close_an_idle_one())
            return;
        socket.set_option(tcp::no_delay{true}, error);
        const auto peer = peers_.emplace(peers_.end(), std::move(socket), tls_, std::move(client));
        ++connections_of_[peer->client];
        asio::co_spawn(io_, serve(*peer), [this, peer](std::exception_ptr thrown) {
            if (thrown)
                respond_to(thrown, "connection", {});
            const auto count = connections_of_.find(peer->client);
            if (--count->second == 0)
                connections_of_.erase(count);
            peers_.erase(peer);
        });
    }

    /// Makes room for a newcomer: the connection that has been idle the longest goes.
    bool close_an_idle_one() {
        Peer* longest = nullptr;
        for (Peer& peer : peers_)
            if (peer.idle && (!longest || peer.deadline < longest->deadline))
                longest = &peer;
        if (!longest)
            return false;
        longest->idle = false;
        longest->close();
        return true;
    }

    asio::awaitable<void> serve(Peer& peer) {
        peer.within(options_.limits.handshake_max);
        const auto [refused] = co_await peer.stream.async_handshake(asio::ssl::stream_base::server, no_throw);
        if (refused)
            co_return;
        for (bool more = true; more && !stopping_;)
            more = co_await serve_one(peer);
        peer.within(std::chrono::milliseconds{1000});
        co_await peer.stream.async_shutdown(no_throw);
    }

    /// One request and its answer; false when the connection is to end.
    asio::awaitable<bool> serve_one(Peer& peer) {
        Parser parser;
        parser.header_limit(options_.limits.header_bytes_max);
        peer.idle = true;
        peer.within(options_.limits.idle_max);
        if (peer.buffer.size() == 0) {
            // Whoever waits does not keep what was said.
            peer.buffer.clear();
            peer.buffer.shrink_to_fit();
            auto space = peer.buffer.prepare(4096);
            const auto [error, size] = co_await peer.stream.async_read_some(space, no_throw);
            if (error)
                co_return false;
            peer.buffer.commit(size);
        }
        peer.idle = false;
        peer.within(options_.limits.header_max);
        const auto [broken, header_size] =
            co_await beast::http::async_read_header(peer.stream, peer.buffer, parser, no_throw);
        if (broken)
            co_return co_await refuse_unreadable(peer, broken);

        if (!well_framed(parser.get())) {
            const Response refused = problem(Refusal{Code::bad_request, "malformed_request"}, next_id());
            co_return co_await write(peer, refused, false, Method::get);
        }
        Request request = read_head(parser.get(), peer);
        const bool keep_alive = parser.get().keep_alive() && !stopping_;
        Match match;
        bool routed = false;
        Response response = route(request, parser, match, routed);
        if (!routed) {
            // What follows the header was not read, so the next request could not be told from it.
            const bool clean = parser.is_done();
            const bool more = co_await write(peer, response, keep_alive && clean, request.method);
            if (!clean)
                co_await discard_body(peer);
            co_return more;
        }
        if (!parser.is_done()) {
            if (parser.get()[beast::http::field::expect] == "100-continue" && peer.buffer.size() == 0) {
                const auto go_on = asio::buffer(go_on_text);
                co_await asio::async_write(peer.stream, go_on, no_throw);
            }
            parser.body_limit(match.endpoint->spec.body_bytes_max);
            peer.within(options_.limits.body_max);
            const auto [failed, body_size] =
                co_await beast::http::async_read(peer.stream, peer.buffer, parser, no_throw);
            if (failed)
                co_return co_await refuse_unreadable(peer, failed);
        }
        request.body = std::move(parser.get().body());
        peer.within(options_.limits.answer_max);
        Job job;
        job.request = std::move(request);
        job.endpoint = match.endpoint;
        job.parameters = std::move(match.parameters);
        job.queued_at = std::chrono::steady_clock::now();
        const Method method = job.request.method;
        auto pending = answer(std::move(job));
        response = co_await std::move(pending);
        if (response.stream && method == Method::get)
            co_return co_await follow(peer, response);
        co_return co_await write(peer, response, keep_alive, method);
    }

    Request read_head(const Parser::value_type& head, const Peer& peer) {
        Request request;
        std::string_view target{head.target().data(), head.target().size()};
        // The absolute form, which a server has to understand too (RFC 9112, section 3.2.2).
        if (const std::size_t scheme = target.find("://");
            scheme != std::string_view::npos && target.front() != '/')
            target.remove_prefix(std::min(target.find('/', scheme + 3), target.size()));
        const std::size_t mark = target.find('?');
        request.path = target.substr(0, mark);
        request.query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
        using beast::http::field;
        request.content_type = http::field(head, field::content_type);
        request.cookie = http::field(head, field::cookie);
        request.authorization = http::field(head, field::authorization);
        request.user_agent = http::field(head, field::user_agent);
        request.origin = http::field(head, field::origin);
        request.fetch_site = http::field(head, "Sec-Fetch-Site");
        request.idempotency_key = http::field(head, "Idempotency-Key");
        request.last_event_id = http::field(head, "Last-Event-ID");
        request.accept_encoding = http::field(head, field::accept_encoding);
        request.if_none_match = http::field(head, field::if_none_match);
        request.client = peer.client;
        request.id = next_id();
        return request;
    }

    std::string next_id() { return std::to_string(++requests_); }

    /// Either the endpoint is found and may be called (`routed`), or what comes back is the answer.
    Response route(Request& request, const Parser& parser, Match& match, bool& routed) {
        try {
            request.method = method_of(parser.get().method());
            if (!std::string_view{request.path}.starts_with(api_prefix))
                return outside_the_api(request);
            match = router_.find(request.method, request.path);
            rates_.take(request.client, match.endpoint->spec.rate, std::chrono::steady_clock::now());
            const auto announced = parser.content_length();
            if (announced && *announced > match.endpoint->spec.body_bytes_max)
                throw Refusal{Code::too_large, "body_too_large"};
            routed = true;
            return {};
        } catch (...) {
            Response response = respond_to(std::current_exception(), "router", request.id);
            if (response.status == status_of(Code::not_possible)) {
                std::string methods = router_.allowed(request.path);
                response.headers.emplace_back("Allow", methods.empty() ? "GET, HEAD" : std::move(methods));
            }
            return response;
        }
    }

    Response outside_the_api(const Request& request) {
        if (request.method != Method::get && request.method != Method::head)
            throw Refusal{Code::not_possible, "method_not_allowed"};
        if (request.path == live_path)
            return {.body = R"({"live":true})"};
        if (request.path == ready_path && (stopping_ || !readiness_.ready(std::chrono::steady_clock::now())))
            throw Refusal{Code::unavailable, "not_ready"};
        if (request.path == ready_path)
            return {.body = R"({"ready":true})"};
        return site_.get(request);
    }

    asio::awaitable<Response> answer(Job job) {
        LaneQueue& lane = job.endpoint->lane == Lane::hashing ? hashing_ : general_;
        auto start = [this, &lane](auto handler, Job queued) {
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            queued.answer = [this, shared](Response response) {
                asio::post(io_, [shared, response = std::move(response)]() mutable {
                    (*shared)(std::move(response));
                });
            };
            lane.put(std::move(queued));
        };
        return asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(
            std::move(start), asio::use_awaitable, std::move(job));
    }

    asio::awaitable<bool> write(Peer& peer, const Response& response, bool keep_alive, Method method) {
        std::string head = head_of(response, keep_alive);
        const std::string_view payload = method == Method::head ? std::string_view{} : response.payload();
        const bool has_body = response.status != 204 && response.status != 304;
        peer.within(options_.limits.write_max);
        if (has_body && payload.size() <= 16 * 1024) {
            head += payload;  // one TLS record, one system call
            const auto one = asio::buffer(head);
            const auto [error, size] = co_await asio::async_write(peer.stream, one, no_throw);
            co_return !error && keep_alive;
        }
        std::string_view rest = has_body ? payload : std::string_view{};
        std::string_view piece = head;
        while (!piece.empty()) {
            // Each piece has its time, so that a slow reader gets a large file and a dead one does not hold
            // on to it.
            peer.within(options_.limits.write_max);
            const auto one = asio::buffer(piece.data(), piece.size());
            const auto [error, size] = co_await asio::async_write(peer.stream, one, no_throw);
            if (error)
                co_return false;
            piece = rest.substr(0, piece_bytes);
            rest.remove_prefix(piece.size());
        }
        co_return keep_alive;
    }

    /// Reads what still comes of a refused request, a little and not for long: a connection that is closed on
    /// unread data takes the answer with it.
    asio::awaitable<void> discard_body(Peer& peer) {
        peer.within(std::chrono::milliseconds{1000});
        for (std::size_t read = 0; read < discarded_bytes_max;) {
            peer.buffer.clear();
            auto space = peer.buffer.prepare(16 * 1024);
            const auto [error, size] = co_await peer.stream.async_read_some(space, no_throw);
            if (error)
                break;
            read += size;
        }
    }

    /// Answers what broke a rule of HTTP or a limit, so that its sender knows; who is gone gets nothing.
    asio::awaitable<bool> refuse_unreadable(Peer& peer, error_code broken) {
        using Broken = beast::http::error;
        const bool gone = broken == Broken::end_of_stream || broken == Broken::partial_message ||
                          broken.category() != error_code{Broken::end_of_stream}.category();
        if (gone)
            co_return false;
        Refusal refusal{Code::bad_request, "malformed_request"};
        if (broken == Broken::header_limit)
            refusal = Refusal{Code::headers_too_large, "headers_too_large"};
        else if (broken == Broken::body_limit)
            refusal = Refusal{Code::too_large, "body_too_large"};
        const Response response = problem(refusal, next_id());
        co_await write(peer, response, false, Method::get);
        co_return false;
    }

    /// Writes events as they come, and a comment now and then so that both ends know the other is there.
    asio::awaitable<bool> follow(Peer& peer, const Response& response) {
        const std::shared_ptr<EventStream> events = response.stream;
        peer.events = events;
        auto changed = std::make_shared<asio::steady_timer>(io_);
        events->on_change([this, changed] { asio::post(io_, [changed] { changed->cancel(); }); });
        peer.within(options_.limits.write_max);
        std::string text = head_of(response, false) + "retry: 2000\n\n";
        for (;;) {
            const auto buffer = asio::buffer(text);
            const auto [error, size] = co_await asio::async_write(peer.stream, buffer, no_throw);
            if (error || events->closed() || stopping_)
                break;
            text = events->take();
            if (text.empty()) {
                peer.within(options_.limits.heartbeat + options_.limits.write_max);
                changed->expires_after(options_.limits.heartbeat);
                if (events->closed())
                    break;
                co_await changed->async_wait(no_throw);
                text = events->take();
                if (text.empty())
                    text = ": still here\n\n";
            }
            peer.within(options_.limits.write_max);
        }
        events->on_change({});
        events->close();
        co_return false;
    }

    asio::awaitable<void> sweep() {
        Deadline stop_by = Deadline::max();
        while (true) {
            sweep_.expires_after(sweep_every);
            co_await sweep_.async_wait(no_throw);
            wipe_stack();
            const Deadline now = std::chrono::steady_clock::now();
            if (stopping_ && stop_by == Deadline::max())
                stop_by = now + drain_max;
            for (Peer& peer : peers_)
                if (peer.deadline < now || (stopping_ && peer.idle) || stop_by < now)
                    peer.close();
            if (stopping_ && peers_.empty())
                break;
        }
        io_.stop();
    }

    void begin_to_stop() {
        stopping_ = true;
        error_code ignored;
        acceptor_.close(ignored);
        sweep_.cancel();
        for (Peer& peer : peers_)
            if (const auto open = peer.events.lock())
                open->close();
    }

    ServerOptions options_;
    Router router_;
    const StaticSite& site_;
    const Readiness& readiness_;
    RateLimiter rates_;
    asio::io_context io_{1};
    asio::ssl::context tls_;
    tcp::acceptor acceptor_;
    asio::steady_timer sweep_;
    Peers peers_;
    std::unordered_map<std::string, std::size_t> connections_of_;
    std::uint64_t requests_ = 0;
    bool stopping_ = false;
    Authenticate authenticate_;
    WorkerContext context_;
    LaneQueue general_;  // the lanes last: their threads end before what they post to
    LaneQueue hashing_;
};

Server::Server(const ServerOptions& options, const Routes& routes, const StaticSite& site,
               const store::Dsn& dsn, const Authenticate& authenticate, const Clock& clock,
               const Readiness& readiness, sealing::Keyring& keyring)
    : impl_{std::make_unique<Impl>(options, routes, site, dsn, authenticate, clock, readiness, keyring)} {}
Server::~Server() = default;

void Server::run() {
    impl_->run();
}
void Server::stop() {
    impl_->stop();
}
std::uint16_t Server::port() const {
    return impl_->port();
}

}  // namespace suncrew::http
