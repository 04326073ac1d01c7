#include "http/openapi.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"
#include "commands/key_services.hpp"
#include "commands/services.hpp"

namespace suncrew::commands {

void add_openapi(CLI::App& program) {
    auto* command =
        program.add_subcommand("openapi", "print the OpenAPI document of the development environment");
    auto data = std::make_shared<DataPaths>();
    command->add_option("--places", data->places, "the packed gazetteer")->capture_default_str();
    command->add_option("--passwords", data->passwords, "the leaked passwords")->capture_default_str();
    command->add_option("--networks", data->networks, "the countries of addresses")->capture_default_str();
    command->callback([data] {
        NoKeys no_keys;
        sealing::Keyring keyring{no_keys};
        const Services services{*data, "https://localhost:8443", Environment::development, keyring};
        std::cout << http::openapi(services.routes.endpoints());
    });
}

}  // namespace suncrew::commands
