#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"
#include "commands/configuration.hpp"
#include "commands/key_services.hpp"
#include "commands/preparation.hpp"
#include "store/schema.hpp"

namespace suncrew::commands {

void add_migrate(CLI::App& program) {
    auto* command = program.add_subcommand(
        "migrate",
        "bring the database to this program's schema, and seal what earlier ones kept in the clear");
    auto file = std::make_shared<std::string>();
    command->add_option("--config", *file, "the configuration (TOML)")->required()->check(CLI::ExistingFile);
    command->callback([file] {
        const Configuration configuration = read_configuration(*file);
        const auto connection = store::connect(configuration.database);
        const auto keys = key_service(configuration.keys);
        sealing::Keyring keyring{*keys};
        prepare(*connection, keyring, configuration.environment, SystemClock{}.now());
        std::cout << "the schema is at step " << store::schema().size() << " (" << connection->description()
                  << "), for data of " << name_of(configuration.environment) << '\n';
    });
}

}  // namespace suncrew::commands
