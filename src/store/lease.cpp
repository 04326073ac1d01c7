#include "store/lease.hpp"

#include "base/log.hpp"

namespace suncrew::store {
namespace {

bool taken(Connection& connection, std::string_view name, Uuid holder, Instant now) {
    return in_transaction(connection, [&](Transaction& transaction) {
        if (transaction.run("update leases set holder = ?, expires_at = ? where name = ? and expires_at <= ?",
                            holder, now + Lease::lasts, name, now) == 1)
            return true;
        try {
            transaction.run("insert into leases (name, holder, expires_at) values (?, ?, ?)", name, holder,
                            now + Lease::lasts);
            return true;
        } catch (const Duplicate&) {
            return false;
        }
    });
}

}  // namespace

std::unique_ptr<Lease> Lease::take(Connection& connection, std::string_view name, Instant now) {
    const Uuid holder = make_uuid(now);
    return taken(connection, name, holder, now) ? std::make_unique<Lease>(connection, name, holder) : nullptr;
}

void Lease::take_for_good(Connection& connection, std::string_view name, Instant now) {
    taken(connection, name, make_uuid(now), now);
}

bool Lease::held(Reading& reading, std::string_view name, Instant now) {
    return *reading.value<bool>("select exists (select 1 from leases where name = ? and expires_at > ?)",
                                name, now);
}

Lease::~Lease() {
    try {
        in_transaction(connection_, [&](Transaction& transaction) {
            transaction.run("update leases set expires_at = 0 where name = ? and holder = ?", name_, holder_);
        });
    } catch (const std::exception& error) {
        log::warn("lease_not_given_back", {{"name", name_}, {"detail", std::string_view{error.what()}}});
    }
}

}  // namespace suncrew::store
