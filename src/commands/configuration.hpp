#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "alerts/rules.hpp"
#include "commands/environment.hpp"
#include "egress/mail_server.hpp"
#include "egress/syslog_collector.hpp"
#include "egress/vendor.hpp"
#include "http/server.hpp"
#include "identity/throttle.hpp"
#include "keys/aws_kms.hpp"
#include "keys/pkcs11_keys.hpp"
#include "store/dsn.hpp"

namespace suncrew::commands {

/// Where the program finds what it serves.
struct DataPaths {
    std::filesystem::path places = "build/data/places.sqlite";
    std::filesystem::path climate = "data/climate/cities.csv";
    std::filesystem::path price_books = "data/price_books";
    std::filesystem::path site = "web/out";
    std::filesystem::path passwords = "build/data/leaked_passwords.bin";
    std::filesystem::path networks = "build/data/networks.bin";
};

/// What signs the log, and where its checkpoints are shown.
struct LogSettings {
    std::string name = "localhost/log";             ///< of the log, for ever: it stands in each checkpoint
    std::filesystem::path key = "var/pki/log.key";  ///< Ed25519, PEM
    std::optional<std::filesystem::path> witness;   ///< a folder that another host keeps
};

/// Who else remembers the head of the log.
struct WitnessSettings {
    std::optional<egress::VendorSettings> https;  ///< somebody's witness after C2SP's tlog-witness
    std::string path;                             ///< of `https`, where its `/add-checkpoint` is
    std::string email;                            ///< gets the head of each day; empty: nobody
};

/// What keeps the keys that seal personal data.
enum class KeyServiceKind { file, pkcs11, aws_kms };
struct KeySettings {
    KeyServiceKind service = KeyServiceKind::file;
    std::filesystem::path file = "var/pki/data.key";  ///< of `file`: 32 bytes in base64, mode 0600
    keys::Pkcs11Settings pkcs11;
    keys::AwsKmsSettings aws_kms;
    std::filesystem::path aws_credentials;  ///< empty: they stand in the environment
};

/// Who gives years of weather for quotes and designs.
enum class WeatherProvider { pvgis, nsrdb, nasa_power };
struct WeatherSettings {
    WeatherProvider provider = WeatherProvider::pvgis;
    std::filesystem::path folder = "var/weather";  ///< keeps what was given
    std::size_t years_max = 2'000;                 ///< in that folder, half a megabyte each
    crypto::Secret nsrdb_key;                      ///< of `nsrdb`
    std::string nsrdb_email;                       ///< of `nsrdb`: who the key was given to
    int year = 0;                                  ///< of `nasa_power`
    egress::VendorSettings vendor{};               ///< who it is at the door
};

/// Who gives ways by road for the planning of routes.
enum class RoutingProtocol { osrm, valhalla };
struct RoadsSettings {
    RoutingProtocol protocol = RoutingProtocol::osrm;
    std::string path;                            ///< before the protocol's own paths; empty for none
    std::filesystem::path folder = "var/roads";  ///< keeps what was said
    std::size_t places_max = 10'000;             ///< in that folder
    egress::VendorSettings vendor{};
};

/// Everything that can be set, read once at the start. README.md lists the keys.
struct Configuration {
    Environment environment = Environment::development;
    http::ServerOptions server;
    identity::ThrottleLimits throttle;
    store::Dsn database;
    DataPaths data;
    LogSettings log;
    WitnessSettings witness;
    KeySettings keys;
    alerts::AlertSettings alerts;
    std::optional<egress::SyslogCollectorSettings> collector;  ///< of security events
    std::optional<WeatherSettings> weather;                    ///< none: the climate table alone
    std::optional<RoadsSettings> roads;                        ///< none: ways are estimated
    std::string mail_sender;
    std::filesystem::path mail_folder;  ///< development: mails become files here
    std::optional<egress::MailServerSettings> mail_server;
};

/// What is wrong with the configuration, one line each; never a secret.
class BadConfiguration : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads a TOML file and then the environment, where `SUNCREW_DATABASE_DSN` stands for `dsn` of `[database]`
/// and goes before the file. Refuses unknown keys, wrong types, and in production every unsafe setting,
/// naming all of them at once.
Configuration read_configuration(const std::filesystem::path& file);

}  // namespace suncrew::commands
