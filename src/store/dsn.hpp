#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "crypto/secret.hpp"
#include "store/sql.hpp"

namespace suncrew::store {

/// Where a database is and how to reach it.
struct Dsn {
    enum class Synchronous : std::uint8_t {
        full,    ///< what was acknowledged survives a crash of the program and a power cut
        normal,  ///< survives a crash of the program; a power cut may take the last commits. For benchmarks
    };
    Database database = Database::sqlite;
    std::string path;        ///< SQLite: the file, or `:memory:` (of one connection only)
    bool read_only = false;  ///< SQLite: a packed file that nobody changes, mapped into memory
    Synchronous synchronous = Synchronous::full;  ///< SQLite
    std::string host;  ///< MySQL: the name that the server's certificate must carry
    std::uint16_t port = 3306;
    std::string user;
    crypto::Secret password;
    std::string name;     ///< MySQL: the database
    std::string ca_file;  ///< MySQL: PEM file of the authority that signed the server's certificate

    /// How long a statement waits for another transaction's lock before it is a Conflict; MySQL counts whole
    /// seconds, at least one. Not part of the text.
    std::chrono::milliseconds lock_wait_max{5000};

    Dsn copy() const;
};

/// Reads `sqlite:PATH[?mode=ro][&synchronous=full|normal]` or
/// `mysql://user:password@host[:port]/database?ca=FILE`, percent-decoded. Throws BadDsn, whose text says what
/// is wrong and never repeats the password.
Dsn parse_dsn(std::string_view text);

}  // namespace suncrew::store
