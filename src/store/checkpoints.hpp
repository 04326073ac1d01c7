#pragma once

#include <memory>

#include "store/dsn.hpp"

struct sqlite3;

namespace suncrew::store {

/// Moves what was committed from SQLite's log to where it stays, so that nobody who commits waits for that.
/// For background work, by one thread; a database server does its own.
class Checkpoints {
public:
    /// From this many pages on (32 MB) the writers wait for the checkpoint's end, so that the log begins
    /// anew: as long as they go on writing it only grows.
    static constexpr int log_pages_max = 8000;

    explicit Checkpoints(const Dsn& dsn);
    ~Checkpoints();
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

    /// Once. That others use the database just now is no failure, what is left is moved by the next. Throws
    /// Unavailable.
    void run();

private:
    struct Close {
        void operator()(sqlite3* database) const noexcept;
    };
    void connect();
    int checkpoint(int mode);

    Dsn dsn_;
    std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace suncrew::store
