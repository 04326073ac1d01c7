#include "identity/sessions.hpp"

#include <algorithm>
#include <tuple>

#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/account_access.hpp"
#include "identity/accounts.hpp"
#include "identity/marked_rows.hpp"

namespace suncrew::identity {
namespace {

constexpr int batch_max = 500;
/// How long an unconfirmed sign-up stays after its last link ended.
constexpr std::chrono::days unconfirmed_kept{6};

constexpr std::string_view entering = "entering";
constexpr std::string_view complete = "complete";

struct Session {
    AccountId account;
    access::Role role;  ///< `entering` while something is owed
    Instant created_at;
    Instant proved_at;
    Instant used_at;
};

/// When a session ends that is used now and not again. The table keeps this one end, so that whether a
/// session stands is one comparison, and what has ended is found by one index.
Instant end_of(const Session& session, Instant now) {
    const SessionTimes& times = times_of(session.role);
    return std::min(now + times.idle, session.created_at + times.absolute);
}

/// A clock that was set back by more than the replicas' clocks differ makes no proof last longer.
bool proves_recently(Instant proved_at, Instant now) {
    return now < proved_at + proof_fresh && proved_at <= now + std::chrono::minutes{1};
}

/// The note goes to the row that was read alone: what was marked anew meanwhile, or ended, is left as it is.
void note_use(store::Connection& connection, sealing::Keyring& keyring, MarkedSession row,
              const sealing::RowMark& before, const Session& session, Instant now) {
    row.used_at = now;
    row.expires_at = end_of(session, now);
    try {
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            transaction.run(
                "update sessions set used_at = ?, expires_at = ?, mark = ?"
                " where token_hash = ? and mark = ?",
                row.used_at, row.expires_at, keyring.mark(marked(row)), row.token, before);
        });
    } catch (const store::Conflict&) {
        // The database is busy; the next request makes the note. This one has its answer already.
    }
}

/// Ends the account's oldest sessions of a state, so that one more fits.
void make_room(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
               std::string_view state) {
    const auto sessions = transaction.rows<access::SessionHash>(
        "select token_hash from sessions where account = ? and state = ? order by created_at desc, "
        "token_hash",
        account, state);
    const int most = state == entering ? entering_an_account_max : sessions_an_account_max;
    const std::size_t stay = static_cast<std::size_t>(most) - 1;
    if (sessions.size() <= stay)
        return;
    end_access(transaction, keyring, account, [&](const Ending& ending) {
        for (std::size_t i = stay; i < sessions.size(); ++i)
            end_session(ending, std::get<0>(sessions[i]));
    });
}

std::int64_t delete_expired_verifications(store::Transaction& transaction, sealing::Keyring& keyring,
                                          Instant now) {
    const auto ended = transaction.rows<access::SessionHash, AccountId>(
        "select token_hash, account from email_verifications where expires_at <= ? order by expires_at limit "
        "?",
        now - unconfirmed_kept, batch_max);
    std::int64_t deleted = 0;
    for (const auto& [token, account] : ended) {
        deleted += transaction.run("delete from email_verifications where token_hash = ?", token);
        const std::int64_t gone = transaction.run(
            "delete from accounts where id = ? and email_verified_at is null"
            " and not exists (select 1 from email_verifications v where v.account = accounts.id)"
            " and not exists (select 1 from enrolments e where e.account = accounts.id)",
            account);
        if (gone > 0)
            keyring.erase(transaction, account);
        deleted += gone;
    }
    return deleted;
}

using SessionRow =
    std::tuple<access::SessionHash, SessionId, AccountId, std::string, int, std::string, std::int64_t, Epoch,
               Instant, Instant, Instant, Instant, std::optional<store::Bytes>>;

