#include "commands/configuration.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace suncrew::commands {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

constexpr const char* mysql_dsn = "mysql://suncrew:hunter2secret@db.example/suncrew?ca=/ca.pem";

/// A folder with a configuration and what it names, readable by its owner alone.
class ConfigurationTest : public testing::Test {
protected:
    ConfigurationTest() {
        fs::create_directory(folder_);
        for (const char* name : {"key.pem", "log.key", "mail_password", "suncrew.db"})
            write(name, "a secret\n");
    }
    ~ConfigurationTest() override {
        ::unsetenv("SUNCREW_SERVER_BASE_URL");
        ::unsetenv("SUNCREW_DATABASE_DSN");
        fs::remove_all(folder_);
    }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream{path(name)} << text;
        fs::permissions(path(name), fs::perms::owner_read | fs::perms::owner_write);
    }
    void show_others(const std::string& name) const {
        fs::permissions(path(name), fs::perms::others_read, fs::perm_options::add);
    }
    std::string production(const std::string& base_url, const std::string& dsn) const {
        return "environment = 'production'\n[server]\nbase_url = '" + base_url + "'\nkey = '" +
               path("key.pem") + "'\n[database]\ndsn = '" + dsn +
               "'\n[mail.smtp]\nhost = 'mail.example'\nuser = 'suncrew'\npassword_file = '" +
               path("mail_password") + "'\n[log]\nname = 'suncrew.example/log'\nkey = '" + path("log.key") +
               "'\nwitness = '" + folder_.string() +
               "'\n[keys]\nservice = 'pkcs11'\nmodule = 'm'\ntoken = 't'\nkey = 'k'\npin_file = 'p'\n";
    }
    std::string sqlite() const { return "sqlite:" + path("suncrew.db"); }
    /// What is wrong with a configuration; empty where nothing is.
    std::string mistakes(const std::string& text) const {
        write("suncrew.toml", text);
        return mistakes_as_it_stands();
    }
    std::string mistakes_as_it_stands() const {
        try {
            read_configuration(path("suncrew.toml"));
        } catch (const BadConfiguration& bad) {
            return bad.what();
        }
        return "";
    }

    const fs::path folder_ = fs::temp_directory_path() / ("suncrew_c_" + std::to_string(::getpid()));
    const std::string development_ =
        "environment = 'development'\n[server]\nbase_url = 'https://localhost:8443'\nport = 8443\n"
        "[database]\ndsn = 'sqlite:x.db'\n[mail]\nfolder = 'outbox'\n";
    static constexpr const char* good_url = "https://suncrew.example";
};

TEST_F(ConfigurationTest, SafeOnesAreTaken) {
    EXPECT_EQ(mistakes(development_), "");
    EXPECT_EQ(mistakes(production(good_url, sqlite())), "");
    EXPECT_EQ(mistakes(production("https://suncrew.example:8443", mysql_dsn)), "");
}

TEST_F(ConfigurationTest, WhatIsUnsafeInProductionIsSoInStaging) {
    const auto staging = [](std::string text) {
        return text.replace(text.find("production"), std::string_view{"production"}.size(), "staging");
    };
    EXPECT_EQ(mistakes(staging(production(good_url, sqlite()))), "");
    EXPECT_EQ(read_configuration(path("suncrew.toml")).environment, Environment::staging);
    EXPECT_THAT(mistakes(staging(production("https://localhost", sqlite()))), HasSubstr("server.base_url: "));
    show_others("mail_password");
    EXPECT_THAT(mistakes(staging(production(good_url, sqlite()))), HasSubstr("mail.smtp.password_file: "));
    EXPECT_THAT(mistakes("environment = 'test'\n"), HasSubstr("environment: neither"));
}

