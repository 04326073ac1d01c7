#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "audit/pending_events.hpp"
#include "audit/security_events.hpp"
#include "base/json_string.hpp"
#include "commands/commands.hpp"
#include "commands/key_services.hpp"
#include "sealing/inventory.hpp"
#include "sealing/keyring.hpp"

namespace suncrew::commands {
namespace {

struct KeysOptions {
    std::string config;
    bool json = false;
    bool wait = false;
};

/// What `keys status` tells.
struct KeysState {
    std::string_view service;
    std::string key;   ///< that the service wraps with now
    std::string away;  ///< why it cannot be told, where it cannot
    std::vector<sealing::WrappingKey> wrapping;
};

std::string_view name_of(KeyServiceKind kind) {
    switch (kind) {
        case KeyServiceKind::file:
            return "file";
        case KeyServiceKind::pkcs11:
            return "pkcs11";
        case KeyServiceKind::aws_kms:
            return "aws-kms";
    }
    throw std::logic_error{"a key service without a name"};
}

KeysState state_of(const Configuration& configuration) {
    KeysState state{.service = name_of(configuration.keys.service), .key = {}, .away = {}, .wrapping = {}};
    try {
        state.key = key_service(configuration.keys)->key_id();
    } catch (const std::runtime_error& error) {
        state.away = error.what();
    }
    const auto connection = store::connect(configuration.database);
    require_stamp(*connection, configuration.environment);
    store::Reading reading{*connection};
    state.wrapping = sealing::wrapping_keys(reading);
    return state;
}

void add(std::string& out, std::string_view key, std::string_view value) {
    out.append("\"").append(key).append("\":");
    append_json_string(out, value);
    out += ',';
}

std::string as_json(const KeysState& state) {
    std::string out = "{";
    add(out, "service", state.service);
    add(out, "key", state.key);
    add(out, "away", state.away);
    out += R"("wrapping_keys":[)";
    for (const sealing::WrappingKey& key : state.wrapping) {
        out += out.ends_with('[') ? "{" : ",{";
        add(out, "service_key", key.service_key);
        out += R"("version":)" + std::to_string(key.version) + R"(,"data_keys":)" +
               std::to_string(key.data_keys) + '}';
    }
    return out + "]}";
}

void print(const KeysState& state) {
    std::cout << "key service: " << state.service;
    if (state.away.empty())
        std::cout << ", wraps with " << state.key << '\n';
    else
        std::cout << ", which does not answer: " << state.away << '\n';
    if (state.wrapping.empty())
        std::cout << "there is no wrapping key yet: the first start makes it\n";
    for (const sealing::WrappingKey& key : state.wrapping)
        std::cout << "wrapping key " << key.version << ": " << key.data_keys << " data keys; wrapped by "
                  << key.service_key
                  << (key.version == state.wrapping.back().version ? "; wraps all new ones\n" : "\n");
}

void show(const KeysOptions& options) {
    const KeysState state = state_of(read_configuration(options.config));
    if (options.json)
        std::cout << as_json(state) << '\n';
    else
        print(state);
}

/// Until all data keys have come to the newest wrapping key, or the rest does not.
void rewrap_all(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    sealing::Rewrapping state = keyring.progress(reading);
    for (std::int64_t left = state.left + 1; state.left > 0 && state.left < left;) {
        left = state.left;
        state = keyring.rewrap(connection);
        std::cout << state.done << " of " << state.done + state.left << " data keys rewrapped\n"
                  << std::flush;
    }
    if (state.left > 0)
        throw std::runtime_error{std::to_string(state.left) +
                                 " data keys stay behind: they do not open, or are just being made; see the "
                                 "log"};
}

void rotate(const KeysOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    const SystemClock clock;
    audit::PendingEvents events;
    const auto service = key_service(configuration.keys, events, clock);
    const auto connection = store::connect(configuration.database);
    require_stamp(*connection, configuration.environment);
    sealing::Keyring keyring{*service};
    try {
        keyring.refresh(*connection);
        std::uint32_t made = 0;
        keyring.rotate(*connection, [&](store::Writing& writing, std::uint32_t version) {
            audit::record(writing, {.kind = audit::EventKind::wrapping_key_rotated,
                                    .at = clock.now(),
                                    .acted_as = audit::Party::system,
                                    .after = std::to_string(version)});
            made = version;
        });
        std::cout << "wrapping key " << made << " wraps all new data keys\n";
    } catch (const std::runtime_error&) {
        events.write(*connection);
        throw;
    }
    events.write(*connection);
    if (options.wait)
        rewrap_all(*connection, keyring);
    else
        std::cout << "the server brings the others to it in the background; `keys status` shows how far\n";
}

void create(const KeysOptions& options) {
    const KeySettings settings = read_configuration(options.config).keys;
    if (settings.service == KeyServiceKind::file)
        throw BadConfiguration{"keys.service is file: make its key with openssl rand -base64 32 > " +
                               settings.file.string()};
    if (settings.service == KeyServiceKind::aws_kms)
        throw BadConfiguration{"keys.service is aws-kms: a key is made in AWS (aws kms create-key)"};
    keys::create_pkcs11_key(settings.pkcs11);
    std::cout << "the key " << settings.pkcs11.key << " was made in the token " << settings.pkcs11.token
              << '\n';
}

}  // namespace

void add_keys(CLI::App& program) {
    auto* command = program.add_subcommand("keys", "look after the keys that seal personal data");
    command->require_subcommand(1);
    auto options = std::make_shared<KeysOptions>();
    const auto add_command = [&](const char* name, const char* what, void (*run)(const KeysOptions&)) {
        auto* added = command->add_subcommand(name, what);
        added->add_option("--config", options->config, "the configuration (TOML)")
            ->required()
            ->check(CLI::ExistingFile);
        added->callback([options, run] { run(*options); });
        return added;
    };
    add_command("status", "the key service, the wrapping keys, and how many data keys each wraps", &show)
        ->add_flag("--json", options->json, "as JSON");
    add_command("rotate", "a new wrapping key at once; the data keys follow while everything is served",
                &rotate)
        ->add_flag("--wait", options->wait, "bring the data keys to it here and now");
    add_command("create", "make the key that keys.key names, inside the PKCS #11 token", &create);
}

}  // namespace suncrew::commands
