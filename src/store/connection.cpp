#include "store/connection.hpp"

#include <thread>

#include "store/mysql.hpp"
#include "store/sqlite.hpp"

namespace suncrew::store {

std::unique_ptr<Connection> connect(const Dsn& dsn) {
    return std::make_unique<Connection>(dsn.database == Database::sqlite ? sqlite_driver(dsn.copy())
                                                                         : mysql_driver(dsn.copy()));
}

void Reading::begin() {
    if (state_ == State::over)
        throw Fault{"a statement after the end of its transaction"};
    if (connection_.in_transaction_)
        throw Fault{"a second transaction on a connection that has one open"};
    connection_.driver().begin();
    connection_.in_transaction_ = true;
    state_ = State::begun;
}

void Reading::throw_second_row() {
    throw Fault{"more than one row where one is the most"};
}
void Reading::throw_too_many_rows() {
    throw Fault{"more rows than a select may return"};
}

void Transaction::commit() {
    if (state_ == State::over)
        throw Fault{"a second end of a transaction"};
    const State was = std::exchange(state_, State::over);
    if (was != State::begun)
        return;
    connection_.in_transaction_ = false;
    try {
        connection_.driver().commit();
    } catch (...) {
        connection_.driver().rollback();
        throw;
    }
}

void Transaction::roll_back() noexcept {
    if (std::exchange(state_, State::over) != State::begun)
        return;
    connection_.in_transaction_ = false;
    connection_.driver().rollback();
}

bool Attempts::again() {
    ++made_;
    if (made_ >= attempts_max || std::chrono::steady_clock::now() - since_ > retry_max)
        return false;
    if (made_ > 1)
        std::this_thread::sleep_for(std::chrono::milliseconds{1 << (made_ - 2)});
    return true;
}

}  // namespace suncrew::store
