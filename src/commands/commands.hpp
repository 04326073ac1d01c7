#pragma once

namespace CLI {
class App;
}

/// The commands of the program, one file each.
namespace suncrew::commands {

void add_serve(CLI::App& program);
void add_migrate(CLI::App& program);
void add_openapi(CLI::App& program);
void add_permissions(CLI::App& program);
void add_demo(CLI::App& program);
void add_import_accounts(CLI::App& program);
void add_audit(CLI::App& program);
void add_clock(CLI::App& program);
void add_keys(CLI::App& program);
void add_export(CLI::App& program);
void add_yield(CLI::App& program);
void add_design(CLI::App& program);
void add_dispatch(CLI::App& program);

}  // namespace suncrew::commands
