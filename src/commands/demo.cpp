#include "orders/demo.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/json_string.hpp"
#include "commands/commands.hpp"
#include "commands/services.hpp"

namespace suncrew::commands {
namespace {

struct DemoOptions {
    std::string config;
    bool json = false;
    bool all_crews = false;
};

void append(std::string& out, const orders::DemoSignIn& sign_in) {
    out += R"({"email":)";
    append_json_string(out, sign_in.email);
    out += R"(,"password":)";
    append_json_string(out, sign_in.password.expose());
    out += '}';
}

std::string as_json(const orders::DemoSignIns& sign_ins, std::size_t crews) {
    std::string out = R"({"customer":)";
    append(out, sign_ins.customer);
    out += R"(,"crew":)";
    append(out, sign_ins.crews.front());
    out += R"(,"crews":[)";
    for (std::size_t i = 0; i < crews; ++i) {
        if (i > 0)
            out += ',';
        append(out, sign_ins.crews[i]);
    }
    return out + "]}";
}

void print(const char* who, const orders::DemoSignIn& sign_in) {
    std::cout << who << sign_in.email << "   " << sign_in.password.expose() << '\n';
}

void load(const DemoOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    if (configuration.environment == Environment::production)
        throw BadConfiguration{"the demo's synthetic people have no place in production"};
    const Services services{configuration.data, configuration.server.base_url, configuration.environment};
    const auto connection = store::connect(configuration.database);
    const access::HashingLane lane{*connection};
    const auto sign_ins =
        orders::load_demo(lane, {services.clock, services.climate, services.price_books, services.gazetteer},
                          orders::NotProduction{});
    const std::size_t crews = options.all_crews ? sign_ins.crews.size() : 1;
    if (options.json) {
        std::cout << as_json(sign_ins, crews) << '\n';
        return;
    }
    print("customer   ", sign_ins.customer);
    for (std::size_t i = 0; i < crews; ++i)
        print("crew       ", sign_ins.crews[i]);
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