TEST_F(ConfigurationTest, AFarWitnessIsSoundAndMayStandForTheFolder) {
    std::string without = production(good_url, sqlite());
    const std::string folder = "witness = '" + folder_.string() + "'\n";
    without.erase(without.find(folder), folder.size());
    EXPECT_THAT(mistakes(without), HasSubstr("log.witness: missing"));
    EXPECT_EQ(mistakes(without + "[witness]\nhost = 'witness.example'\npath = '/log'\n"), "");
    EXPECT_THAT(mistakes(without + "[witness]\nemail = 'auditor@example.org'\n"),
                HasSubstr("log.witness: missing"))
        << "a letter is no answer";
    for (const auto& [setting, complaint] :
         {std::pair{"host = '127.0.0.1'\npath = '/log'", "witness: "},
          {"host = 'witness.example'\npath = 'log/../x'", "witness.path: "},
          {"port = 443", "witness.host: missing"},
          {"email = 'nobody'", "witness.email: "}})
        EXPECT_THAT(mistakes(development_ + "[witness]\n" + setting + '\n'), HasSubstr(complaint)) << setting;
}

TEST_F(ConfigurationTest, ServicesOutsideAreNamedOrNotAsked) {
    EXPECT_EQ(mistakes(development_), "");
    EXPECT_FALSE(read_configuration(path("suncrew.toml")).weather);
    EXPECT_FALSE(read_configuration(path("suncrew.toml")).roads);
    EXPECT_EQ(mistakes(production(good_url, sqlite()) +
                       "[weather]\nprovider = 'pvgis'\nyears = 50\n[roads]\nprotocol = 'valhalla'\nhost = "
                       "'roads.example'\npath = '/v'\n"),
              "");
    const Configuration configuration = read_configuration(path("suncrew.toml"));
    ASSERT_TRUE(configuration.weather);
    EXPECT_EQ(configuration.weather->vendor.host, "re.jrc.ec.europa.eu");
    EXPECT_EQ(configuration.weather->years_max, 50U);
    ASSERT_TRUE(configuration.roads);
    EXPECT_EQ(configuration.roads->protocol, RoutingProtocol::valhalla);
    EXPECT_EQ(configuration.roads->vendor.path_prefixes, std::vector<std::string>{"/v"});
    for (const auto& [section, complaint] :
         {std::pair{"[weather]\nprovider = 'windy'\n", "weather.provider: neither"},
          {"[weather]\nhost = 'weather.example'\n", "weather.host"},
          {"[weather]\nprovider = 'nsrdb'\nemail = 'a@example.org'\n", "weather: nsrdb"},
          {"[weather]\nprovider = 'nasa-power'\nyear = 1990\n", "weather.year"},
          {"[weather]\nprovider = 'pvgis'\nhost = '127.0.0.1'\n", "weather: "},
          {"[roads]\nprotocol = 'osrm'\n", "roads: "},
          {"[roads]\nprotocol = 'maps'\nhost = 'roads.example'\n", "roads.protocol: neither"},
          {"[roads]\nprotocol = 'osrm'\nhost = 'roads.example'\npath = '../x'\n", "roads: "}})
        EXPECT_THAT(mistakes(development_ + section), HasSubstr(complaint)) << section;
    EXPECT_EQ(mistakes(development_ + "[roads]\nprotocol = 'osrm'\nhost = 'localhost'\nport = 5000\n"), "");
    EXPECT_THAT(mistakes(production(good_url, sqlite()) + "[roads]\nprotocol = 'osrm'\nhost = 'localhost'\n"),
                HasSubstr("roads.host: this machine itself"));
}

TEST_F(ConfigurationTest, ACollectorIsWholeOrNotThere) {
    const std::string whole = "[collector]\nhost = 'logs.example'\nca_file = '" + path("key.pem") + "'\n";
    EXPECT_EQ(mistakes(production(good_url, sqlite()) + whole), "");
    const auto collector = read_configuration(path("suncrew.toml")).collector;
    ASSERT_TRUE(collector);
    EXPECT_EQ(collector->port, 6514);
    EXPECT_EQ(collector->own_name, "suncrew.example");
    EXPECT_THAT(mistakes(development_ + "[collector]\nhost = 'logs.example'\n"),
                HasSubstr("collector: ca_file is missing"));
    EXPECT_THAT(mistakes(development_ + "[collector]\nport = 6514\n"), HasSubstr("collector: the host"));
    EXPECT_THAT(mistakes(development_ + "[collector]\nhost = 'logs.example'\nca_file = 'missing.pem'\n"),
                HasSubstr("collector.ca_file: cannot be read"));
    EXPECT_THAT(mistakes(development_ + "[collector]\nhost = 'logs/x'\nca_file = 'x'\n"),
                HasSubstr("collector: the host is not a host name"));
}

