#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "audit/export.hpp"
#include "audit/export_check.hpp"
#include "audit/log.hpp"
#include "audit/pending_events.hpp"
#include "audit/sequencer.hpp"
#include "audit/verification.hpp"
#include "base/json_string.hpp"
#include "commands/commands.hpp"
#include "commands/configuration.hpp"
#include "commands/log_key.hpp"
#include "commands/watched_keys.hpp"
#include "sealing/plain_values.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {
namespace {

struct AuditOptions {
    std::string config;
    std::string key;
    std::string file;     ///< an export, or a new key
    std::string witness;  ///< a checkpoint to compare it with
    bool json = false;
};
std::string as_json(const audit::LogFlaws& found, const std::string& counted) {
    std::string out = R"({"holds":)" + std::string{found.holds() ? "true" : "false"} + ',' + counted +
                      R"(,"flaws_count":)" + std::to_string(found.flaws_count) + R"(,"flaws":[)";
    for (std::size_t i = 0; i < found.flaws.size(); ++i) {
        if (i > 0)
            out += ',';
        append_json_string(out, found.flaws[i]);
    }
    return out + "]}";
}

std::string as_json(const audit::Verification& found) {
    return as_json(found, R"("entries":)" + std::to_string(found.entries) + R"(,"forgotten":)" +
                              std::to_string(found.forgotten) + R"(,"erased":)" +
                              std::to_string(found.erased) + R"(,"pending":)" +
                              std::to_string(found.pending) + R"(,"checkpoints":)" +
                              std::to_string(found.checkpoints) + R"(,"witnessed":)" +
                              (found.witnessed ? std::to_string(*found.witnessed) : "null"));
}

void print_flaws(const audit::LogFlaws& found) {
    for (const std::string& flaw : found.flaws)
        std::cout << "FLAW: " << flaw << '\n';
    if (found.flaws_count > found.flaws.size())
        std::cout << "and " << found.flaws_count - found.flaws.size() << " more\n";
    std::cout << (found.holds() ? "the log holds\n" : "the log does NOT hold\n");
}

void print(const audit::Verification& found) {
    std::cout << found.entries << " entries recomputed (" << found.forgotten
              << " with their values gone in their time, " << found.erased << " with an erased account), "
              << found.pending << " waiting for their place\n"
              << found.checkpoints << " checkpoints recomputed and their signatures verified\n";
    if (found.witnessed)
        std::cout << "the witness has seen " << *found.witnessed << " entries\n";
    else
        std::cout << "no witness was asked: whether all of it was set back, nobody has said (--witness)\n";
    print_flaws(found);
}

/// The key that is trusted: from who asks, or that of the configuration's own private key.
audit::NoteVerifier trusted_key(const AuditOptions& options) {
    if (options.key.empty())
        return log_signer(read_configuration(options.config).log).verifier();
    const auto key = audit::NoteVerifier::parse(options.key);
    if (!key)
        throw BadConfiguration{"--key: not a key as /api/v1/log/checkpoint tells it"};
    return *key;
}

/// The first bytes of a file, as many as a note may have and one more.
std::string note_in(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    std::string note(audit::note_bytes_max + 1, '\0');
    file.read(note.data(), static_cast<std::streamsize>(note.size()));
    note.resize(static_cast<std::size_t>(file.gcount()));
    return note;
}

/// What is remembered outside of the database: by the configured folder, and by who asks.
std::vector<audit::Remembered> witnesses(const AuditOptions& options, const LogSettings& settings,
                                         store::Reading& reading) {
    std::vector<audit::Remembered> all;
    if (const auto witness = witness_of(settings)) {
        const auto note = witness->latest();
        if (note || audit::newest_checkpoint(reading))
            all.push_back({"the witness", note.value_or("")});
    }
    if (!options.witness.empty())
        all.push_back({options.witness, note_in(options.witness)});
    return all;
}

int verify_database(const AuditOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    const audit::NoteVerifier key = trusted_key(options);
    const auto connection = store::connect(configuration.database);
    require_stamp(*connection, configuration.environment);
    store::Reading reading{*connection};
    auto found =
        audit::verify(reading, key, witnesses(options, configuration.log, reading), SystemClock{}.now());
    for (const std::string_view table : sealing::tables_with_plain_values(reading))
        found.complain("the table " + std::string{table} + " has in the clear what is always sealed");
    if (options.json)
        std::cout << as_json(found) << '\n';
    else
        print(found);
    return found.holds() ? 0 : 1;
}

/// The next line of an export, without what is beyond the longest that it may have; false at the end.
bool read_line(std::istream& in, std::string& line) {
    line.clear();
    for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
        if (c == '\n')
            return true;
        if (line.size() <= audit::export_line_bytes_max)
            line.push_back(static_cast<char>(c));
    }
    return !line.empty();
}

