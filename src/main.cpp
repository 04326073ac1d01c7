#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include "base/log.hpp"
#include "commands/commands.hpp"
#include "hardened_process.hpp"

int main(int argc, char** argv) {
    try {
        suncrew::harden_process();
    } catch (const std::exception& error) {
        std::cerr << "suncrew: " << error.what() << '\n';
        return 1;
    }
    // The database and the mails that it makes are for its own user alone.
    ::umask(S_IRWXG | S_IRWXO);
    CLI::App program{"Suncrew: from a roof's quote to a crew on it"};
    program.name("suncrew");
    program.require_subcommand(1);
    suncrew::commands::add_serve(program);
    suncrew::commands::add_migrate(program);
    suncrew::commands::add_openapi(program);
    suncrew::commands::add_permissions(program);
    suncrew::commands::add_demo(program);
    suncrew::commands::add_import_accounts(program);
    suncrew::commands::add_audit(program);
    suncrew::commands::add_clock(program);
    suncrew::commands::add_keys(program);
    suncrew::commands::add_export(program);
    suncrew::commands::add_yield(program);
    suncrew::commands::add_design(program);
    suncrew::commands::add_dispatch(program);
    try {
        program.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return program.exit(error);
    } catch (const std::exception& error) {
        suncrew::log::flush();
        std::cerr << "suncrew: " << error.what() << '\n';
        return 1;
    }
}