/// The sessions of up to `sessions_a_statement` hashes: alone, or all places of a longer list filled, so that
/// there are two statements to prepare and not eight.
std::vector<SessionRow> read_sessions(store::Reading& reading, std::span<const access::SessionHash> hashes,
                                      Instant now) {
    using Hash = access::SessionHash;
    using Mark = std::optional<store::Bytes>;
    if (hashes.size() == 1)
        return reading.rows<Hash, SessionId, AccountId, std::string, int, std::string, std::int64_t, Epoch,
                            Instant, Instant, Instant, Instant, Mark>(
            "select s.token_hash, s.id, s.account, s.state, s.proofs, a.role, a.standing, a.epoch,"
            " s.created_at, s.proved_at, s.used_at, s.expires_at, s.mark"
            " from sessions s join accounts a on a.id = s.account"
            " where s.token_hash = ? and s.expires_at > ? and a.locked_at is null",
            hashes[0], now);
    const auto hash = [&](std::size_t i) -> const Hash& { return hashes[std::min(i, hashes.size() - 1)]; };
    static_assert(sessions_a_statement == 8);
    return reading.rows<Hash, SessionId, AccountId, std::string, int, std::string, std::int64_t, Epoch,
                        Instant, Instant, Instant, Instant, Mark>(
        "select s.token_hash, s.id, s.account, s.state, s.proofs, a.role, a.standing, a.epoch,"
        " s.created_at, s.proved_at, s.used_at, s.expires_at, s.mark"
        " from sessions s join accounts a on a.id = s.account"
        " where s.token_hash in (?, ?, ?, ?, ?, ?, ?, ?) and s.expires_at > ? and a.locked_at is null",
        hash(0), hash(1), hash(2), hash(3), hash(4), hash(5), hash(6), hash(7), now);
}

/// What the row's mark is over; it borrows of the row.
MarkedSession marked_of(const SessionRow& row) {
    const auto& [hash, id, account, state, proofs, role, standing, epoch, created_at, proved_at, used_at,
                 expires_at, mark] = row;
    return {hash,     id,    account,    state,     proofs,  role,
            standing, epoch, created_at, proved_at, used_at, expires_at};
}

bool is_ours(store::Reading& reading, sealing::Keyring& keyring, const SessionRow& row) {
    return keyring.is_ours(reading, marked(marked_of(row)), std::get<std::optional<store::Bytes>>(row),
                           std::get<AccountId>(row));
}

/// Fills in the callers of at most `sessions_a_statement` tokens.
void identify(store::Connection& connection, sealing::Keyring& keyring,
              std::span<const crypto::Secret* const> tokens, Instant now, std::span<access::Caller> callers) {
    std::vector<access::SessionHash> hashes;  // of the tokens that look like one
    std::vector<std::size_t> shown_by;        // which caller shows it
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i]->size() != crypto::token_length)
            continue;
        hashes.push_back(crypto::token_hash(*tokens[i]));
        shown_by.push_back(i);
    }
    if (hashes.empty())
        return;
    store::Reading reading{connection};
    for (const SessionRow& row : read_sessions(reading, hashes, now)) {
        const MarkedSession kept = marked_of(row);
        if (!is_ours(reading, keyring, row) || kept.created_at > now + clock_ahead_max)
            continue;
        const Session session{
            kept.account, kept.state == complete ? role_of(std::string{kept.role}) : access::Role::entering,
            kept.created_at, kept.proved_at, kept.used_at};
        if (session.used_at + use_noted_every <= now)
            note_use(connection, keyring, kept, std::get<std::optional<store::Bytes>>(row).value(), session,
                     now);
        for (std::size_t i = 0; i < hashes.size(); ++i)
            if (hashes[i] == kept.token)
                callers[shown_by[i]] = {.role = session.role,
                                        .account = session.account,
                                        .session = kept.token,
                                        .proved_recently = proves_recently(session.proved_at, now)};
    }
}

}  // namespace

std::vector<access::Caller> callers_of_sessions(store::Connection& connection, sealing::Keyring& keyring,
                                                std::span<const crypto::Secret* const> tokens, Instant now) {
    std::vector<access::Caller> callers(tokens.size());
    for (std::size_t begin = 0; begin < tokens.size(); begin += sessions_a_statement) {
        const std::size_t count = std::min(sessions_a_statement, tokens.size() - begin);
        identify(connection, keyring, tokens.subspan(begin, count), now,
                 std::span{callers}.subspan(begin, count));
    }
    return callers;
}

