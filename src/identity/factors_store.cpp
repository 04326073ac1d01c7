#include "identity/factors_store.hpp"

#include <tuple>
#include <variant>

#include "audit/kept_values.hpp"
#include "base/refusal.hpp"
#include "identity/account_access.hpp"
#include "identity/marked_rows.hpp"
#include "identity/password.hpp"
#include "identity/sealed_columns.hpp"

namespace suncrew::identity {
namespace {

using SecretBytes = std::vector<std::uint8_t>;

factors::TotpSecret totp_of(crypto::Secret bytes) {
    return factors::TotpSecret{std::move(bytes)};
}

/// The secret that is to be confirmed: beside a confirmed one, or the first; and where it stands.
struct WaitingTotp {
    std::variant<SealedTotp, SealedPendingTotp> kept;
    crypto::Secret secret;
};
std::optional<WaitingTotp> waiting_totp(store::Reading& reading, sealing::Keyring& keyring, AccountId account,
                                        Instant now) {
    const auto row = reading.one<SealedTotp, std::optional<SealedPendingTotp>, std::optional<Instant>>(
        "select secret, pending_secret, confirmed_at from totps"
        " where account = ? and (confirmed_at is null or pending_at > ?)",
        account, now - totp_pending_kept);
    if (!row)
        return std::nullopt;
    const auto& [first, pending, confirmed_at] = *row;
    const auto opener = keyring.opener(reading, access::Opening::of(access::Work::signing_in), account);
    const sealing::Row here{account};
    if (!confirmed_at)
        return WaitingTotp{first, opener.open(here, first)};
    if (!pending)
        return std::nullopt;
    return WaitingTotp{*pending, opener.open(here, *pending)};
}

using PasskeyRow = std::tuple<PasskeyId, AccountId, SecretBytes, SecretBytes, std::int64_t, std::string,
                              std::string, int, int, Instant, std::optional<Instant>, std::optional<Instant>>;

StoredPasskey passkey_from(const PasskeyRow& row) {
    const auto& [id, account, credential, public_key, sign_count, name, transports, backup_eligible,
                 backed_up, created_at, used_at, suspended_at] = row;
    return {id,      account,     credential,           public_key,     sign_count,
            name,    transports,  backup_eligible != 0, backed_up != 0, created_at,
            used_at, suspended_at};
}

}  // namespace

void keep_unconfirmed_totp(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
                           const factors::TotpSecret& secret, Instant now) {
    const auto sealer = keyring.sealer(transaction, account);
    const sealing::Row here{account};
    if (transaction.run("update totps set pending_secret = ?, pending_at = ?"
                        " where account = ? and confirmed_at is not null",
                        sealer.seal<"totps.pending_secret">(here, secret.bytes()), now, account) == 1)
        return;
    transaction.run("delete from totps where account = ? and confirmed_at is null", account);
    try {
        transaction.run("insert into totps (account, secret, last_step, created_at) values (?, ?, ?, ?)",
                        account, sealer.seal<"totps.secret">(here, secret.bytes()), 0, now);
    } catch (const store::Duplicate&) {
        throw store::Conflict{"two began or confirmed one account's codes at once"};
    }
}

bool fits_unconfirmed_totp(store::Reading& reading, sealing::Keyring& keyring, AccountId account,
                           std::string_view code, Instant now) {
    auto waiting = waiting_totp(reading, keyring, account, now);
    return waiting && factors::matching_step(totp_of(std::move(waiting->secret)), code, now, 0).has_value();
}

bool confirm_totp(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
                  std::string_view code, Instant now) {
    const auto waiting = waiting_totp(transaction, keyring, account, now);
    const auto step =
        waiting ? factors::matching_step(totp_of(waiting->secret.copy()), code, now, 0) : std::nullopt;
    if (!step)
        return false;
    const auto sealed =
        keyring.sealer(transaction, account).seal<"totps.secret">(sealing::Row{account}, waiting->secret);
    // It is still the one that was read: what is kept of a secret is another with each sealing.
    if (const auto* const pending = std::get_if<SealedPendingTotp>(&waiting->kept))
        return transaction.run(
                   "update totps set secret = ?, confirmed_at = ?, last_step = ?, pending_secret = null,"
                   " pending_at = null where account = ? and pending_secret = ?",
                   sealed, now, *step, account, *pending) == 1;
    return transaction.run(
               "update totps set secret = ?, confirmed_at = ?, last_step = ?"
               " where account = ? and confirmed_at is null and secret = ?",
               sealed, now, *step, account, std::get<SealedTotp>(waiting->kept)) == 1;
}

bool use_totp(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
              std::string_view code, Instant now) {
    const auto row = transaction.one<SealedTotp, std::int64_t>(
        "select secret, last_step from totps where account = ? and confirmed_at is not null", account);
    if (!row)
        return false;
    const auto& [kept, last_step] = *row;
    auto secret = keyring.opener(transaction, access::Opening::of(access::Work::signing_in), account)
                      .open(sealing::Row{account}, kept);
    const auto step = factors::matching_step(totp_of(std::move(secret)), code, now, last_step);
    // Of two who show the same code at once, the update says who was first.
    return step && transaction.run("update totps set last_step = ? where account = ? and last_step < ?",
                                   *step, account, *step) == 1;
}

bool remove_totp(store::Writing& writing, AccountId account) {
    return writing.run("delete from totps where account = ? and confirmed_at is not null", account) == 1;
}

std::optional<Instant> totp_since(store::Reading& reading, AccountId account) {
    return reading.value<Instant>(
        "select confirmed_at from totps where account = ? and confirmed_at is not null", account);
}

RecoveryCodeHashes hash_recovery_codes(const access::HashingLane& lane, const RecoveryCodes& codes) {
    RecoveryCodeHashes hashes;
    for (std::size_t i = 0; i < codes.size(); ++i)
        hashes[i] = hash_password(lane, codes[i].text);
    return hashes;
}

void keep_recovery_codes(store::Transaction& transaction, sealing::Keyring& keyring, AccountId account,
                         const RecoveryCodeHashes& hashes) {
    transaction.run("delete from recovery_codes where account = ?", account);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const MarkedRecoveryCode row{account, static_cast<int>(i), hashes[i]};
        transaction.run("insert into recovery_codes (account, number, code, mark) values (?, ?, ?, ?)",
                        row.account, row.number, row.code, keyring.mark(marked(row)));
    }
}

