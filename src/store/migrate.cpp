#include "store/migrate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace suncrew::store {
namespace {

/// How often the schema's lock is asked for, five seconds each, while another program migrates.
constexpr int lock_attempts_max = 120;

struct Step {
    int number;
    std::string checksum;
    bool done;
};

/// 64-bit FNV-1a, as the IETF draft draft-eastlake-fnv has it: tells an edited step from the released one.
std::string checksum(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3u;
    }
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4)
        hex += "0123456789abcdef"[(hash >> shift) & 15];
    return hex;
}

void check_numbers(std::span<const Migration> migrations) {
    for (std::size_t i = 0; i < migrations.size(); ++i) {
        if (migrations[i].number != static_cast<int>(i) + 1)
            throw Fault{"migrations are numbered 1, 2, 3 and so on"};
    }
}

bool has_record(Connection& connection) {
    return *Reading{connection}.value<int>(
               {"select count(*) from sqlite_master where name = 'schema_steps'",
                "select count(*) from information_schema.tables "
                "where table_schema = database() and table_name = 'schema_steps'"}) > 0;
}

std::vector<Step> recorded(Reading& reading) {
    std::vector<Step> steps;
    for (auto& row : reading.rows<int, std::string, std::optional<Instant>>(
             "select number, checksum, applied_at from schema_steps order by number"))
        steps.push_back({std::get<0>(row), std::get<1>(row), std::get<2>(row).has_value()});
    return steps;
}

/// The number of steps that are done; a step that was begun and not finished may come last, and is not.
std::size_t steps_done(const std::vector<Step>& steps, std::span<const Migration> migrations,
                       Database database) {
    if (steps.size() > migrations.size())
        throw Fault{"the database is at step " + std::to_string(steps.back().number) +
                    "; this program is older and knows " + std::to_string(migrations.size())};
    std::size_t done = 0;
    for (const Step& step : steps) {
        const Migration& migration = migrations[done];
        if (step.number != migration.number)
            throw Fault{"the record of the database's steps has a gap before " + std::to_string(step.number)};
        if (!step.done)
            break;
        if (step.checksum != checksum(migration.step.text(database)))
            throw Fault{"step " + std::to_string(step.number) + " (" + std::string{migration.name} +
                        ") was another one when the database took it"};
        ++done;
    }
    return done;
}

void create_record(Connection& connection) {
    Driver& driver = connection.driver();
    if (connection.database() == Database::mysql) {
        // Texts of tables made from now on compare byte by byte and with their trailing blanks, as on SQLite.
        if (connection.description().starts_with("MariaDB"))
            driver.define("alter database character set utf8mb4 collate utf8mb4_nopad_bin");
        else
            driver.define("alter database character set utf8mb4 collate utf8mb4_0900_bin");
    }
    driver.define(
        {"create table if not exists schema_steps (number integer primary key, name text not null, "
         "checksum text not null, applied_at integer) strict",
         "create table if not exists schema_steps (number int primary key, name varchar(200) not null, "
         "checksum char(16) not null, applied_at bigint)"});
}

void record(Transaction& transaction, const Migration& migration, Database database,
            std::optional<Instant> applied_at) {
    const std::string sum = checksum(migration.step.text(database));
    transaction.run("delete from schema_steps where number = ?", migration.number);
    transaction.run("insert into schema_steps (number, name, checksum, applied_at) values (?, ?, ?, ?)",
                    migration.number, migration.name, sum, applied_at);
}

/// The step and its record in one transaction. Another program may have been faster: then there is nothing to
/// do.
void apply_together(Connection& connection, std::span<const Migration> migrations,
                    const Migration& migration) {
    in_transaction(connection, [&](Transaction& transaction) {
        const std::size_t done = steps_done(recorded(transaction), migrations, connection.database());
        if (done >= static_cast<std::size_t>(migration.number))
            return;
        connection.driver().define(migration.step);
        record(transaction, migration, connection.database(), SystemClock{}.now());
    });
}

/// MySQL commits a schema change by itself, so its beginning is recorded first. Who finds a beginning without
/// an end does the step again, and takes "exists already" for the end.
void apply_marked(Connection& connection, const Migration& migration) {
    const bool begun_before =
        Reading{connection}
            .value<int>("select number from schema_steps where number = ?", migration.number)
            .has_value();
    const auto mark = [&](std::optional<Instant> applied_at) {
        in_transaction(connection, [&](Transaction& transaction) {
            record(transaction, migration, Database::mysql, applied_at);
        });
    };
    mark(std::nullopt);
    try {
        connection.driver().define(migration.step);
    } catch (const AlreadyDefined&) {
        if (!begun_before)
            throw;
    }
    mark(SystemClock{}.now());
}

/// The lock of this database's schema, held by this connection until the end of the object or of the
/// connection.
class SchemaLock {
public:
    explicit SchemaLock(Connection& connection) : reading_{connection} {
        for (int attempt = 0; attempt < lock_attempts_max; ++attempt) {
            if (reading_.value<std::optional<int>>(get_lock) == std::optional<int>{1})
                return;
        }
        throw Unavailable{"another program has been migrating this database for too long"};
    }
    SchemaLock(const SchemaLock&) = delete;
    SchemaLock& operator=(const SchemaLock&) = delete;
    ~SchemaLock() {
        try {
            reading_.value<std::optional<int>>(release_lock);
        } catch (const std::exception&) {
            return;  // the connection went, and the lock with it
        }
    }

    /// A reconnection would have lost the lock.
    void check() {
        if (reading_.value<std::optional<int>>(is_mine) != std::optional<int>{1})
            throw Unavailable{"the lock of the schema went with its connection"};
    }

private:
    // The names are the server's, so they carry the database's.
    static constexpr Sql get_lock{"select 1", "select get_lock(concat('suncrew_schema ', database()), 5)"};
    static constexpr Sql release_lock{"select 1",
                                      "select release_lock(concat('suncrew_schema ', database()))"};
    static constexpr Sql is_mine{
        "select 1", "select is_used_lock(concat('suncrew_schema ', database())) = connection_id()"};
    Reading reading_;
};

}  // namespace

void migrate(Connection& connection, std::span<const Migration> migrations) {
    check_numbers(migrations);
    const Database database = connection.database();
    const auto done = [&] {
        Reading reading{connection};
        return steps_done(recorded(reading), migrations, database);
    };
    if (has_record(connection) && done() == migrations.size())
        return;
    SchemaLock lock{connection};
    if (!has_record(connection))
        create_record(connection);
    for (std::size_t next = done(); next < migrations.size(); ++next) {
        lock.check();
        if (database == Database::mysql && migrations[next].step.verb() == Verb::define)
            apply_marked(connection, migrations[next]);
        else
            apply_together(connection, migrations, migrations[next]);
    }
}

}  // namespace suncrew::store
