#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "store/driver.hpp"
#include "store/dsn.hpp"
#include "store/errors.hpp"
#include "store/sql.hpp"
#include "store/value.hpp"

namespace suncrew::store {

/// More rows than this from one select is a Fault: a statement without its `limit`.
inline constexpr std::size_t rows_max = 10'000;
/// How often a transaction is run before a Conflict is given up, and for how long it may be tried again at
/// all.
inline constexpr int attempts_max = 8;
inline constexpr std::chrono::milliseconds retry_max{5000};

/// A connection to one of the two databases, owned by one worker thread. Connects at its first statement, and
/// again by itself after it was lost; while the database is away it answers Unavailable at once, trying anew
/// at growing intervals of at most a second.
class Connection {
public:
    explicit Connection(std::unique_ptr<Driver> driver) : driver_{std::move(driver)} {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Database database() const { return driver_->database(); }
    /// Server, version and durability settings, such as `SQLite 3.40.1, journal_mode=wal, synchronous=full`.
    std::string description() { return driver_->description(); }
    Driver& driver() { return *driver_; }

private:
    friend class Reading;
    friend class Transaction;
    std::unique_ptr<Driver> driver_;
    bool in_transaction_ = false;
};

std::unique_ptr<Connection> connect(const Dsn& dsn);

/// Statements that read, each one on its own. What a handler that changes nothing gets; a Transaction is one
/// too, so functions that only read take a `Reading&`.
class Reading {
public:
    explicit Reading(Connection& connection) : connection_{connection} {}
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    /// The connection's.
    std::string description() { return ready().description(); }
    /// Whether what it reads was committed by somebody: in a transaction it may be the transaction's own.
    bool each_alone() const { return state_ == State::each_alone; }

    /// The only row, or none. More than one is a Fault.
    ///     const auto found = reading.one<std::string, Instant>("select name, made from crew where id = ?",
    ///     id);
    template <Readable... Columns, Bindable... A>
    std::optional<std::tuple<Columns...>> one(ReadSql<A...> sql, const A&... arguments) {
        Rows<Columns...> rows{start<Columns...>(sql.sql(), arguments...)};
        if (!rows.next())
            return std::nullopt;
        std::optional<std::tuple<Columns...>> row{rows.row()};
        if (rows.next())
            throw_second_row();
        return row;
    }

    /// The only column of the only row.
    template <Readable Column, Bindable... A>
    std::optional<Column> value(ReadSql<A...> sql, const A&... arguments) {
        auto row = one<Column>(sql, arguments...);
        if (!row)
            return std::nullopt;
        return std::get<0>(std::move(*row));
    }

    /// All rows, at most `rows_max`; more is a Fault.
    template <Readable... Columns, Bindable... A>
    std::vector<std::tuple<Columns...>> rows(ReadSql<A...> sql, const A&... arguments) {
        std::vector<std::tuple<Columns...>> all;
        Rows<Columns...> rows{start<Columns...>(sql.sql(), arguments...)};
        while (rows.next()) {
            if (all.size() == rows_max)
                throw_too_many_rows();
            all.push_back(rows.row());
        }
        return all;
    }

protected:
    enum class State : std::uint8_t { each_alone, not_begun, begun, over };

    Reading(Connection& connection, State state) : connection_{connection}, state_{state} {}

    /// The driver, with the transaction begun where there is to be one.
    Driver& ready() {
        if (state_ == State::not_begun || state_ == State::over)
            begin();
        return connection_.driver();
    }

    Connection& connection_;
    State state_ = State::each_alone;

private:
    /// Rows on their way; whoever leaves early leaves the connection clean.
    template <class... Columns>
    class Rows {
    public:
        explicit Rows(Driver& driver) : driver_{driver} {}
        Rows(const Rows&) = delete;
        Rows& operator=(const Rows&) = delete;
        ~Rows() {
            if (more_)
                driver_.drop_rows();
        }
        bool next() {
            more_ = false;  // a driver that throws has dropped the rows itself
            more_ = driver_.next(cells_);
            return more_;
        }
        std::tuple<Columns...> row() const { return row(std::index_sequence_for<Columns...>{}); }

