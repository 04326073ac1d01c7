#include "permits/unmarked_grants.hpp"

#include <string>

#include "permits/marked_grant.hpp"
#include "sealing/conversion.hpp"

namespace suncrew::permits {
namespace {

using sealing::convert_each;
using sealing::converted_at_once;

int grants(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<GrantId, AccountId, std::string, std::int64_t, std::string, std::optional<AccountId>,
                     std::optional<OrderId>, AccountId, std::int64_t, std::string, Instant, Instant,
                     std::optional<Instant>, std::optional<Instant>>(
            "select id, holder, holder_role, holder_standing, scope, about_account, about_order, subject,"
            " minutes, state, requested_at, expires_at, approved_at, ends_at from access_grants"
            " where mark is null and state in ('requested', 'approved') limit ?",
            converted_at_once),
        [&](store::Transaction& transaction, const auto& row) {
            const auto& [id, holder, role, standing, scope, account, order, subject, minutes, state,
                         requested_at, expires_at, approved_at, ends_at] = row;
            const MarkedGrant kept{id,      holder,  role,  standing,     scope,      account,     order,
                                   subject, minutes, state, requested_at, expires_at, approved_at, ends_at};
            // It may be decided at this moment, and has its mark then.
            transaction.run("update access_grants set mark = ? where id = ? and state = ? and mark is null",
                            keyring.mark(marked(kept)), id, state);
        });
}

int approvals(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<GrantId, AccountId, std::string, std::int64_t, Instant>(
            "select grant_id, approver, approver_role, approver_standing, at from access_grant_approvals"
            " where mark is null limit ?",
            converted_at_once),
        [&](store::Transaction& transaction, const auto& row) {
            const auto& [grant, approver, role, standing, at] = row;
            transaction.run("update access_grant_approvals set mark = ? where grant_id = ? and approver = ?",
                            keyring.mark(marked(MarkedApproval{grant, approver, role, standing, at})), grant,
                            approver);
        });
}

}  // namespace

int mark_unmarked_grants(store::Connection& connection, sealing::Keyring& keyring) {
    return grants(connection, keyring) + approvals(connection, keyring);
}

}  // namespace suncrew::permits
