#include "store/checkpoints.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include "store/errors.hpp"

namespace suncrew::store {
namespace {

/// A checkpoint that waits for the last readers holds all writers, so it looks often, but not for long.
int wait_shortly(void*, int waits) {
    constexpr int waits_max = 1000;
    ::usleep(waits < 10 ? 100 : 500);
    return waits < waits_max ? 1 : 0;
}

}  // namespace

void Checkpoints::Close::operator()(sqlite3* database) const noexcept {
    sqlite3_close_v2(database);
}

Checkpoints::Checkpoints(const Dsn& dsn) : dsn_{dsn.copy()} {}
Checkpoints::~Checkpoints() = default;

void Checkpoints::connect() {
    sqlite3* opened = nullptr;
    const int result =
        sqlite3_open_v2(dsn_.path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(opened);
    if (result != SQLITE_OK) {
        database_.reset();
        throw Unavailable{"cannot open " + dsn_.path + ": " + sqlite3_errstr(result)};
    }
    sqlite3_busy_handler(opened, &wait_shortly, nullptr);
    // A connection that has read nothing yet does not know that there is a log, and would have nothing to do.
    if (sqlite3_exec(opened, "select count(*) from sqlite_schema", nullptr, nullptr, nullptr) != SQLITE_OK) {
        database_.reset();
        throw Unavailable{"checkpoint: the database cannot be read"};
    }
}

/// How many pages the log has.
int Checkpoints::checkpoint(int mode) {
    int pages = 0;
    const int result = sqlite3_wal_checkpoint_v2(database_.get(), nullptr, mode, &pages, nullptr);
    if (result != SQLITE_OK && result != SQLITE_BUSY) {
        database_.reset();
        throw Unavailable{std::string{"checkpoint: "} + sqlite3_errstr(result)};
    }
    return pages;
}

void Checkpoints::run() {
    if (dsn_.database != Database::sqlite || dsn_.read_only || dsn_.path == ":memory:")
        return;
    if (!database_)
        connect();
    if (checkpoint(SQLITE_CHECKPOINT_PASSIVE) > log_pages_max)
        checkpoint(SQLITE_CHECKPOINT_RESTART);
}

}  // namespace suncrew::store
