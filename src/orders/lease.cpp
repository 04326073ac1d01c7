#include "orders/lease.hpp"

namespace suncrew::orders {

std::optional<Lease> Lease::take(store::Connection& connection, std::string_view name, Instant now) {
    const Uuid holder = make_uuid(now);
    const bool taken = store::in_transaction(connection, [&](store::Transaction& transaction) {
        if (transaction.run("update leases set holder = ?, expires_at = ? where name = ? and expires_at <= ?",
                            holder, now + lasts, name, now) == 1)
            return true;
        try {
            transaction.run("insert into leases (name, holder, expires_at) values (?, ?, ?)", name, holder,
                            now + lasts);
            return true;
        } catch (const store::Duplicate&) {
            return false;
        }
    });
    if (!taken)
        return std::nullopt;
    return Lease{name, holder};
}

void Lease::give_back(store::Connection& connection) const {
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        transaction.run("update leases set expires_at = 0 where name = ? and holder = ?", name_, holder_);
    });
}

}  // namespace suncrew::orders
