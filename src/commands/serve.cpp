#include <csignal>
#include <exception>
#include <functional>
#include <future>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>

#include <CLI/CLI.hpp>
#include <sys/resource.h>

#include "alerts/alerts_store.hpp"
#include "alerts/evaluation.hpp"
#include "audit/forwarding.hpp"
#include "audit/pending_events.hpp"
#include "audit/sequencer.hpp"
#include "base/log.hpp"
#include "commands/checkpoint_mail.hpp"
#include "commands/clock_guard.hpp"
#include "commands/commands.hpp"
#include "commands/couriers.hpp"
#include "commands/day_keys.hpp"
#include "commands/key_services.hpp"
#include "commands/log_key.hpp"
#include "commands/outside.hpp"
#include "commands/periodic.hpp"
#include "commands/preparation.hpp"
#include "commands/services.hpp"
#include "commands/watched_keys.hpp"
#include "commands/watched_rows.hpp"
#include "http/idempotency.hpp"
#include "http/server.hpp"
#include "identity/api_keys.hpp"
#include "identity/authentication.hpp"
#include "identity/ceremonies.hpp"
#include "identity/devices.hpp"
#include "identity/mail_requests.hpp"
#include "identity/recovery.hpp"
#include "identity/sessions.hpp"
#include "identity/sign_ups.hpp"
#include "identity/throttle.hpp"
#include "notify/outbox.hpp"
#include "orders/matcher.hpp"
#include "orders/quotes.hpp"
#include "permits/overdue.hpp"
#include "privacy/erasure.hpp"
#include "store/checkpoints.hpp"
#include "support/overdue.hpp"
#include "visits/absences.hpp"
#include "visits/closed_days.hpp"
#include "visits/planner.hpp"