    private:
        template <std::size_t... i>
        std::tuple<Columns...> row(std::index_sequence<i...>) const {
            return std::tuple<Columns...>{Codec<Columns>::read(cells_[i])...};
        }
        Driver& driver_;
        bool more_ = true;
        std::array<Value, sizeof...(Columns)> cells_;
    };

    template <class... Columns, class... A>
    Driver& start(const Sql& sql, const A&... arguments) {
        static_assert(sizeof...(Columns) > 0, "name the types of the columns: one<std::string, int>(…)");
        const std::array<Value, sizeof...(A)> values{Codec<A>::bind(arguments)...};
        Driver& driver = ready();
        driver.start(sql, values, sizeof...(Columns));
        return driver;
    }
    void begin();
    [[noreturn]] static void throw_second_row();
    [[noreturn]] static void throw_too_many_rows();
};

/// Statements that change something as a part of somebody's transaction. It cannot be ended here: what takes
/// a `Writing&` leaves the decision to who has the Transaction.
class Writing : public Reading {
public:
    /// Inserts, updates, deletes; the number of rows that it matched.
    template <Bindable... A>
    std::int64_t run(WriteSql<A...> sql, const A&... arguments) {
        return change(sql.sql(), arguments...).rows;
    }
    /// Inserts one row; the integer key that the database generated for it.
    template <Bindable... A>
    std::int64_t insert(WriteSql<A...> sql, const A&... arguments) {
        return change(sql.sql(), arguments...).key;
    }

protected:
    explicit Writing(Connection& connection) : Reading{connection, State::not_begun} {}

private:
    template <class... A>
    Changes change(const Sql& sql, const A&... arguments) {
        const std::array<Value, sizeof...(A)> values{Codec<A>::bind(arguments)...};
        return ready().run(sql, values);
    }
};

/// Statements that stay together or not at all. Begins at the first statement; what is not committed when the
/// object goes is rolled back.
/// Isolation: SQLite takes the one write lock at the start, so transactions run one after another. MySQL runs
/// at READ COMMITTED: each statement sees what was committed before it, and takes no gap locks; so what must
/// not have changed since it was read stands in the `where` of the statement that writes, or was read `for
/// update`. Durable: what `commit` acknowledged survives the end of the program and a power cut (see
/// `Dsn::Synchronous`).
class Transaction : public Writing {
public:
    explicit Transaction(Connection& connection) : Writing{connection} {}
    ~Transaction() { roll_back(); }

    /// Once, as the last thing: statements after it are a Fault. Without any statement it does nothing.
    void commit();
    /// Gives up what was done so far, as the destructor does.
    void roll_back() noexcept;
    bool over() const { return state_ == State::over; }
};

/// Counts the attempts of one transaction.
class Attempts {
public:
    /// After a Conflict: whether to try again. Waits first, 0, 1, 2, 4 … ms, so that who won can finish.
    bool again();

private:
    int made_ = 0;
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

/// Runs `work(Transaction&)` and commits (unless it has done so itself), again from the start after a
/// Conflict, at most `attempts_max` times and not after `retry_max`. So `work` may run more than once: it
/// does nothing that a rollback leaves behind.
template <class Work>
auto in_transaction(Connection& connection, Work&& work) {
    for (Attempts attempts;;) {
        try {
            Transaction transaction{connection};
            if constexpr (std::is_void_v<decltype(work(transaction))>) {
                work(transaction);
                if (!transaction.over())
                    transaction.commit();
                return;
            } else {
                auto result = work(transaction);
                if (!transaction.over())
                    transaction.commit();
                return result;
            }
        } catch (const Conflict&) {
            if (!attempts.again())
                throw;
        }
    }
}

}  // namespace suncrew::store
