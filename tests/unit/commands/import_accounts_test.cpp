#include <filesystem>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "commands/commands.hpp"
#include "commands/configuration.hpp"
#include "commands/environment.hpp"
#include "crypto/base64.hpp"
#include "crypto/random.hpp"
#include "identity/import_file.hpp"
#include "store/connection.hpp"
#include "store/schema.hpp"

namespace suncrew::commands {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// What was written to a stream while this stands.
class Written {
public:
    explicit Written(std::ostream& stream) : stream_{stream}, before_{stream.rdbuf(text_.rdbuf())} {}
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;
    ~Written() { stream_.rdbuf(before_); }
    std::string text() const { return text_.str(); }

private:
    std::ostream& stream_;
    std::ostringstream text_;
    std::streambuf* before_;
};

/// The command, with a database of its own.
class ImportAccounts : public testing::Test {
protected:
    ImportAccounts() {
        fs::create_directory(folder_);
        write("suncrew.toml",
              "environment = 'development'\n[server]\nbase_url = 'https://localhost:8443'\n"
              "[database]\ndsn = 'sqlite:" +
                  path("suncrew.db") + "'\n[mail]\nfolder = 'outbox'\n[keys]\nfile = '" + path("data.key") +
                  "'\n");
        write("data.key", crypto::base64_encode(crypto::random_bytes<32>()) + "\n");
        fs::permissions(path("data.key"), fs::perms::owner_read | fs::perms::owner_write);
        connection_ = store::connect(read_configuration(path("suncrew.toml")).database);
        store::migrate(*connection_, store::schema());
        stamp(*connection_, Environment::development, Instant{});
    }
    ~ImportAccounts() override { fs::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    void write(const std::string& name, const std::string& text) const { std::ofstream{path(name)} << text; }

    struct Outcome {
        std::string output;
        std::string progress;
        std::string error;  ///< empty where there was none
    };
    Outcome run(const std::string& accounts, const std::vector<std::string>& flags = {}) {
        write("accounts.csv", accounts);
        CLI::App program;
        add_import_accounts(program);
        // CLI11 takes them from the last to the first
        std::vector<std::string> arguments{flags.rbegin(), flags.rend()};
        for (const std::string& argument : {path("accounts.csv"), path("suncrew.toml"),
                                            std::string{"--config"}, std::string{"import-accounts"}})
            arguments.push_back(argument);
        Outcome outcome;
        const Written output{std::cout};
        const Written progress{std::cerr};
        try {
            program.parse(arguments);
        } catch (const std::exception& error) {
            outcome.error = error.what();
        }
        outcome.output = output.text();
        outcome.progress = progress.text();
        return outcome;
    }
    std::int64_t accounts() const {
        return *store::Reading{*connection_}.value<std::int64_t>("select count(*) from accounts");
    }

    const fs::path folder_ = fs::temp_directory_path() / ("suncrew_import_" + std::to_string(::getpid()));
    std::unique_ptr<store::Connection> connection_;
    static constexpr const char* digest_ = "5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5";
    const std::string hash_ = std::string{"$5$saltstring$"} + digest_;
    const std::string header_ = "email,name,language,password_hash,verified\n";
    const std::string good_ = header_ + "customer1@example.org,Customer One,es," + hash_ +
                              ",yes\ncustomer2@example.org,Customer Two,en," + hash_ + ",no\n";
    const std::string bad_ = "customer3@example.org,Customer Three,fr," + hash_ + ",yes\n";
};

TEST_F(ImportAccounts, ImportsOnceAndThenChangesNothing) {
    const Outcome first = run(good_, {"--json"});
    EXPECT_EQ(first.error, "");
    EXPECT_EQ(first.output, "{\"created\":2,\"existing\":[],\"bad\":0,\"mistakes\":[]}\n");
    const Outcome again = run(good_, {"--json"});
    EXPECT_EQ(again.error, "");
    EXPECT_EQ(again.output, "{\"created\":0,\"existing\":[2,3],\"bad\":0,\"mistakes\":[]}\n");
    EXPECT_EQ(accounts(), 2);
}

TEST_F(ImportAccounts, OneBadLineIsEnoughToImportNothing) {
    const Outcome refused = run(good_ + bad_);
    EXPECT_THAT(refused.error, HasSubstr("nothing was imported"));
    EXPECT_THAT(refused.output, HasSubstr("line 4, column 38, language: unknown_value\n"));
    EXPECT_EQ(accounts(), 0);
    const Outcome skipped = run(good_ + bad_, {"--skip-bad", "--json"});
    EXPECT_EQ(skipped.error, "");
    EXPECT_EQ(skipped.output,
              "{\"created\":2,\"existing\":[],\"bad\":1,\"mistakes\":[{\"line\":4,\"column\":38,"
              "\"field\":\"language\",\"reason\":\"unknown_value\"}]}\n");
    EXPECT_EQ(accounts(), 2);
}

TEST_F(ImportAccounts, NeitherHashesNorAddressesArePrinted) {
    for (const auto& flags : {std::vector<std::string>{}, {"--skip-bad"}, {"--skip-bad", "--json"}}) {
        const Outcome outcome = run(good_ + bad_ + "x@example.org,X,es,hunter2secret,yes\n", flags);
        for (const std::string& text : {outcome.output, outcome.progress, outcome.error}) {
            EXPECT_THAT(text, Not(HasSubstr(digest_)));
            EXPECT_THAT(text, Not(HasSubstr("saltstring")));
            EXPECT_THAT(text, Not(HasSubstr("hunter2secret")));
            EXPECT_THAT(text, Not(HasSubstr("example.org")));
        }
    }
}

TEST_F(ImportAccounts, NoFastHashIsStored) {
    run(good_);
    const auto stored =
        store::Reading{*connection_}.rows<std::string>("select password from accounts limit 10");
    ASSERT_EQ(stored.size(), 2U);
    for (const auto& [hash] : stored) {
        EXPECT_THAT(hash, testing::StartsWith("$suncrew-wrapped$5$saltstring$argon2id$"));
        EXPECT_THAT(hash, Not(HasSubstr(digest_)));
    }
}

TEST_F(ImportAccounts, ProgressIsToldAside) {
    std::string many = header_;
    for (int i = 0; i < 120; ++i)
        many += "customer" + std::to_string(i) + "@example.org,Customer,es," + hash_ + ",yes\n";
    run(good_);
    const Outcome outcome = run(many, {"--json"});
    EXPECT_EQ(outcome.progress, "100 of 120 accounts\n");
    EXPECT_THAT(outcome.output, testing::StartsWith("{\"created\":118,"));
}

TEST_F(ImportAccounts, AFileThatIsNoneIsRefused) {
    EXPECT_THAT(run("").error, HasSubstr("the first line is not"));
    EXPECT_THAT(run(bad_).error, HasSubstr("the first line is not"));
    EXPECT_THAT(run(header_ + std::string(identity::import_file_bytes_max, 'x')).error,
                HasSubstr("larger than 64 MiB"));
    EXPECT_EQ(accounts(), 0);
}

}  // namespace
}  // namespace suncrew::commands
