#include "orders/demo.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"
#include "commands/key_services.hpp"
#include "commands/services.hpp"
#include "commands/sign_ins.hpp"
#include "orders/demo_people.hpp"
#include "visits/planner.hpp"

namespace suncrew::commands {
namespace {

struct DemoOptions {
    std::string config;
    bool json = false;
    bool all_crews = false;
};

/// Visits of all that the demo has ordered, as `serve` would plan them; what it would write of them is not
/// sent.
void plan_visits(store::Connection& connection, sealing::Keyring& keyring, const Services& services) {
    constexpr int turns_max = 20;
    visits::Planner planner{{keyring, services.price_books}, services.gazetteer};
    for (int turn = 0; turn < turns_max; ++turn)
        if (!planner.run(connection, services.clock.now()).wrote())
            break;
    orders::drop_mails(connection);
}

void load(const DemoOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    if (configuration.environment != Environment::development)
        throw BadConfiguration{"the demo's synthetic people have no place in " +
                               std::string{name_of(configuration.environment)}};
    const auto connection = store::connect(configuration.database);
    require_stamp(*connection, Environment::development);
    const auto keys = key_service(configuration.keys);
    sealing::Keyring keyring{*keys};
    keyring.refresh(*connection);
    const Services services{configuration.data, configuration.server.base_url, configuration.environment,
                            keyring};
    const access::HashingLane lane{*connection};
    const auto sign_ins = orders::load_demo(
        lane, {keyring, services.clock, services.climate, services.price_books, services.gazetteer},
        orders::Development{});
    plan_visits(*connection, keyring, services);
    const std::size_t crews = options.all_crews ? sign_ins.crews.size() : 1;
    if (options.json) {
        std::cout << as_json(sign_ins, crews) << '\n';
        return;
    }
    print(std::cout, sign_ins, crews);
}

}  // namespace

void add_demo(CLI::App& program) {
    auto* command = program.add_subcommand(
        "demo", "fill an empty database with synthetic crews, customers and orders, and print sign-ins");
    auto options = std::make_shared<DemoOptions>();
    command->add_option("--config", options->config, "the configuration (TOML)")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_flag("--json", options->json, "as JSON");
    command->add_flag("--all-crews", options->all_crews, "a sign-in for each crew, not for one");
    command->callback([options] { load(*options); });
}

}  // namespace suncrew::commands