TEST_F(ConfigurationTest, RulesHaveThresholdsThatCanBeSet) {
    EXPECT_EQ(mistakes(development_ + "[alerts]\nmass_reading = 7\nwork_begins = 20\nwork_ends = 4\n"), "");
    const auto alerts = read_configuration(path("suncrew.toml")).alerts;
    EXPECT_EQ(alerts.threshold_of(alerts::Rule::mass_reading), 7);
    EXPECT_EQ(alerts.threshold_of(alerts::Rule::log_broken), 1);
    EXPECT_EQ(alerts.work_begins, std::chrono::hours{20});
    for (const char* wrong : {"mass_reading = 1", "mass_reading = 1001", "work_ends = 25"})
        EXPECT_THAT(mistakes(development_ + "[alerts]\n" + wrong + "\n"), HasSubstr("not a whole number"))
            << wrong;
    EXPECT_THAT(mistakes(development_ + "[alerts]\nlog_broken = 9\n"), HasSubstr("there is no such setting"))
        << "one broken log is one too many";
}

TEST_F(ConfigurationTest, AnUnknownKeyIsNamed) {
    EXPECT_THAT(mistakes(development_ + "colour = 'red'\n"),
                HasSubstr("mail.colour: there is no such setting"));
}

TEST_F(ConfigurationTest, AWrongTypeIsNamed) {
    EXPECT_THAT(mistakes(development_ + "sender = 5\n[limits]\nworkers = 'four'\nqueue = 1.5\n"),
                testing::AllOf(HasSubstr("mail.sender: not a text"),
                               HasSubstr("limits.workers: not a whole number from 1 to 64"),
                               HasSubstr("limits.queue: not a whole number")));
    EXPECT_THAT(mistakes(development_ + "[limits]\nworkers = '4'\nqueue = 0\n"),
                testing::AllOf(HasSubstr("limits.workers: "), HasSubstr("limits.queue: ")));
}

TEST_F(ConfigurationTest, TheEnvironmentGoesBeforeTheFile) {
    write("suncrew.toml", development_);
    ::setenv("SUNCREW_SERVER_BASE_URL", "https://other.example", 1);
    EXPECT_EQ(read_configuration(path("suncrew.toml")).server.base_url, "https://other.example");
}

TEST_F(ConfigurationTest, TheThrottleIsSetKindByKind) {
    write("suncrew.toml", development_ + "[throttle]\naddress_burst = 7\nservice_every_ms = 250\n");
    const identity::ThrottleLimits limits = read_configuration(path("suncrew.toml")).throttle;
    EXPECT_EQ(limits.address.burst, 7);
    EXPECT_EQ(limits.address.every, identity::ThrottleLimits{}.address.every);
    EXPECT_EQ(limits.service.burst, identity::ThrottleLimits{}.service.burst);
    EXPECT_EQ(limits.service.every, std::chrono::milliseconds{250});
    EXPECT_THAT(
        mistakes(development_ + "[throttle]\naccount_burst = 0\nnetwork_every_ms = 0\nhouse_burst = 1\n"),
        testing::AllOf(HasSubstr("throttle.account_burst: "), HasSubstr("throttle.network_every_ms: "),
                       HasSubstr("throttle.house_burst: there is no such setting")));
}

