#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "commands/clock_guard.hpp"
#include "commands/commands.hpp"
#include "commands/configuration.hpp"
#include "commands/environment.hpp"
#include "store/connection.hpp"

namespace suncrew::commands {

void add_clock(CLI::App& program) {
    auto* command = program.add_subcommand("clock", "the time that the house goes by");
    command->require_subcommand(1);
    auto* confirmation = command->add_subcommand(
        "confirm",
        "say that this machine's clock is right, after a jump: what is over by it is deleted again");
    auto file = std::make_shared<std::string>();
    confirmation->add_option("--config", *file, "the configuration (TOML)")
        ->required()
        ->check(CLI::ExistingFile);
    confirmation->callback([file] {
        const Configuration configuration = read_configuration(*file);
        const auto connection = store::connect(configuration.database);
        require_stamp(*connection, configuration.environment);
        const Instant now = SystemClock{}.now();
        confirm_clock(*connection, now);
        std::cout << "confirmed: it is " << to_string(now) << '\n';
    });
}

}  // namespace suncrew::commands
