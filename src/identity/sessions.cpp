#include "identity/sessions.hpp"

#include <algorithm>

#include "crypto/token.hpp"
#include "identity/accounts.hpp"

namespace suncrew::identity {
namespace {

constexpr int batch_max = 500;
/// How long an unconfirmed sign-up stays after its last link ended.
constexpr std::chrono::days unconfirmed_kept{6};

struct Session {
    AccountId account;
    access::Role role;
    Instant created_at;
    Instant used_at;
};

/// When a session ends that is used now and not again. The table keeps this one end, so that whether a
/// session stands is one comparison, and what has ended is found by one index.
Instant end_of(const Session& session, Instant now) {
    const SessionTimes& times = times_of(session.role);
    return std::min(now + times.idle, session.created_at + times.absolute);
}

/// Whether everything was shown that the account asks for. That is the password, without which no session
/// begins; a second factor's answer would be asked for here, and until then the caller be a visitor.
bool is_complete(const Session&) {
    return true;
}

void note_use(store::Connection& connection, const access::SessionHash& hash, const Session& session,
              Instant now) {
    try {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            transaction.run(
                "update sessions set used_at = ?, expires_at = ? where token_hash = ? and used_at < ?", now,
                end_of(session, now), hash, now);
        });
    } catch (const store::Conflict&) {
        // The database is busy; the next request makes the note. This one has its answer already.
    }
}

/// Ends the account's oldest sessions, so that one more fits.
void make_room(store::Transaction& transaction, AccountId account) {
    const auto sessions = transaction.rows<access::SessionHash>(
        "select token_hash from sessions where account = ? order by created_at desc, token_hash", account);
    for (std::size_t i = sessions_an_account_max - 1; i < sessions.size(); ++i)
        end_session(transaction, std::get<0>(sessions[i]));
}

std::int64_t delete_expired_verifications(store::Transaction& transaction, Instant now) {
    const auto ended = transaction.rows<access::SessionHash, AccountId>(
        "select token_hash, account from email_verifications where expires_at <= ? order by expires_at limit "
        "?",
        now - unconfirmed_kept, batch_max);
    std::int64_t deleted = 0;
    for (const auto& [token, account] : ended) {
        deleted += transaction.run("delete from email_verifications where token_hash = ?", token);
        deleted += transaction.run(
            "delete from accounts where id = ? and email_verified_at is null"
            " and not exists (select 1 from email_verifications v where v.account = accounts.id)",
            account);
    }
    return deleted;
}

}  // namespace

access::Caller authenticate(store::Connection& connection, const crypto::Secret& token, Instant now) {
    if (token.size() != crypto::token_length)
        return {};
    const access::SessionHash hash = crypto::token_hash(token);
    store::Reading reading{connection};
    const auto row = reading.one<AccountId, std::string, Instant, Instant>(
        "select s.account, a.role, s.created_at, s.used_at from sessions s join accounts a on a.id = "
        "s.account"
        " where s.token_hash = ? and s.expires_at > ?",
        hash, now);
    if (!row)
        return {};
    const Session session{std::get<0>(*row), role_of(std::get<1>(*row)), std::get<2>(*row),
                          std::get<3>(*row)};
    if (!is_complete(session))
        return {};
    if (session.used_at + use_noted_every <= now)
        note_use(connection, hash, session, now);
    return {session.role, session.account, hash};
}

bool still_stands(store::Reading& reading, const access::SessionHash& session, Instant now) {
    return reading
        .value<std::int64_t>("select 1 from sessions where token_hash = ? and expires_at > ?", session, now)
        .has_value();
}

crypto::Secret begin_session(store::Transaction& transaction, AccountId account, access::Role role,
                             Instant now) {
    make_room(transaction, account);
    crypto::Secret token = crypto::make_token();
    transaction.run(
        "insert into sessions (token_hash, account, created_at, used_at, expires_at) values (?, ?, ?, ?, ?)",
        crypto::token_hash(token), account, now, now, end_of({account, role, now, now}, now));
    return token;
}

void end_session(store::Transaction& transaction, const access::SessionHash& session) {
    transaction.run("delete from sessions where token_hash = ?", session);
}

std::int64_t delete_expired(store::Transaction& transaction, Instant now) {
    const std::int64_t sessions = transaction.run(
        {"delete from sessions where token_hash in"
         " (select token_hash from sessions where expires_at <= ? order by expires_at limit ?)",
         "delete from sessions where expires_at <= ? order by expires_at limit ?"},
        now, batch_max);
    return sessions + delete_expired_verifications(transaction, now);
}

}  // namespace suncrew::identity
