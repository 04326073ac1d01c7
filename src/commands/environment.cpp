#include "commands/environment.hpp"

#include <string>

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

namespace suncrew::commands {
namespace {

bool has_table(store::Reading& reading, std::string_view name) {
    return reading
        .value<bool>({"select exists (select 1 from sqlite_master where type = 'table' and name = ?)",
                      "select exists (select 1 from information_schema.tables"
                      " where table_schema = database() and table_name = ?)"},
                     name)
        .value();
}

/// As it stands there; a later version may have names that this one does not know.
std::optional<std::string> stamped(store::Reading& reading) {
    if (!has_table(reading, "environment_stamp"))
        return std::nullopt;
    return reading.value<std::string>("select environment from environment_stamp where id = 1");
}

void require_same(std::string_view theirs, Environment ours) {
    if (theirs != name_of(ours))
        throw WrongEnvironment{"the database holds data of " + std::string{theirs} +
                               ", and this program is configured for " + std::string{name_of(ours)}};
}

}  // namespace

std::string_view name_of(Environment environment) {
    return boost::describe::enum_to_string(environment, "");
}

std::optional<Environment> environment_named(std::string_view name) {
    Environment environment{};
    if (!boost::describe::enum_from_string(std::string{name}.c_str(), environment))
        return std::nullopt;
    return environment;
}

void require_stamp(store::Connection& connection, Environment environment) {
    store::Reading reading{connection};
    const auto found = stamped(reading);
    if (!found)
        throw WrongEnvironment{
            "the database does not say which environment's data it holds; run suncrew "
            "migrate first"};
    require_same(*found, environment);
}

void refuse_other_stamp(store::Connection& connection, Environment environment) {
    store::Reading reading{connection};
    if (const auto found = stamped(reading))
        require_same(*found, environment);
}

void refuse_unknown_data(store::Connection& connection) {
    store::Reading reading{connection};
    if (!stamped(reading) && has_table(reading, "accounts") &&
        reading.value<bool>("select exists (select 1 from accounts)").value())
        throw WrongEnvironment{
            "the database is of an earlier version and does not say which environment's "
            "data it holds; suncrew migrate makes them those of its configuration"};
}

void stamp(store::Connection& connection, Environment environment, Instant now) {
    try {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            if (!transaction.value<int>("select id from environment_stamp where id = 1"))
                transaction.run(
                    "insert into environment_stamp (id, environment, stamped_at) values (1, ?, ?)",
                    name_of(environment), now);
        });
    } catch (const store::Duplicate&) {
        // Another program was faster; whether it is of the same environment is seen below.
    }
    require_stamp(connection, environment);
}

}  // namespace suncrew::commands
