#include "support/changes_store.hpp"

#include <boost/describe/enum_to_string.hpp>

#include "audit/kept_values.hpp"
#include "crypto/base64.hpp"
#include "crypto/hash.hpp"
#include "store/enum_column.hpp"
#include "store/errors.hpp"
#include "support/rules.hpp"

namespace suncrew::support {
namespace {

sealing::Row row_of(ChangeId change, Field field) {
    return {change, name_of(field)};
}

std::vector<SealedDifference> differences_of(store::Reading& reading, ChangeId change) {
    std::vector<SealedDifference> differences;
    for (auto& [field, before, after] : reading.rows<std::string, std::optional<SealedBefore>, SealedAfter>(
             "select field, before_value, after_value from change_fields where request = ? order by field",
             change))
        differences.push_back({field_named(field), std::move(before), std::move(after)});
    return differences;
}

}  // namespace

std::string_view name_of(ChangeState state) {
    return boost::describe::enum_to_string(state, "");
}

ChangeState StoredChange::state_at(Instant now) const {
    return state == ChangeState::requested && (now >= expires_at || !requester_stands) ? ChangeState::expired
                                                                                       : state;
}

std::optional<StoredChange> find_change(store::Reading& reading, ChangeId id) {
    auto row =
        reading
            .one<GrantId, std::optional<permits::SealedTicket>, AccountId, identity::SealedName, bool,
                 AccountId, std::optional<OrderId>, std::optional<SealedChangeReason>, std::string, Instant,
                 Instant, std::optional<Instant>, std::optional<std::string>, std::optional<SealedRefusal>>(
                "select c.grant_id, g.ticket, c.requester, a.name,"
                " a.locked_at is null and a.role = 'support' and a.standing = c.requester_standing,"
                " c.account, c.about_order, c.reason, c.state, c.requested_at, c.expires_at, c.closed_at, "
                "c.closed_by,"
                " c.refusal from change_requests c join access_grants g on g.id = c.grant_id"
                " join accounts a on a.id = c.requester where c.id = ?",
                id);
    if (!row)
        return std::nullopt;
    auto& [grant, ticket, requester, name, stands, account, order, reason, state, requested_at, expires_at,
           closed_at, closed_by, refusal] = *row;
    StoredChange change{.id = id,
                        .grant = grant,
                        .requester = requester,
                        .requester_name = std::move(name),
                        .requester_stands = stands,
                        .about = {account, order},
                        .words = {std::move(ticket), std::move(reason), std::move(refusal)},
                        .state = store::enum_named<ChangeState>(state, "the state of a change"),
                        .requested_at = requested_at,
                        .expires_at = expires_at,
                        .closed_at = closed_at,
                        .closed_by = {},
                        .differences = differences_of(reading, id)};
    if (closed_by)
        change.closed_by = store::enum_named<Decider>(*closed_by, "who closed a change");
    return change;
}

std::vector<StoredChange> find_changes(store::Reading& reading, const std::vector<ChangeId>& ids) {
    std::vector<StoredChange> changes;
    for (const ChangeId id : ids)
        if (auto change = find_change(reading, id))
            changes.push_back(*std::move(change));
    return changes;
}

std::vector<StoredChange> changes_about(store::Reading& reading, AccountId account, int limit) {
    std::vector<ChangeId> ids;
    for (const auto& [id] :
         reading.rows<ChangeId>("select id from change_requests where account = ?"
                                " order by state <> 'requested', requested_at desc, id desc limit ?",
                                account, limit))
        ids.push_back(id);
    return find_changes(reading, ids);
}

void add_change(store::Writing& writing, sealing::Keyring& keyring, const NewChange& change, Instant now) {
    const auto sealer = keyring.sealer(writing, change.about.account);
    writing.run(
        "insert into change_requests (id, grant_id, requester, requester_standing, account, about_order, "
        "reason,"
        " state, requested_at, expires_at)"
        " select ?, ?, id, standing, ?, ?, ?, 'requested', ?, ? from accounts where id = ?",
        change.id, change.grant, change.about.account, change.about.order,
        sealer.seal<"change_requests.reason">(sealing::Row{change.id}, change.reason), now,
        now + change_valid, change.requester);
    for (const auto& [field, before, after] : change.differences) {
        const sealing::Row here = row_of(change.id, field);
        writing.run(
            "insert into change_fields (request, field, before_value, after_value) values (?, ?, ?, ?)",
            change.id, name_of(field), sealer.seal<"change_fields.before_value">(here, before),
            sealer.seal<"change_fields.after_value">(here, after));
    }
}

std::vector<Difference> opened(store::Reading& reading, sealing::Keyring& keyring,
                               const sealing::MayOpen& proof, const StoredChange& change) {
    const auto opener = keyring.opener(reading, proof, change.about.account);
    std::vector<Difference> differences;
    for (const auto& [field, before, after] : change.differences) {
        const sealing::Row here = row_of(change.id, field);
        differences.push_back({field, opener.open(here, before), opener.open(here, after)});
    }
    return differences;
}

ChangeWords words_of(store::Reading& reading, sealing::Keyring& keyring, const sealing::MayOpen& proof,
                     const StoredChange& change) {
    const auto opener = keyring.opener(reading, proof, change.about.account);
    const auto& [ticket, reason, refusal] = change.words;
    const sealing::Row here{change.id};
    return {opener.open(sealing::Row{change.grant}, ticket).value_or(""),
            opener.open(here, reason).value_or(""), opener.open(here, refusal)};
}

std::string digest_of(const StoredChange& change) {
    std::string text = to_string(change.id);
    for (const auto& [field, before, after] : change.differences)
        text.append("\n")
            .append(name_of(field))
            .append("\n")
            .append(before ? before->kept() : "")
            .append("\n")
            .append(after.kept());
    return crypto::base64url_encode(crypto::sha256(text));
}

std::string told(ChangeState state, const StoredChange& change) {
    std::string text{name_of(state)};
    for (const SealedDifference& difference : change.differences)
        text.append(" ").append(name_of(difference.field));
    return text.append(" ").append(digest_of(change));
}

std::string told_applied(store::Reading& reading, const StoredChange& change) {
    std::string text{name_of(ChangeState::applied)};
    const std::string row = change.about.order ? "orders/" + to_string(*change.about.order)
                                               : "accounts/" + to_string(change.about.account);
    std::vector<std::string_view> columns;
    for (const SealedDifference& difference : change.differences)
        columns.push_back(name_of(difference.field));
    text.append(" ").append(audit::kept_row(reading, row, columns));
    return text.append(" ").append(digest_of(change));
}

bool hold_change(store::Writing& writing, ChangeId id, Instant now) {
    return writing.run(
               "update change_requests set state = state where id = ? and state = 'requested' and expires_at "
               "> ?",
               id, now) == 1;
}

bool close(store::Writing& writing, const Closing& closing, Instant now) {
    return writing.run(
               "update change_requests set state = ?, closed_at = ?, closed_by = ?, refusal = ?"
               " where id = ? and state = 'requested'",
               name_of(closing.to), now, std::string_view{boost::describe::enum_to_string(closing.by, "")},
               closing.refusal, closing.change) == 1;
}

}  // namespace suncrew::support