bool still_stands(store::Reading& reading, const access::SessionHash& session, Instant now) {
    return reading
        .value<std::int64_t>(
            "select 1 from sessions s join accounts a on a.id = s.account"
            " where s.token_hash = ? and s.expires_at > ? and a.locked_at is null",
            session, now)
        .has_value();
}

namespace {

/// The account that a session is of, as it stands; refused where it is not as whoever signs in was told, or
/// somebody else has written it.
AccountAccess believed_access(store::Reading& reading, sealing::Keyring& keyring, const NewSession& session) {
    auto access = access_of(reading, session.account);
    if (!access || access->locked_at || access->role != role_name(session.role) ||
        !keyring.is_ours(reading, marked(*access), access->mark, session.account))
        throw Refusal{Code::unauthenticated, "credentials_refused"};
    return *std::move(access);
}

}  // namespace

crypto::Secret begin_session(store::Transaction& transaction, sealing::Keyring& keyring,
                             const NewSession& session, const access::Client& client, Instant now) {
    const bool owes_nothing = session.owes == Owes::nothing;
    const std::string_view state = owes_nothing ? complete : entering;
    make_room(transaction, keyring, session.account, state);
    const AccountAccess access = believed_access(transaction, keyring, session);
    crypto::Secret token = crypto::make_token();
    const access::Role role = owes_nothing ? session.role : access::Role::entering;
    const Instant proved_at = session.proved_at.value_or(now);
    const MarkedSession row{crypto::token_hash(token),
                            SessionId::make(now),
                            session.account,
                            state,
                            session.shown.bits(),
                            access.role,
                            access.standing,
                            access.epoch,
                            now,
                            proved_at,
                            now,
                            end_of({session.account, role, now, proved_at, now}, now)};
    transaction.run(
        "insert into sessions (token_hash, id, account, state, proofs, address, device, created_at, "
        "proved_at, used_at, expires_at, mark) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.token, row.id, row.account, row.state, row.proofs, client.address,
        audit::device_name(client.user_agent), row.created_at, row.proved_at, row.used_at, row.expires_at,
        keyring.mark(marked(row)));
    return token;
}

std::optional<SessionProofs> proofs_of(store::Reading& reading, sealing::Keyring& keyring,
                                       const access::SessionHash& session, Instant now) {
    const auto rows = read_sessions(reading, {&session, 1}, now);
    if (rows.empty() || !is_ours(reading, keyring, rows.front()))
        return std::nullopt;
    const MarkedSession row = marked_of(rows.front());
    return SessionProofs{row.account, Proofs::from_bits(row.proofs), row.proved_at};
}

bool end_session(const Ending& ending, const access::SessionHash& session) {
    return ending.writing().run("delete from sessions where token_hash = ? and account = ?", session,
                                ending.account()) == 1;
}

bool end_session(const Ending& ending, SessionId session) {
    return ending.writing().run("delete from sessions where id = ? and account = ?", session,
                                ending.account()) == 1;
}

std::int64_t end_sessions(const Ending& ending) {
    return ending.writing().run("delete from sessions where account = ?", ending.account());
}

std::int64_t end_other_sessions(const Ending& ending, const access::SessionHash& kept) {
    return ending.writing().run("delete from sessions where account = ? and token_hash <> ?",
                                ending.account(), kept);
}

std::int64_t delete_expired(store::Transaction& transaction, sealing::Keyring& keyring, Instant now) {
    const std::int64_t sessions = transaction.run(
        {"delete from sessions where token_hash in"
         " (select token_hash from sessions where expires_at <= ? order by expires_at limit ?)",
         "delete from sessions where expires_at <= ? order by expires_at limit ?"},
        now, batch_max);
    return sessions + delete_expired_verifications(transaction, keyring, now);
}

}  // namespace suncrew::identity
