#include "commands/configuration.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "commands/outside_settings.hpp"
#include "commands/setting_values.hpp"
#include "commands/settings.hpp"
#include "identity/email.hpp"

namespace suncrew::commands {
namespace {

using std::chrono::milliseconds;

Environment environment_of(Settings& settings) {
    const auto environment = environment_named(settings.text("environment").value_or(""));
    if (!environment)
        settings.complain("environment: neither development nor staging nor production");
    return environment.value_or(Environment::production);
}

http::ServerOptions server_of(Settings& settings) {
    http::ServerOptions server;
    set(server.address, settings.text("server.address"));
    set(server.port, settings.number("server.port", 0, 65535));
    set(server.certificate, settings.text("server.certificate"));
    set(server.key, settings.text("server.key"));
    set(server.base_url, settings.text("server.base_url"));
    http::ServerLimits& limits = server.limits;
    set(limits.general.workers, settings.number("limits.workers", 1, 64));
    set(limits.general.queue_max, settings.number("limits.queue", 1, 100'000));
    set(limits.hashing.workers, settings.number("limits.hashing_workers", 1, 16));
    set(limits.hashing.queue_max, settings.number("limits.hashing_queue", 1, 10'000));
    set(limits.connections_max, settings.number("limits.connections", 1, 100'000));
    set(limits.connections_per_client_max, settings.number("limits.connections_per_client", 1, 100'000));
    set(server.rates.read, settings.number("rates.read", 1, 100'000'000));
    set(server.rates.write, settings.number("rates.write", 1, 100'000'000));
    set(server.rates.quote, settings.number("rates.quote", 1, 100'000'000));
    set(server.rates.sign_in, settings.number("rates.sign_in", 1, 100'000'000));
    set(server.rates.connect, settings.number("rates.connect", 1, 100'000'000));
    return server;
}

/// What production accepts at most of guesses a day at one secret of one account.
constexpr std::int64_t guesses_a_day_max = 1000;

struct NamedLimit {
    const char* name;
    identity::Limit identity::ThrottleLimits::*limit;
    bool of_one_secret;
};
constexpr NamedLimit throttle_names[]{
    {"account", &identity::ThrottleLimits::account, true},
    {"device", &identity::ThrottleLimits::device, true},
    {"second_factor", &identity::ThrottleLimits::second_factor, true},
    {"second_factor_long", &identity::ThrottleLimits::second_factor_long, true},
    {"address", &identity::ThrottleLimits::address, false},
    {"network", &identity::ThrottleLimits::network, false},
    {"service", &identity::ThrottleLimits::service, false},
};

identity::ThrottleLimits throttle_of(Settings& settings) {
    identity::ThrottleLimits limits;
    for (const NamedLimit& named : throttle_names) {
        const std::string key = std::string{"throttle."} + named.name;
        identity::Limit& limit = limits.*named.limit;
        set(limit.burst, settings.number(key + "_burst", 1, identity::burst_max));
        set(limit.every, settings.number(key + "_every_ms", 1, milliseconds{identity::every_max}.count()));
    }
    return limits;
}

void require_slow_guessing(const identity::ThrottleLimits& limits, Settings& settings) {
    for (const NamedLimit& named : throttle_names)
        if (named.of_one_secret && identity::attempts_a_day(limits.*named.limit) > guesses_a_day_max)
            settings.complain(std::string{"throttle."} + named.name + ": more than " +
                              std::to_string(guesses_a_day_max) + " guesses a day");
}

store::Dsn database_of(Settings& settings) {
    const auto dsn = settings.text("database.dsn");
    if (!dsn) {
        settings.complain("database.dsn: missing");
        return {};
    }
    try {
        return store::parse_dsn(*dsn);
    } catch (const store::BadDsn& error) {
        settings.complain(std::string{"database.dsn: "} + error.what());
        return {};
    }
}

std::optional<egress::MailServerSettings> mail_server_of(Settings& settings, Environment environment) {
    const auto host = settings.text("mail.smtp.host");
    if (!host)
        return std::nullopt;
    egress::MailServerSettings server;
    server.host = *host;
    set(server.port, settings.number("mail.smtp.port", 1, 65535));
    set(server.user, settings.text("mail.smtp.user"));
    server.password = secret_in(settings, "mail.smtp.password_file", environment);
    set(server.ca_file, settings.text("mail.smtp.ca"));
    set(server.greeting, settings.text("mail.smtp.greeting"));
    const std::string security = settings.text("mail.smtp.security").value_or("tls");
    if (security == "starttls")
        server.security = egress::MailSecurity::starttls;
    else if (security != "tls")
        settings.complain("mail.smtp.security: neither tls nor starttls");
    return server;
}

LogSettings log_of(Settings& settings, Environment environment) {
    LogSettings log;
    if (environment != Environment::development)
        log = {.name = {}, .key = {}, .witness = {}};
    set(log.name, settings.text("log.name"));
    set(log.key, settings.text("log.key"));
    if (const auto witness = settings.text("log.witness"))
        log.witness = *witness;
    return log;
}

WitnessSettings witness_of_others(Settings& settings) {
    WitnessSettings witness;
    if (const auto email = settings.text("witness.email")) {
        witness.email = *email;
        if (!identity::Email::parse(*email))
            settings.complain("witness.email: not an address");
    }
    const auto host = settings.text("witness.host");
    const auto port = settings.number("witness.port", 1, 65535);
    const auto ca_file = settings.text("witness.ca_file");
    set(witness.path, settings.text("witness.path"));
    if (!host) {
        if (port || ca_file || !witness.path.empty())
            settings.complain("witness.host: missing");
        return witness;
    }
    witness.https = egress::VendorSettings{.name = "witness", .host = *host, .ca_file = ca_file.value_or("")};
    set(witness.https->port, port);
    try {
        const egress::Vendor sound{*witness.https};
        if (!sound.allows(witness.path + "/add-checkpoint"))
            settings.complain("witness.path: not the beginning of a path");
    } catch (const std::invalid_argument& error) {
        settings.complain(std::string{"witness: "} + error.what());
    }
    return witness;
}

/// A list in one text, its parts between commas.
std::vector<std::string> parts_of(const std::optional<std::string>& text) {
    std::vector<std::string> parts;
    std::string part;
    std::istringstream all{text.value_or("")};
    while (std::getline(all, part, ','))
        parts.push_back(part);
    return parts;
}

KeySettings keys_of(Settings& settings) {
    KeySettings keys;
    const std::string service = settings.text("keys.service").value_or("file");
    if (service == "pkcs11") {
        keys.service = KeyServiceKind::pkcs11;
        set(keys.pkcs11.module, settings.text("keys.module"));
        set(keys.pkcs11.token, settings.text("keys.token"));
        set(keys.pkcs11.key, settings.text("keys.key"));
        keys.pkcs11.older = parts_of(settings.text("keys.older"));
        set(keys.pkcs11.pin_file, settings.text("keys.pin_file"));
    } else if (service == "aws-kms") {
        keys.service = KeyServiceKind::aws_kms;
        set(keys.aws_kms.host, settings.text("keys.host"));
        set(keys.aws_kms.region, settings.text("keys.region"));
        set(keys.aws_kms.key, settings.text("keys.key"));
        keys.aws_kms.older = parts_of(settings.text("keys.older"));
        set(keys.aws_credentials, settings.text("keys.credentials_file"));
    } else {
        set(keys.file, settings.text("keys.file"));
        if (service != "file")
            settings.complain("keys.service: neither file nor pkcs11 nor aws-kms");
    }
    return keys;
}

alerts::AlertSettings alerts_of(Settings& settings) {
    alerts::AlertSettings alerts;
    for (const alerts::RuleRow& row : alerts::rules)
        if (alerts::has_threshold(row))
            set(alerts.thresholds[static_cast<std::size_t>(row.rule)],
                settings.number("alerts." + std::string{alerts::name_of(row.rule)}, 2,
                                alerts::threshold_max));
    constexpr std::int64_t day_hours = 24;
    set(alerts.work_begins, settings.number("alerts.work_begins", 0, day_hours));
    set(alerts.work_ends, settings.number("alerts.work_ends", 0, day_hours));
    return alerts;
}

constexpr std::string_view origin_scheme = "https://";

/// The host that an origin names.
std::string_view host_of(std::string_view url) {
    std::string_view host = url.substr(std::min(origin_scheme.size(), url.size()));
    return host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
}

/// As a browser writes it in an Origin header, which is compared with it: lower case, no default port, no
/// path.
bool is_origin(std::string_view url) {
    if (!url.starts_with(origin_scheme) || url.ends_with(":443"))
        return false;
    url.remove_prefix(origin_scheme.size());
    return !url.empty() && url.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]") == url.npos;
}

bool is_loopback(std::string_view url) {
    const std::string_view host = host_of(url);
    return host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") ||
           host == "0.0.0.0" || host == "[::1]" || host == "[::]";
}

/// None where nothing is said of it; half of it said is a mistake.
std::optional<egress::SyslogCollectorSettings> collector_of(Settings& settings, std::string_view base_url) {
    const auto host = settings.text("collector.host");
    const auto port = settings.number("collector.port", 1, 65535);
    const auto ca_file = settings.text("collector.ca_file");
    if (!host && !port && !ca_file)
        return std::nullopt;
    egress::SyslogCollectorSettings collector;
    collector.host = host.value_or("");
    set(collector.port, port);
    collector.ca_file = ca_file.value_or("");
    collector.own_name = host_of(base_url);
    try {
        const egress::SyslogCollector sound{collector};
    } catch (const std::invalid_argument& error) {
        settings.complain(std::string{"collector: "} + error.what());
    }
    if (!collector.ca_file.empty() && !std::ifstream{collector.ca_file})
        settings.complain("collector.ca_file: cannot be read");
    return collector;
}

void require_base_url(const Configuration& configuration, Settings& settings) {
    if (!is_origin(configuration.server.base_url))
        settings.complain(
            "server.base_url: not an origin such as https://suncrew.example, in lower case and without "
            ":443");
}

void require_safe_database(const store::Dsn& database, Settings& settings) {
    if (database.synchronous != store::Dsn::Synchronous::full)
        settings.complain("database.dsn: synchronous=normal can lose what was acknowledged");
    if (database.read_only)
        settings.complain("database.dsn: nothing can be written with mode=ro");
    if (database.path == ":memory:")
        settings.complain("database.dsn: what is kept in memory is lost at the end");
    if (database.database == store::Database::sqlite && others_can_read(database.path))
        settings.complain("database.dsn: others than its owner can read the database's file (chmod 600)");
}

void require_safe_log(const LogSettings& log, const WitnessSettings& others, Settings& settings) {
    if (log.name.empty())
        settings.complain("log.name: missing in production; a name for ever, such as suncrew.example/log");
    if (log.key.empty())
        settings.complain("log.key: missing in production");
    else if (others_can_read(log.key))
        settings.complain("log.key: others than its owner can read the file (chmod 600)");
    if (!log.witness && !others.https)
        settings.complain(
            "log.witness: missing in production; a folder that another host keeps, or witness.host");
}

void require_safe_for_production(const Configuration& configuration, const std::filesystem::path& file,
                                 Settings& settings) {
    if (!configuration.database.password.empty() && settings.stands_in_file("database.dsn") &&
        others_can_read(file))
        settings.complain(
            "database.dsn: others than its owner can read this file with the password in it (chmod 600)");
    if (!configuration.mail_folder.empty())
        settings.complain("mail.folder: mails would lie in a folder; set [mail.smtp] in production");
    if (!configuration.mail_server)
        settings.complain("mail.smtp.host: missing in production");
    require_safe_database(configuration.database, settings);
    require_slow_guessing(configuration.throttle, settings);
    if (is_loopback(configuration.server.base_url))
        settings.complain("server.base_url: an address of this machine alone, in production");
    if (others_can_read(configuration.server.key))
        settings.complain("server.key: others than its owner can read the file (chmod 600)");
    require_safe_log(configuration.log, configuration.witness, settings);
    if (configuration.keys.service == KeyServiceKind::file)
        settings.complain("keys.service: a file is no place for keys in production; set pkcs11 or aws-kms");
}

}  // namespace

Configuration read_configuration(const std::filesystem::path& file) {
    Settings settings{file};
    Configuration configuration;
    configuration.environment = environment_of(settings);
    configuration.server = server_of(settings);
    configuration.throttle = throttle_of(settings);
    configuration.database = database_of(settings);
    set(configuration.data.places, settings.text("data.places"));
    set(configuration.data.climate, settings.text("data.climate"));
    set(configuration.data.price_books, settings.text("data.price_books"));
    set(configuration.data.site, settings.text("data.site"));
    set(configuration.data.passwords, settings.text("data.passwords"));
    set(configuration.data.networks, settings.text("data.networks"));
    configuration.log = log_of(settings, configuration.environment);
    configuration.witness = witness_of_others(settings);
    configuration.keys = keys_of(settings);
    configuration.alerts = alerts_of(settings);
    configuration.collector = collector_of(settings, configuration.server.base_url);
    configuration.weather = weather_of(settings, configuration.environment);
    configuration.roads = roads_of(settings, configuration.environment);
    configuration.mail_sender = settings.text("mail.sender").value_or("no-reply@suncrew.example");
    set(configuration.mail_folder, settings.text("mail.folder"));
    configuration.mail_server = mail_server_of(settings, configuration.environment);
    require_base_url(configuration, settings);
    if (configuration.mail_folder.empty() == !configuration.mail_server)
        settings.complain("mail: one of mail.folder and mail.smtp.host");
    if (configuration.environment != Environment::development)
        require_safe_for_production(configuration, file, settings);
    settings.finish();
    return configuration;
}

}  // namespace suncrew::commands