int verify_export(const AuditOptions& options) {
    const audit::NoteVerifier key = trusted_key(options);
    const std::optional<std::string> known =
        options.witness.empty() ? std::nullopt : std::optional{note_in(options.witness)};
    audit::ExportCheck check{key, known};
    std::ifstream file{options.file, std::ios::binary};
    for (std::string line; read_line(file, line);)
        check.take(line);
    const audit::LogFlaws& found = check.finish();
    if (options.json) {
        std::cout << as_json(found, R"("entries":)" + std::to_string(check.entries()) + R"(,"checkpoints":)" +
                                        std::to_string(check.checkpoints()))
                  << '\n';
    } else {
        std::cout << check.entries() << " entries recomputed\n"
                  << check.checkpoints() << " checkpoints recomputed and their signatures verified\n";
        print_flaws(found);
    }
    return found.holds() ? 0 : 1;
}

int verify(const AuditOptions& options) {
    if (options.config.empty() && (options.file.empty() || options.key.empty()))
        throw BadConfiguration{
            "--config, or an export and --key: which key is trusted, an export does not say"};
    return options.file.empty() ? verify_database(options) : verify_export(options);
}

void write_export(const AuditOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    const auto connection = store::connect(configuration.database);
    require_stamp(*connection, configuration.environment);
    if (std::filesystem::exists(options.file))
        throw std::runtime_error{options.file + " is there already"};
    std::ofstream file{options.file, std::ios::binary};
    store::Reading reading{*connection};
    const auto entries = audit::write_export(reading, trusted_key(options), file);
    file.close();
    if (!file)
        throw std::runtime_error{options.file + " cannot be written"};
    std::cout << entries << " entries written\n";
}

void rotate_key(const AuditOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    LogSettings next_settings = configuration.log;
    next_settings.key = options.file;
    const audit::NoteSigner next = log_signer(next_settings);
    const auto connection = store::connect(configuration.database);
    require_stamp(*connection, configuration.environment);
    const SystemClock clock;
    audit::PendingEvents events;
    audit::Sequencer sequencer{log_signer(configuration.log), witness_of(configuration.log), clock,
                               far_witness(configuration.witness, watched_calls(events, clock))};
    sequencer.replace_key(*connection, next);
    events.write(*connection);
    std::cout << "from here on the log is signed by " << next.verifier().text() << "\nset log.key to "
              << options.file
              << " and start all programs anew; those with the old key sign nothing any more\n";
}

}  // namespace

void add_audit(CLI::App& program) {
    auto* command = program.add_subcommand("audit", "look at the log without the server");
    command->require_subcommand(1);
    auto options = std::make_shared<AuditOptions>();
    auto* verification = command->add_subcommand(
        "verify", "compute the whole log anew and compare; ends with 1 where anything does not hold");
    verification->add_option("--config", options->config, "the configuration (TOML)")
        ->check(CLI::ExistingFile);
    verification->add_option("--key", options->key,
                             "the log's public key, as you have kept it; else that of log.key");
    verification->add_option("export", options->file, "an export, in the place of the database")
        ->check(CLI::ExistingFile);
    verification
        ->add_option("--witness", options->witness,
                     "a checkpoint that you have kept, or another house has, to compare with")
        ->check(CLI::ExistingFile);
    verification->add_flag("--json", options->json, "what was found, as JSON");
    verification->callback([options] {
        if (const int status = verify(*options); status != 0)
            throw CLI::RuntimeError(status);
    });
    auto* exporting = command->add_subcommand(
        "export", "write the log into a file that audit verify reads; it tells of nobody");
    exporting->add_option("--config", options->config, "the configuration (TOML)")
        ->required()
        ->check(CLI::ExistingFile);
    exporting->add_option("file", options->file, "the file to be made")->required();
    exporting->callback([options] { write_export(*options); });
    auto* rotation = command->add_subcommand(
        "rotate-key", "have another key sign the log: the present one signs for the last time, with it");
    rotation
        ->add_option("--config", options->config,
                     "the configuration (TOML), whose log.key is still the present one")
        ->required()
        ->check(CLI::ExistingFile);
    rotation->add_option("--new-key", options->file, "the new key (Ed25519, PEM)")
        ->required()
        ->check(CLI::ExistingFile);
    rotation->callback([options] { rotate_key(*options); });
}

}  // namespace suncrew::commands
