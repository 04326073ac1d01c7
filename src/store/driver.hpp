#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "store/sql.hpp"
#include "store/value.hpp"

namespace suncrew::store {

struct Changes {
    std::int64_t rows = 0;  ///< rows that the `where` matched, on both databases, whether or not they changed
    std::int64_t key = 0;   ///< the generated integer key, after an insert into a table that has one
};

/// One database connection. One virtual call starts a statement and one fetches a row; cells borrow the
/// driver's memory. Everything throws Conflict, Duplicate, Unavailable or Fault; after Unavailable the next
/// statement outside a transaction connects anew.
class Driver {
public:
    virtual ~Driver() = default;

    virtual Database database() const = 0;
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() noexcept = 0;
    /// Starts a select with that many columns. The rows are read by `next` until it says false; a reader who
    /// stops before calls `drop_rows`.
    virtual void start(const Sql& sql, std::span<const Value> arguments, std::size_t columns) = 0;
    virtual bool next(std::span<Value> row) = 0;
    virtual void drop_rows() noexcept = 0;
    virtual Changes run(const Sql& sql, std::span<const Value> arguments) = 0;
    /// A statement that is used once and has no parameters: schema changes, locks, settings.
    virtual void define(const Sql& sql) = 0;
    /// Server, version and durability settings, in one line for people.
    virtual std::string description() = 0;
};

}  // namespace suncrew::store