namespace {

/// The hash of a code that was not used yet.
std::optional<std::string> kept_recovery_code(store::Reading& reading, sealing::Keyring& keyring,
                                              AccountId account, int number) {
    auto row = reading.one<std::string, std::optional<store::Bytes>>(
        "select code, mark from recovery_codes where account = ? and number = ? and used_at is null", account,
        number);
    if (!row)
        return std::nullopt;
    auto& [code, mark] = *row;
    if (!keyring.is_ours(reading, marked(MarkedRecoveryCode{account, number, code}), mark, account))
        return std::nullopt;
    return std::move(code);
}

}  // namespace

bool use_recovery_code(const access::HashingLane& lane, sealing::Keyring& keyring, std::string_view typed,
                       audit::SecurityEvent used) {
    const AccountId account = used.account.value();
    const auto code = factors::read_recovery_code(typed);
    store::Reading reading{lane.connection()};
    const auto kept = kept_recovery_code(reading, keyring, account, code ? code->number : -1);
    const crypto::Secret nothing;
    const bool right =
        verify_password(lane, kept ? *kept : hash_of_nothing(), code ? code->text : nothing) && kept;
    if (!right)
        return false;
    used.after = audit::kept_value("code", *kept);
    return store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        if (transaction.run("update recovery_codes set used_at = ? where account = ? and number = ?"
                            " and code = ? and used_at is null",
                            used.at, account, code->number, *kept) != 1)
            return false;
        audit::record(transaction, used);
        return true;
    });
}

