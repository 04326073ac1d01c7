#pragma once

#include <span>
#include <string_view>

#include "store/connection.hpp"

namespace suncrew::store {

/// One step of the schema: one statement, never changed once released. Numbers rise by one from 1.
struct Migration {
    int number;
    std::string_view name;
    Sql step;
};

/// Brings the database to the last step; a second run only reads. Each step is recorded with its checksum in
/// `schema_steps` when it is done, so an interrupted run goes on where it stopped, and of two programs that
/// start at once one waits for the other.
/// MySQL commits a schema change by itself, so there its beginning is recorded too, and a step that was cut
/// off between change and record is done again, "exists already" counting as done. A step that only writes
/// rows shares a transaction with its record, as every step does on SQLite.
/// A `create trigger` needs `log_bin_trust_function_creators` or SUPER where the server writes a binary log.
/// Throws Fault where the database is newer than the program, or a recorded step was another one.
void migrate(Connection& connection, std::span<const Migration> migrations);

}  // namespace suncrew::store
