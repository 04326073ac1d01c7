#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"
#include "commands/preparation.hpp"
#include "commands/services.hpp"
#include "commands/sign_ins.hpp"
#include "crypto/base64.hpp"
#include "crypto/random.hpp"
#include "keys/file_keys.hpp"
#include "orders/synthetic.hpp"

namespace suncrew::commands {
namespace {

namespace fs = std::filesystem;

struct ExportOptions {
    std::string config;
    std::string folder;
};

orders::Shapes read_shapes(const Configuration& configuration) {
    const auto connection = store::connect(configuration.database);
    require_stamp(*connection, configuration.environment);
    store::Reading reading{*connection};
    return orders::shapes_of(reading);
}

fs::path make_folder(const fs::path& folder) {
    if (!fs::create_directory(folder))
        throw std::runtime_error{folder.string() + " is there already; the export makes its own folder"};
    return folder;
}

/// A key of the export's own: the mode of the file is what the program's umask leaves, its owner's alone.
fs::path make_key(const fs::path& folder) {
    const fs::path path = folder / "data.key";
    std::ofstream{path} << crypto::base64_encode(crypto::random_bytes<keys::key_size>()) << '\n';
    return path;
}

void write_synthetic(const ExportOptions& options) {
    const Configuration configuration = read_configuration(options.config);
    const orders::Shapes shapes = read_shapes(configuration);
    const fs::path folder = make_folder(options.folder);
    keys::FileKeys keys{make_key(folder)};
    sealing::Keyring keyring{keys};
    const auto connection = store::connect(
        store::parse_dsn("sqlite:" + (folder / "suncrew.db").string() + "?synchronous=normal"));
    prepare(*connection, keyring, Environment::development, SystemClock{}.now());
    const Services services{configuration.data, configuration.server.base_url, Environment::development,
                            keyring};
    const access::HashingLane lane{*connection};
    const auto made = orders::make_synthetic(
        lane, {keyring, services.clock, services.climate, services.price_books, services.gazetteer}, shapes,
        orders::Development{});
    std::ofstream{folder / "sign_ins.json"} << as_json(made.sign_ins, made.sign_ins.crews.size()) << '\n';
    std::cout << made.orders << " orders made up, in " << shapes.orders.size() << " groups; "
              << shapes.left_out << " groups left out, as fewer than five customers stand behind them\n";
    if (made.not_made > 0)
        std::cout << made.not_made << " orders not made: no prices or no city for their country then\n";
    std::cout << "to serve it: SUNCREW_DATABASE_DSN=sqlite:" << (folder / "suncrew.db").string()
              << " SUNCREW_KEYS_FILE=" << (folder / "data.key").string()
              << " suncrew serve, with a configuration of development\n";
}

}  // namespace

void add_export(CLI::App& program) {
    auto* command = program.add_subcommand("export", "take out of a database what engineers may have");
    auto options = std::make_shared<ExportOptions>();
    command->add_option("--config", options->config, "the configuration (TOML) of the database")
        ->required()
        ->check(CLI::ExistingFile);
    command
        ->add_option(
            "--synthetic", options->folder,
            "a folder to be made: made-up people whose orders are as many as the real ones, by country, "
            "month, state and size; not one value is taken over")
        ->required();
    command->callback([options] { write_synthetic(*options); });
}

}  // namespace suncrew::commands