void keep_passkey(store::Transaction& transaction, sealing::Keyring& keyring, const StoredPasskey& passkey) {
    // One at a time: two at once could both find room.
    transaction.run("update accounts set name = name where id = ?", passkey.account);
    if (passkeys_of(transaction, passkey.account).size() >= passkeys_an_account_max)
        throw Refusal{Code::conflict, "too_many_passkeys"};
    const auto owner = access_of(transaction, passkey.account);
    const MarkedPasskey row{passkey.id, passkey.account, passkey.credential, passkey.public_key,
                            owner ? owner->epoch : 0};
    transaction.run(
        "insert into passkeys (id, account, credential, public_key, sign_count, name, transports,"
        " backup_eligible, backed_up, created_at, mark) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        passkey.id, passkey.account, passkey.credential, passkey.public_key, passkey.sign_count, passkey.name,
        passkey.transports, passkey.backup_eligible ? 1 : 0, passkey.backed_up ? 1 : 0, passkey.created_at,
        keyring.mark(marked(row)));
}

std::optional<StoredPasskey> find_passkey(store::Reading& reading, sealing::Keyring& keyring,
                                          const std::vector<std::uint8_t>& credential) {
    const auto row =
        reading.one<PasskeyId, AccountId, SecretBytes, SecretBytes, std::int64_t, std::string, std::string,
                    int, int, Instant, std::optional<Instant>, std::optional<Instant>>(
            "select id, account, credential, public_key, sign_count, name, transports, backup_eligible,"
            " backed_up, created_at, used_at, suspended_at from passkeys where credential = ?",
            credential);
    if (!row)
        return std::nullopt;
    StoredPasskey passkey = passkey_from(*row);
    const auto marking = reading.one<std::optional<store::Bytes>, Epoch>(
        "select p.mark, a.epoch from passkeys p join accounts a on a.id = p.account where p.id = ?",
        passkey.id);
    if (!marking)
        return std::nullopt;
    const auto& [mark, epoch] = *marking;
    const MarkedPasskey own{passkey.id, passkey.account, passkey.credential, passkey.public_key, epoch};
    return keyring.is_ours(reading, marked(own), mark, passkey.account) ? std::optional{std::move(passkey)}
                                                                        : std::nullopt;
}

std::vector<StoredPasskey> passkeys_of(store::Reading& reading, AccountId account) {
    std::vector<StoredPasskey> passkeys;
    for (const auto& row :
         reading.rows<PasskeyId, AccountId, SecretBytes, SecretBytes, std::int64_t, std::string, std::string,
                      int, int, Instant, std::optional<Instant>, std::optional<Instant>>(
             "select id, account, credential, public_key, sign_count, name, transports, backup_eligible,"
             " backed_up, created_at, used_at, suspended_at from passkeys where account = ?"
             " order by created_at, id",
             account))
        passkeys.push_back(passkey_from(row));
    return passkeys;
}

bool note_passkey_use(store::Transaction& transaction, PasskeyId id, const factors::AssertedPasskey& asserted,
                      Instant now) {
    const std::int64_t count = asserted.sign_count;
    return transaction.run(
               "update passkeys set sign_count = ?, backed_up = ?, used_at = ?"
               " where id = ? and suspended_at is null"
               " and (sign_count < ? or (sign_count = 0 and ? = 0))",
               count, asserted.backed_up ? 1 : 0, now, id, count, count) == 1;
}

bool suspend_passkey(store::Transaction& transaction, PasskeyId id, Instant now) {
    return transaction.run("update passkeys set suspended_at = ? where id = ? and suspended_at is null", now,
                           id) == 1;
}

bool passkey_stands(store::Reading& reading, PasskeyId id) {
    return reading.value<std::int64_t>("select 1 from passkeys where id = ? and suspended_at is null", id)
        .has_value();
}

bool remove_passkey(const Ending& ending, PasskeyId id) {
    return ending.writing().run("delete from passkeys where id = ? and account = ?", id, ending.account()) ==
           1;
}

void remove_factors(const Ending& ending) {
    ending.writing().run("delete from totps where account = ?", ending.account());
    ending.writing().run("delete from passkeys where account = ?", ending.account());
    ending.writing().run("delete from recovery_codes where account = ?", ending.account());
}

}  // namespace suncrew::identity
