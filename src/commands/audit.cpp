#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "audit/log.hpp"
#include "audit/verification.hpp"
#include "base/json_string.hpp"
#include "commands/commands.hpp"
#include "commands/configuration.hpp"
#include "commands/log_key.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {
namespace {

struct VerifyOptions {
    std::string config;
    std::string key;
    bool json = false;
};

std::string as_json(const audit::Verification& found) {
    std::string out = R"({"holds":)" + std::string{found.holds() ? "true" : "false"} + R"(,"entries":)" +
                      std::to_string(found.entries) + R"(,"forgotten":)" + std::to_string(found.forgotten) +
                      R"(,"pending":)" + std::to_string(found.pending) + R"(,"checkpoints":)" +
                      std::to_string(found.checkpoints) + R"(,"witnessed":)" +
                      (found.witnessed ? std::to_string(*found.witnessed) : "null") + R"(,"flaws_count":)" +
                      std::to_string(found.flaws_count) + R"(,"flaws":[)";
    for (std::size_t i = 0; i < found.flaws.size(); ++i) {
        if (i > 0)
            out += ',';
        append_json_string(out, found.flaws[i]);
    }
    return out + "]}";
}

void print(const audit::Verification& found) {
    std::cout << found.entries << " entries recomputed (" << found.forgotten
              << " with their values gone in their time), " << found.pending << " waiting for their place\n"
              << found.checkpoints << " checkpoints recomputed and their signatures verified\n";
    if (found.witnessed)
        std::cout << "the witness has seen " << *found.witnessed << " entries\n";
    for (const std::string& flaw : found.flaws)
        std::cout << "FLAW: " << flaw << '\n';
    if (found.flaws_count > found.flaws.size())
        std::cout << "and " << found.flaws_count - found.flaws.size() << " more\n";
    std::cout << (found.holds() ? "the log holds\n" : "the log does NOT hold\n");
}

/// The key that is trusted: from who asks, or that of the configuration's own private key.
audit::NoteVerifier trusted_key(const VerifyOptions& options, const LogSettings& settings) {
    if (options.key.empty())
        return log_signer(settings).verifier();
    const auto key = audit::NoteVerifier::parse(options.key);
    if (!key)
        throw BadConfiguration{"--key: not a key as /api/v1/log/checkpoint tells it"};
    return *key;
}

/// What the witness has; an empty note, which is a flaw, where it should have one.
std::optional<std::string> witnessed(const LogSettings& settings, store::Reading& reading) {
    const auto witness = witness_of(settings);
    if (!witness)
        return std::nullopt;
    auto note = witness->latest();
    if (!note && audit::newest_checkpoint(reading))
        return "";
    return note;
}

int verify(const VerifyOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    const audit::NoteVerifier key = trusted_key(options, configuration.log);
    const auto connection = store::connect(configuration.database);
    require_stamp(*connection, configuration.environment);
    store::Reading reading{*connection};
    const auto found =
        audit::verify(reading, key, witnessed(configuration.log, reading), SystemClock{}.now());
    if (options.json)
        std::cout << as_json(found) << '\n';
    else
        print(found);
    return found.holds() ? 0 : 1;
}

}  // namespace

void add_audit(CLI::App& program) {
    auto* command = program.add_subcommand("audit", "look at the log without the server");
    command->require_subcommand(1);
    auto* verification = command->add_subcommand(
        "verify", "compute the whole log anew and compare; ends with 1 where anything does not hold");
    auto options = std::make_shared<VerifyOptions>();
    verification->add_option("--config", options->config, "the configuration (TOML)")
        ->required()
        ->check(CLI::ExistingFile);
    verification->add_option("--key", options->key,
                             "the log's public key, as you have kept it; else that of log.key");
    verification->add_flag("--json", options->json, "what was found, as JSON");
    verification->callback([options] {
        if (const int status = verify(*options); status != 0)
            throw CLI::RuntimeError(status);
    });
}

}  // namespace suncrew::commands
