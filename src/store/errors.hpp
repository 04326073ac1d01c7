#pragma once

#include <stdexcept>
#include <string>

#include "base/refusal.hpp"

namespace suncrew::store {

/// The statement met another transaction (deadlock, lock wait, busy database). Nothing of the transaction
/// stays; run it again as a whole (`in_transaction`). Left uncaught it is a 503.
class Conflict : public Refusal {
public:
    explicit Conflict(std::string detail)
        : Refusal{Code::unavailable, "database_busy", {}, std::move(detail)} {}
};

/// A unique key holds the value already. `constraint()` is the database's own words, for the log only: their
/// form differs between the databases. The transaction may go on after it was caught.
class Duplicate : public Refusal {
public:
    explicit Duplicate(std::string constraint)
        : Refusal{Code::conflict, "already_exists", {}, std::move(constraint)} {}
    const std::string& constraint() const noexcept { return detail(); }
};

/// The database cannot be reached, or went away or silent within a statement. Thrown by `Transaction::commit`
/// it leaves open whether the change was kept: only an idempotency key tells.
class Unavailable : public Refusal {
public:
    explicit Unavailable(std::string detail)
        : Refusal{Code::unavailable, "database_unavailable", {}, std::move(detail)} {}
};

/// Our own mistake: a statement that the database does not understand, a column that is not what it was read
/// as, a broken foreign key, more rows than there may be.
class Fault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A schema change was made before: what an interrupted migration meets on MySQL.
class AlreadyDefined : public Fault {
public:
    using Fault::Fault;
};

/// A database address that cannot be used; the text never contains the password.
class BadDsn : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace suncrew::store
