#include "audit/access_check.hpp"

#include <optional>
#include <string>

#include "audit/kept_values.hpp"
#include "audit/security_events.hpp"
#include "base/id.hpp"

namespace suncrew::audit {
namespace {

constexpr int page_size = 1000;

/// Before the log there were accounts, and nobody wrote down who made them.
std::optional<Instant> begin_of_log(store::Reading& reading) {
    return reading.value<Instant>(
        "select e.at from log_entries l join security_events e on e.id = l.event order by l.id limit 1");
}

void compare_grants(store::Reading& reading, LogFlaws& found, Instant now) {
    GrantId after{};
    for (;;) {
        const auto grants = reading.rows<GrantId, std::int64_t, std::int64_t, std::int64_t>(
            "select g.id,"
            " (select count(*) from security_events e join log_entries l on l.event = e.id"
            " where e.account = g.subject and e.grant_id = g.id and e.kind in ('grant_requested', "
            "'case_opened')),"
            " (select count(*) from security_events e join log_entries l on l.event = e.id"
            " where e.account = g.subject and e.grant_id = g.id and (e.kind = 'case_opened' or"
            " (e.kind = 'grant_approved' and e.after_value = 'approved'))),"
            " (select count(*) from security_events e where e.account = g.subject and e.grant_id = g.id"
            " and e.kind in ('grant_ended', 'grant_refused', 'grant_withdrawn', 'grant_expired'))"
            " from access_grants g where g.state = 'approved' and g.ends_at > ? and g.id > ?"
            " order by g.id limit ?",
            now, after, page_size);
        for (const auto& [id, asked, approved, over] : grants) {
            if (asked == 0 || approved == 0)
                found.complain("grant " + to_string(id) + " is live, and nobody has " +
                               (asked == 0 ? "asked for" : "approved") + " it");
            if (over > 0)
                found.complain("grant " + to_string(id) + " is live, and the log says that it is over");
            after = id;
        }
        if (grants.size() < static_cast<std::size_t>(page_size))
            return;
    }
}

/// What the last event of an account says of its role, or of its lock.
std::optional<std::string> last_role(store::Reading& reading, AccountId account) {
    return reading
        .value<std::optional<std::string>>(
            "select e.after_value from security_events e join log_entries l on l.event = e.id"
            " where e.account = ? and e.kind in ('role_changed', 'account_created')"
            " order by e.id desc limit 1",
            account)
        .value_or(std::nullopt);
}

bool was_locked_last(store::Reading& reading, AccountId account) {
    return reading.value<std::string>(
               "select e.kind from security_events e join log_entries l on l.event = e.id"
               " where e.account = ? and e.kind in ('account_locked', 'account_unlocked')"
               " order by e.id desc limit 1",
               account) == "account_locked";
}

void compare_accounts(store::Reading& reading, LogFlaws& found, Instant now) {
    const auto begin = begin_of_log(reading);
    AccountId after{};
    for (;;) {
        const auto accounts = reading.rows<AccountId, std::string, Instant, bool>(
            "select id, role, created_at, locked_at is not null from accounts"
            " where erased_at is null and id > ? and (role <> 'customer' or exists (select 1 from"
            " security_events e where e.account = accounts.id"
            " and e.kind in ('account_locked', 'role_changed', 'account_created')))"
            " order by id limit ?",
            after, page_size);
        for (const auto& [id, role, created_at, locked] : accounts) {
            after = id;
            const auto given = last_role(reading, id);
            const bool is_old = !begin || created_at < *begin || created_at < now - events_kept;
            if (given ? *given != role && *given != "made up " + role : role != "customer" && !is_old)
                found.complain("account " + to_string(id) + " has the role " + role + ", and the log says " +
                               given.value_or("nothing of it"));
            if (!locked && was_locked_last(reading, id))
                found.complain("account " + to_string(id) + " is not locked, and the log says that it is");
        }
        if (accounts.size() < static_cast<std::size_t>(page_size))
            return;
    }
}

/// An older password of the account's own, with the mark of that time, would let in whoever knew it.
void compare_passwords(store::Reading& reading, LogFlaws& found) {
    AccountId after{};
    for (;;) {
        const auto accounts = reading.rows<AccountId, std::int64_t>(
            "select a.id, (select count(*) from security_events e where e.at > a.password_at and e.id ="
            " (select max(n.id) from security_events n join log_entries l on l.event = n.id"
            " where n.account = a.id and n.kind in ('password_changed', 'password_reset')))"
            " from accounts a where a.erased_at is null and a.id > ? order by a.id limit ?",
            after, page_size);
        for (const auto& [id, newer] : accounts) {
            after = id;
            if (newer > 0)
                found.complain("account " + to_string(id) +
                               " has an older password than the log says that it was given");
        }
        if (accounts.size() < static_cast<std::size_t>(page_size))
            return;
    }
}

/// An account that was set back as a whole, mark and all, would let in what has ended since. Each ending has
/// an epoch of its own, so one that was counted twice tells it even where the account has come as far again.
void compare_epochs(store::Reading& reading, LogFlaws& found) {
    AccountId after{};
    for (;;) {
        // One statement, as an account and its newest event are written at once.
        const auto accounts = reading.rows<AccountId, std::int64_t, std::int64_t, std::int64_t>(
            "select a.id, coalesce(max(e.epoch), 0) > a.epoch, count(e.epoch), count(distinct e.epoch)"
            " from accounts a left join (select n.account, cast(substr(n.after_value,"
            " instr(n.after_value, 'epoch=') + 6) as signed) as epoch from security_events n"
            " join log_entries l on l.event = n.id where n.after_value like '%epoch=%') e"
            " on e.account = a.id where a.erased_at is null and a.id > ?"
            " group by a.id, a.epoch order by a.id limit ?",
            after, page_size);
        for (const auto& [id, is_behind, endings, epochs] : accounts) {
            after = id;
            if (is_behind != 0)
                found.complain("account " + to_string(id) +
                               " was set back to before access to it was last ended");
            else if (endings != epochs)
                found.complain("account " + to_string(id) +
                               " was once set back to before access to it was ended");
        }
        if (accounts.size() < static_cast<std::size_t>(page_size))
            return;
    }
}

/// A recovery code counts once. The log has a digest of each that was used.
void compare_recovery_codes(store::Reading& reading, LogFlaws& found) {
    AccountId after{};
    for (;;) {
        const auto accounts = reading.rows<AccountId>(
            "select distinct account from recovery_codes where used_at is null and account > ?"
            " order by account limit ?",
            after, page_size);
        for (const auto& [id] : accounts) {
            after = id;
            // One statement: a code is used, and its use recorded, at once.
            for (const auto& [number, code, used] : reading.rows<int, std::string, std::string>(
                     "select c.number, c.code, e.after_value from recovery_codes c"
                     " join security_events e on e.account = c.account and e.kind = 'recovery_code_used'"
                     " join log_entries l on l.event = e.id"
                     " where c.account = ? and c.used_at is null and e.after_value is not null",
                     id))
                if (used == kept_value("code", code))
                    found.complain("account " + to_string(id) + " has the recovery code " +
                                   std::to_string(number) + " again, which was used");
        }
        if (accounts.size() < static_cast<std::size_t>(page_size))
            return;
    }
}

/// A reset of somebody's factors that was cancelled, or done, must not go on waiting.
void compare_factor_resets(store::Reading& reading, LogFlaws& found) {
    for (const auto& [id] : reading.rows<AccountId>(
             "select f.account from factor_resets f where exists (select 1 from security_events e"
             " join log_entries l on l.event = e.id where e.account = f.account and e.at > f.requested_at"
             " and e.kind in ('factor_reset_cancelled', 'factor_reset_completed')) limit ?",
             page_size))
        found.complain("account " + to_string(id) +
                       " has a reset of its factors again, which the log says is over");
}

}  // namespace

void find_unproven_access(store::Reading& reading, LogFlaws& found, Instant now) {
    compare_grants(reading, found, now);
    compare_accounts(reading, found, now);
    compare_passwords(reading, found);
    compare_epochs(reading, found);
    compare_recovery_codes(reading, found);
    compare_factor_resets(reading, found);
}

}  // namespace suncrew::audit
