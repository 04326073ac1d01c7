#include "orders/demo.hpp"

#include <iomanip>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/json_string.hpp"
#include "commands/commands.hpp"
#include "commands/key_services.hpp"
#include "commands/services.hpp"
#include "identity/accounts.hpp"

namespace suncrew::commands {
namespace {

struct DemoOptions {
    std::string config;
    bool json = false;
    bool all_crews = false;
};

void append(std::string& out, std::string_view key, std::string_view value) {
    out.append(out.ends_with('{') ? "" : ",").append("\"").append(key).append("\":");
    append_json_string(out, value);
}

std::string as_json(const orders::DemoSignIn& sign_in) {
    std::string out = "{";
    append(out, "email", sign_in.email);
    append(out, "role", identity::role_name(sign_in.role));
    append(out, "password", sign_in.password.expose());
    if (sign_in.totp) {
        const crypto::Secret secret = sign_in.totp->base32();
        append(out, "totp", secret.expose());
    }
    return out + '}';
}

std::string as_json(const std::vector<orders::DemoSignIn>& sign_ins, std::size_t count) {
    std::string out = "[";
    for (std::size_t i = 0; i < count; ++i)
        out.append(i == 0 ? "" : ",").append(as_json(sign_ins[i]));
    return out + ']';
}

std::string as_json(const orders::DemoSignIns& sign_ins, std::size_t crews) {
    return R"({"customer":)" + as_json(sign_ins.customer) + R"(,"crew":)" + as_json(sign_ins.crews.front()) +
           R"(,"crews":)" + as_json(sign_ins.crews, crews) + R"(,"staff":)" +
           as_json(sign_ins.staff, sign_ins.staff.size()) + '}';
}

void print(const orders::DemoSignIn& sign_in) {
    std::cout << std::left << std::setw(10) << identity::role_name(sign_in.role) << std::setw(28)
              << sign_in.email << sign_in.password.expose();
    if (sign_in.totp) {
        const crypto::Secret secret = sign_in.totp->base32();
        std::cout << "   " << secret.expose();
    }
    std::cout << '\n';
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
    const std::size_t crews = options.all_crews ? sign_ins.crews.size() : 1;
    if (options.json) {
        std::cout << as_json(sign_ins, crews) << '\n';
        return;
    }
    print(sign_ins.customer);
    for (std::size_t i = 0; i < crews; ++i)
        print(sign_ins.crews[i]);
    for (const orders::DemoSignIn& sign_in : sign_ins.staff)
        print(sign_in);
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