TEST_F(ConfigurationTest, ProductionRefusesFastGuessing) {
    for (const char* kind : {"account", "device", "second_factor", "second_factor_long"})
        for (const char* much : {"_burst = 1000", "_every_ms = 80000"}) {
            const std::string setting = std::string{"[throttle]\n"} + kind + much + "\n";
            EXPECT_THAT(mistakes(production(good_url, sqlite()) + setting),
                        HasSubstr(std::string{"throttle."} + kind + ": more than 1000 guesses a day"));
            EXPECT_EQ(mistakes(development_ + setting), "");
        }
    EXPECT_EQ(mistakes(production(good_url, sqlite()) + "[throttle]\nservice_burst = 100000\n"), "");
}

TEST_F(ConfigurationTest, ProductionNamesEachUnsafeOriginAndDatabase) {
    for (const char* url :
         {"https://localhost", "https://localhost:8443", "https://x.localhost", "https://127.0.0.1",
          "https://127.1.2.3:8443", "https://[::1]:8443", "https://Suncrew.example",
          "HTTPS://suncrew.example", "https://suncrew.example:443", "https://suncrew.example/", "https://",
          "http://suncrew.example"})
        EXPECT_THAT(mistakes(production(url, sqlite())), HasSubstr("server.base_url: ")) << url;
    for (const std::string& dsn :
         {sqlite() + "?mode=ro", sqlite() + "?synchronous=normal", std::string{"sqlite::memory:"}})
        EXPECT_THAT(mistakes(production(good_url, dsn)), HasSubstr("database.dsn: ")) << dsn;
}

TEST_F(ConfigurationTest, ProductionKeepsNoKeysInAFile) {
    const std::string safe = production("https://suncrew.example", sqlite());
    std::string in_a_file = safe;
    in_a_file.replace(in_a_file.find("pkcs11"), 6, "file");
    EXPECT_EQ(mistakes(safe), "");
    EXPECT_THAT(mistakes(in_a_file), HasSubstr("keys.service: a file"));
    std::string unknown = safe;
    unknown.replace(unknown.find("pkcs11"), 6, "paper");
    EXPECT_THAT(mistakes(unknown), HasSubstr("keys.service: neither"));
}

TEST_F(ConfigurationTest, ProductionNamesEachFileThatOthersCanRead) {
    const std::string good = production(good_url, sqlite());
    show_others("key.pem");
    EXPECT_THAT(mistakes(good), HasSubstr("server.key: "));
    show_others("mail_password");
    show_others("suncrew.db");
    EXPECT_THAT(mistakes(good), testing::AllOf(HasSubstr("server.key: "), HasSubstr("database.dsn: "),
                                               HasSubstr("mail.smtp.password_file: ")));
}

TEST_F(ConfigurationTest, AFileThatOthersCanReadHoldsNoPassword) {
    write("suncrew.toml", production(good_url, mysql_dsn));
    show_others("suncrew.toml");
    EXPECT_THAT(mistakes_as_it_stands(), HasSubstr("database.dsn: others"));
    write("suncrew.toml", production(good_url, ""));
    show_others("suncrew.toml");
    ::setenv("SUNCREW_DATABASE_DSN", mysql_dsn, 1);
    EXPECT_EQ(mistakes_as_it_stands(), "");
}

TEST_F(ConfigurationTest, AllMistakesAreNamedAtOnceAndNeverThePassword) {
    const std::string all = mistakes(
        "environment = 'test'\nnonsense = 1\n[server]\nport = 70000\nbase_url = 'x'\n[database]\n"
        "dsn = 'mysql://suncrew:hunter2secret@db.example/suncrew'\n");
    for (const char* key :
         {"environment: ", "nonsense: ", "server.port: ", "server.base_url: ", "database.dsn: ", "mail: "})
        EXPECT_THAT(all, HasSubstr(key));
    EXPECT_THAT(all, Not(HasSubstr("hunter2secret")));
    EXPECT_THAT(mistakes("[database]\ndsn = \"mysql://suncrew:hunter2secret@db\n"),
                testing::AllOf(Not(HasSubstr("hunter2secret")), Not(testing::IsEmpty())));
}

}  // namespace
}  // namespace suncrew::commands