namespace suncrew::commands {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds schema_every{1000};
constexpr milliseconds live_every{200};
constexpr milliseconds matching_every{1000};
constexpr milliseconds planning_every{2000};
constexpr milliseconds mail_every{1000};
constexpr milliseconds sequencing_every{1000};
constexpr milliseconds keys_every{60'000};
constexpr milliseconds noting_every{1000};
constexpr milliseconds alerts_every{3000};
constexpr milliseconds forwarding_every{1000};
constexpr milliseconds checkpoints_every{500};
constexpr milliseconds weather_every{1000};
constexpr milliseconds cleaning_every{60'000};
/// Batches of one kind in one round of cleaning.
constexpr int cleaning_batches_max = 20;

/// SIGINT and SIGTERM come to one thread, which asks the server to stop. Made before any other thread is, so
/// that all of them leave the signals to it.
class StopOnSignal {
public:
    StopOnSignal() {
        ::sigemptyset(&signals_);
        ::sigaddset(&signals_, SIGINT);
        ::sigaddset(&signals_, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        if (std::signal(SIGPIPE, SIG_IGN) == SIG_ERR)
            throw std::runtime_error{"SIGPIPE cannot be ignored"};
    }
    void watch(http::Server& server) {
        watcher_ = std::jthread{[this, &server](std::stop_token stop) {
            const timespec a_moment{0, 200'000'000};
            while (!stop.stop_requested())
                if (::sigtimedwait(&signals_, nullptr, &a_moment) > 0) {
                    server.stop();
                    return;
                }
        }};
    }

private:
    sigset_t signals_{};
    std::jthread watcher_;
};

/// A connection of each peer and of each worker, and some files: a full house must not keep the database
/// away.
void allow_descriptors(const http::ServerLimits& limits) {
    constexpr rlim_t besides = 256;
    rlimit allowed{};
    ::getrlimit(RLIMIT_NOFILE, &allowed);
    allowed.rlim_cur = allowed.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &allowed);
    if (limits.connections_max + besides > allowed.rlim_cur)
        throw BadConfiguration{"limits.connections: the system allows " + std::to_string(allowed.rlim_cur) +
                               " open files, which is too few"};
}

/// Once: brings the schema up to date. A database that is away does not keep the server from starting; it
/// answers 503 until this has succeeded.
void bring_up_to_date(store::Connection& connection, sealing::Keyring& keyring, Environment environment,
                      audit::PendingEvents& events, http::Readiness& readiness) {
    refuse_unknown_data(connection);
    try {
        prepare(connection, keyring, environment, SystemClock{}.now());
    } catch (const keys::Unavailable&) {
        events.write(connection);
        throw;
    } catch (const keys::Refused&) {
        events.write(connection);
        throw;
    }
    const std::string description = connection.description();
    log::info("database", {{"is", std::string_view{description}}});
    readiness.schema_is_current();
    readiness.database_answered(std::chrono::steady_clock::now());
}

/// Background work that waits for the schema.
auto when_ready(const http::Readiness& readiness,
                std::function<void(store::Connection&, std::stop_token)> work) {
    return [&readiness, work = std::move(work)](store::Connection& connection, std::stop_token stop) {
        if (readiness.may_work())
            work(connection, stop);
    };
}

template <class Clean>
void clean(store::Connection& connection, Clean clean_batch) {
    for (int batch = 0; batch < cleaning_batches_max; ++batch)
        if (store::in_transaction(connection, clean_batch) == 0)
            return;
}

void clean_up(store::Connection& connection, sealing::Keyring& keyring, Instant now) {
    clean(connection, [&](store::Transaction& t) { return identity::delete_expired(t, keyring, now); });
    clean(connection,
          [&](store::Transaction& t) { return identity::delete_old_enrolments(t, keyring, now); });
    clean(connection, [now](store::Transaction& t) { return identity::delete_old_challenges(t, now); });
    clean(connection, [now](store::Transaction& t) { return identity::delete_old_recoveries(t, now); });
    clean(connection, [now](store::Transaction& t) { return identity::delete_ended_api_keys(t, now); });
    clean(connection, [now](store::Transaction& t) { return identity::delete_old_devices(t, now); });
    clean(connection, [now](store::Transaction& t) { return identity::delete_idle_buckets(t, now); });
    clean(connection, [&](store::Transaction& t) { return permits::close_overdue(t, keyring, now); });
    clean(connection, [now](store::Transaction& t) { return support::close_overdue(t, now); });
    clean(connection, [now](store::Transaction& t) { return permits::delete_old_grants(t, now); });
    clean(connection, [now](store::Transaction& t) { return privacy::forget_events(t, now); });
    clean(connection, [now](store::Transaction& t) { return audit::delete_old_events(t, now); });
    clean(connection, [now](store::Transaction& t) { return alerts::delete_old_alerts(t, now); });
    clean(connection, [now](store::Transaction& t) { return notify::delete_old_events(t, now); });
    clean(connection, [now](store::Transaction& t) { return notify::delete_old_mails(t, now); });
    clean(connection, [now](store::Transaction& t) { return http::delete_old_keys(t, now); });
    clean(connection, [now](store::Transaction& t) { return orders::delete_old_quotes(t, now); });
    clean(connection, [now](store::Transaction& t) { return visits::delete_old_absences(t, now); });
    clean(connection, [now](store::Transaction& t) { return visits::delete_old_closed_days(t, now); });
    clean(connection, [&](store::Transaction& t) { return destroy_unused_day_keys(t, keyring, now); });
}

/// An empty house has no key under the mat: while there is no security officer, each start makes one link, in
/// the place of the last one's, and shows it to who starts the program.
void print_first_officer_link(store::Connection& connection, const identity::Post& post, Instant now) {
    const auto link = identity::first_officer_link(connection, post, now);
    if (link)
        std::cout
            << "\n  There is no security officer yet. The first one enrols here, once, within a day:\n\n    "
            << link->expose() << "\n\n"
            << std::flush;
}

/// Hands security events to the collector, where there is one.
class Forwarding {
public:
    Forwarding(const Configuration& configuration, const Clock& clock, const http::Readiness& readiness) {
        if (!configuration.collector)
            return;
        collector_.emplace(*configuration.collector);
        forwarder_.emplace(*collector_, clock);
        work_.emplace(
            "forwarding", forwarding_every, configuration.database,
            when_ready(readiness, [this](store::Connection& connection, const std::stop_token& stop) {
                forwarder_->run(connection, stop);
            }));
    }
    Forwarding(const Forwarding&) = delete;
    Forwarding& operator=(const Forwarding&) = delete;

private:
    std::optional<egress::SyslogCollector> collector_;
    std::optional<audit::Forwarder> forwarder_;
    std::optional<Periodic> work_;
};

void serve(const Configuration& configuration) {
    using store::Connection;
    log::security_events_to_standard_output();
    StopOnSignal signals;
    allow_descriptors(configuration.server.limits);
    http::Readiness readiness;
    const SystemClock clock;
    audit::PendingEvents events;
    const auto keys = key_service(configuration.keys, events, clock);
    WatchedRows watched_rows{events, clock};
    sealing::Keyring keyring{*keys};
    keyring.tell_forgeries([&](const sealing::Forgery& forgery) { watched_rows.note(forgery); });
    const Outside outside{configuration};
    Services services{configuration.data,        configuration.server.base_url,
                      configuration.environment, keyring,
                      configuration.throttle,    &outside};
    const http::StaticSite site{configuration.data.site};
    const http::Authenticate authenticate = [&keyring](Connection& connection,
                                                       std::span<const http::Credential> shown, Instant now) {
        return identity::authenticate(keyring, connection, shown, now);
    };
    http::Server server{configuration.server, services.routes, site,      configuration.database,
                        authenticate,         services.clock,  readiness, keyring};
    audit::Sequencer sequencer{log_signer(configuration.log), witness_of(configuration.log), services.clock,
                               far_witness(configuration.witness, watched_calls(events, clock))};
    services.log_view.set_key(sequencer.verifier());
    const auto courier = make_courier(configuration);
    notify::Outbox outbox{*courier, services.clock, keyring};

    const auto& dsn = configuration.database;
    std::promise<void> refusal;
    auto refused = refusal.get_future();
    const Periodic schema{
        "schema", schema_every, dsn, [&, over = false](Connection& connection, std::stop_token) mutable {
            if (readiness.may_work() || over)
                return;
            try {
                bring_up_to_date(connection, keyring, configuration.environment, events, readiness);
            } catch (const WrongEnvironment&) {
                over = true;
                refusal.set_exception(std::current_exception());
                server.stop();
                return;
            }
            print_first_officer_link(connection, services.identity_setup.post, services.clock.now());
        }};
    const Periodic live{"live", live_every, dsn,
                        when_ready(readiness, [&](Connection& connection, std::stop_token) {
                            services.live.poll(connection);
                            readiness.database_answered(std::chrono::steady_clock::now());
                        })};
    const Periodic matching{"matching", matching_every, dsn,
                            when_ready(readiness, [&](Connection& connection, std::stop_token) {
                                orders::run_matching(connection, keyring, services.clock.now());
                            })};
    visits::Planner planner{{keyring, services.price_books}, services.gazetteer, outside.travel_times()};
    const Periodic planning{"planning", planning_every, dsn,
                            when_ready(readiness, [&](Connection& connection, const std::stop_token& stop) {
                                planner.run(connection, services.clock.now(), stop);
                            })};
    const Periodic mail{
        "mail", mail_every, dsn,
        when_ready(readiness, [&](Connection& connection, const std::stop_token& stop) {
            identity::answer_sign_ups(connection, services.identity_setup.post, services.clock.now());
            identity::answer_mail_requests(connection, services.identity_setup.post, services.clock.now());
            identity::remind_of_factor_resets(connection, services.identity_setup.post, services.clock.now());
            mail_checkpoint(connection, keyring, configuration.witness.email, services.clock.now());
            outbox.deliver_due(connection, stop);
        })};
    const Periodic sequencing{
        "sequencing", sequencing_every, dsn,
        when_ready(readiness, [&](Connection& connection, std::stop_token) { sequencer.run(connection); })};
    const Periodic key_care{"keys", keys_every, dsn,
                            when_ready(readiness, [&](Connection& connection, std::stop_token) {
                                keyring.refresh(connection);
                                keyring.rewrap(connection);
                            })};
    const Periodic noting{
        "noting", noting_every, dsn,
        when_ready(readiness, [&](Connection& connection, std::stop_token) { events.write(connection); })};
    const Periodic alerts{"alerts", alerts_every, dsn,
                          when_ready(readiness, [&](Connection& connection, std::stop_token) {
                              alerts::evaluate(connection, configuration.alerts, services.identity_setup.post,
                                               services.clock.now());
                          })};
    store::Checkpoints checkpoints{dsn};
    const Periodic checkpointing{
        "checkpoints", checkpoints_every, dsn,
        when_ready(readiness, [&](Connection&, std::stop_token) { checkpoints.run(); })};
    const Periodic weather{"weather", weather_every, dsn, [&](Connection&, const std::stop_token& stop) {
                               if (outside.skies() != nullptr)
                                   outside.skies()->ask(stop);
                           }};
    const Forwarding forwarding{configuration, services.clock, readiness};
    // The machine's own clock, not the one that development moves.
    ClockGuard clock_guard{events};
    const Periodic cleaning{"cleaning", cleaning_every, dsn,
                            when_ready(readiness, [&](Connection& connection, std::stop_token) {
                                if (clock_guard.believes(connection, clock.now()))
                                    clean_up(connection, keyring, services.clock.now());
                            })};

    signals.watch(server);
    log::info("serving", {{"address", std::string_view{configuration.server.address}},
                          {"port", std::int64_t{server.port()}}});
    server.run();
    services.live.close();
    log::info("stopped");
    log::flush();
    if (refused.wait_for(milliseconds{0}) == std::future_status::ready)
        refused.get();
}

}  // namespace

void add_serve(CLI::App& program) {
    auto* command = program.add_subcommand("serve", "serve the API and the web application over HTTPS");
    auto file = std::make_shared<std::string>();
    command->add_option("--config", *file, "the configuration (TOML)")->required()->check(CLI::ExistingFile);
    command->callback([file] { serve(read_configuration(*file)); });
}

}  // namespace suncrew::commands
