#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <mysql.h>
#include <unistd.h>

#include "store/connection.hpp"
#include "store/dsn.hpp"

namespace suncrew::store {

/// An empty database of a test's own, gone with it: a SQLite file, or a database on the MySQL server that the
/// environment variable SUNCREW_TEST_MYSQL holds the address of, whose user may create databases "suncrew…".
class ScratchDatabase {
public:
    explicit ScratchDatabase(Database kind) : kind_{kind} {
        static int count = 0;
        name_ = "suncrew_t_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
        if (kind_ == Database::mysql)
            execute("create database " + name_);
    }
    ScratchDatabase(const ScratchDatabase&) = delete;
    ScratchDatabase& operator=(const ScratchDatabase&) = delete;
    ~ScratchDatabase() {
        if (kind_ == Database::mysql) {
            execute("drop database " + name_);
            return;
        }
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(path() + suffix);
    }

    Dsn dsn() const {
        if (kind_ == Database::sqlite)
            return parse_dsn("sqlite:" + path());
        Dsn dsn = parse_dsn(mysql_address());
        dsn.name = name_;
        return dsn;
    }
    /// A commit of SQLite's is not waited for: what a test leaves need not outlive its machine.
    std::unique_ptr<Connection> connect() const {
        Dsn address = dsn();
        address.synchronous = Dsn::Synchronous::normal;
        return store::connect(address);
    }

    /// MySQL: runs a statement on a connection of its own, such as `kill 12`.
    void execute(const std::string& statement) const {
        const std::unique_ptr<MYSQL, decltype(&mysql_close)> admin{mysql_init(nullptr), &mysql_close};
        const Dsn dsn = parse_dsn(mysql_address());
        const my_bool on = 1;
        mysql_optionsv(admin.get(), MYSQL_OPT_SSL_CA, dsn.ca_file.c_str());
        mysql_optionsv(admin.get(), MYSQL_OPT_SSL_ENFORCE, &on);
        const std::string password{dsn.password.expose()};
        if (!mysql_real_connect(admin.get(), dsn.host.c_str(), dsn.user.c_str(), password.c_str(), nullptr,
                                dsn.port, nullptr, 0) ||
            mysql_query(admin.get(), statement.c_str()) != 0)
            throw std::runtime_error{mysql_error(admin.get())};
    }

    static const char* mysql_address() {
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing sets a variable beside it
        const char* address = std::getenv("SUNCREW_TEST_MYSQL");
        return address && *address ? address : nullptr;
    }

private:
    std::string path() const { return (std::filesystem::temp_directory_path() / (name_ + ".db")).string(); }

    Database kind_;
    std::string name_;
};

/// The databases that this run can test on.
inline std::vector<Database> databases_at_hand() {
    if (ScratchDatabase::mysql_address())
        return {Database::sqlite, Database::mysql};
    return {Database::sqlite};
}

inline std::string database_name(const testing::TestParamInfo<Database>& info) {
    return info.param == Database::sqlite ? "SQLite" : "MySQL";
}

}  // namespace suncrew::store
