#include <fstream>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/json_string.hpp"
#include "base/time.hpp"
#include "commands/commands.hpp"
#include "commands/configuration.hpp"
#include "commands/key_services.hpp"
#include "identity/account_import.hpp"

namespace suncrew::commands {
namespace {

using identity::ImportFile;

constexpr std::size_t progress_every = 100;

struct ImportOptions {
    std::string config;
    std::string accounts;
    bool json = false;
    bool skip_bad = false;
};

/// What came of an import, by the lines of the file.
struct ImportResult {
    std::size_t created = 0;
    std::vector<std::size_t> existing;
};

/// The whole file: it holds hashes that are fast to try, so its memory is wiped.
crypto::Secret read_file(const std::string& name) {
    std::ifstream file{name, std::ios::binary};
    std::string text;
    std::array<char, 65536> block;
    text.reserve(identity::import_file_bytes_max +
                 block.size());  // never moved, as a copy would not be wiped
    while (file && text.size() <= identity::import_file_bytes_max) {
        file.read(block.data(), block.size());
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
    }
    ::explicit_bzero(block.data(), block.size());
    if (file.bad() || (!file.eof() && !file))
        throw std::runtime_error{name + " cannot be read"};
    return crypto::Secret::take(text);
}

ImportResult import_all(const ImportFile& file, const access::HashingLane& lane, sealing::Keyring& keyring,
                        const Clock& clock) {
    ImportResult result;
    std::size_t done = 0;
    for (const auto& account : file.accounts) {
        if (identity::import_account(lane, keyring, account, clock.now()) == identity::Imported::created)
            ++result.created;
        else
            result.existing.push_back(account.line);
        if (++done % progress_every == 0)
            std::cerr << done << " of " << file.accounts.size() << " accounts\n";
    }
    return result;
}

void append_mistake(std::string& out, const identity::ImportMistake& mistake) {
    out += R"({"line":)" + std::to_string(mistake.line) + R"(,"column":)" + std::to_string(mistake.column) +
           R"(,"field":)";
    append_json_string(out, mistake.field);
    out += R"(,"reason":)";
    append_json_string(out, mistake.reason);
    out += '}';
}

std::string as_json(const ImportFile& file, const ImportResult& result) {
    std::string out = R"({"created":)" + std::to_string(result.created) + R"(,"existing":[)";
    for (std::size_t i = 0; i < result.existing.size(); ++i)
        out += (i > 0 ? "," : "") + std::to_string(result.existing[i]);
    out += R"(],"bad":)" + std::to_string(file.mistakes_count) + R"(,"mistakes":[)";
    for (std::size_t i = 0; i < file.mistakes.size(); ++i) {
        if (i > 0)
            out += ',';
        append_mistake(out, file.mistakes[i]);
    }
    return out + "]}";
}

void print(const ImportFile& file, const ImportResult& result) {
    for (const auto& [line, column, field, reason] : file.mistakes)
        std::cout << "line " << line << ", column " << column << (field.empty() ? "" : ", ") << field << ": "
                  << reason << '\n';
    for (const std::size_t line : result.existing)
        std::cout << "line " << line << ": the address has an account; nothing was changed\n";
    std::cout << result.created << " created, " << result.existing.size() << " had an account, "
              << file.mistakes_count << " bad\n";
}

void import(const ImportOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    const crypto::Secret text = read_file(options.accounts);
    const ImportFile file = ImportFile::read(text.expose());
    const bool refused = file.mistakes_count > 0 && !options.skip_bad;
    ImportResult result;
    if (!refused) {
        const auto connection = store::connect(configuration.database);
        require_stamp(*connection, configuration.environment);
        const access::HashingLane lane{*connection};
        const auto keys = key_service(configuration.keys);
        sealing::Keyring keyring{*keys};
        keyring.refresh(*connection);
        result = import_all(file, lane, keyring, SystemClock{});
    }
    if (options.json)
        std::cout << as_json(file, result) << '\n';
    else
        print(file, result);
    if (refused)
        throw std::runtime_error{"nothing was imported, as lines are bad; --skip-bad imports the others"};
}

}  // namespace

void add_import_accounts(CLI::App& program) {
    auto* command = program.add_subcommand(
        "import-accounts", "make customers' accounts of another system's e-mails and password hashes");
    auto options = std::make_shared<ImportOptions>();
    command->add_option("--config", options->config, "the configuration (TOML)")
        ->required()
        ->check(CLI::ExistingFile);
    command
        ->add_option("accounts", options->accounts,
                     "the accounts (CSV): email,name,language,password_hash[,verified]")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_flag("--json", options->json, "what came of it, as JSON");
    command->add_flag("--skip-bad", options->skip_bad, "import the good lines where others are bad");
    command->callback([options] { import(*options); });
}

}  // namespace suncrew::commands
