#include "identity/unmarked_rows.hpp"

#include <string>

#include "identity/account_access.hpp"
#include "identity/marked_rows.hpp"
#include "sealing/conversion.hpp"

namespace suncrew::identity {
namespace {

using sealing::convert_each;
using sealing::converted_at_once;
using store::Bytes;
using store::Transaction;

int accounts(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<AccountId>("select id from accounts where mark is null limit ?", converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            transaction.run("update accounts set name = name where id = ?", std::get<0>(row));
            mark_access(transaction, keyring, std::get<0>(row));
        });
}

int sessions(store::Connection& connection) {
    return static_cast<int>(store::in_transaction(connection, [](Transaction& transaction) {
        return transaction.run(
            {"delete from sessions where token_hash in"
             " (select token_hash from sessions where mark is null limit 500)",
             "delete from sessions where mark is null limit 500"});
    }));
}

int api_keys(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<TokenHash, ApiKeyId, AccountId, std::string, Epoch, Instant, Instant>(
            "select k.key_hash, k.id, k.account, k.permissions, a.epoch, k.created_at,"
            " k.expires_at from api_keys k join accounts a on a.id = k.account"
            " where k.mark is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [key, id, account, permissions, epoch, created_at, expires_at] = row;
            const MarkedApiKey kept{key, id, account, permissions, epoch, created_at, expires_at};
            transaction.run("update api_keys set mark = ? where key_hash = ? and mark is null",
                            keyring.mark(marked(kept)), key);
        });
}

int enrolments(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<TokenHash, std::optional<AccountId>, Instant, Instant>(
            "select token_hash, account, created_at, expires_at from enrolments where mark is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [token, account, created_at, expires_at] = row;
            transaction.run("update enrolments set mark = ? where token_hash = ?",
                            keyring.mark(marked(MarkedEnrolment{token, account, created_at, expires_at})),
                            token);
        });
}

int password_resets(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<TokenHash, AccountId, Instant>(
            "select token_hash, account, expires_at from password_resets where mark is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [token, account, expires_at] = row;
            transaction.run("update password_resets set mark = ? where token_hash = ?",
                            keyring.mark(marked(MarkedReset{token, account, expires_at})), token);
        });
}

int verifications(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<TokenHash, AccountId, std::string, Instant>(
            "select token_hash, account, password, expires_at from email_verifications"
            " where mark is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [token, account, password, expires_at] = row;
            transaction.run("update email_verifications set mark = ? where token_hash = ?",
                            keyring.mark(marked(MarkedVerification{token, account, password, expires_at})),
                            token);
        });
}

int email_changes(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<TokenHash, AccountId, std::string, Instant>(
            "select token_hash, account, email, expires_at from email_changes where mark is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [token, account, email, expires_at] = row;
            transaction.run("update email_changes set mark = ? where token_hash = ?",
                            keyring.mark(marked(MarkedEmailChange{token, account, email, expires_at})),
                            token);
        });
}

int factor_resets(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<AccountId, Instant, Instant>(
            "select account, requested_at, ready_at from factor_resets where mark is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [account, requested_at, ready_at] = row;
            transaction.run("update factor_resets set mark = ? where account = ?",
                            keyring.mark(marked(MarkedFactorReset{account, requested_at, ready_at})),
                            account);
        });
}

int passkeys(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<PasskeyId, AccountId, Bytes, Bytes, Epoch>(
            "select p.id, p.account, p.credential, p.public_key, a.epoch"
            " from passkeys p join accounts a on a.id = p.account where p.mark is null limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [id, account, credential, public_key, epoch] = row;
            transaction.run("update passkeys set mark = ? where id = ? and mark is null",
                            keyring.mark(marked(MarkedPasskey{id, account, credential, public_key, epoch})),
                            id);
        });
}

int recovery_codes(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<AccountId, int, std::string>(
            "select account, number, code from recovery_codes where mark is null limit ?", converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [account, number, code] = row;
            transaction.run("update recovery_codes set mark = ? where account = ? and number = ?",
                            keyring.mark(marked(MarkedRecoveryCode{account, number, code})), account, number);
        });
}

}  // namespace

int mark_unmarked_rows(store::Connection& connection, sealing::Keyring& keyring) {
    return accounts(connection, keyring) + sessions(connection) + api_keys(connection, keyring) +
           enrolments(connection, keyring) + password_resets(connection, keyring) +
           verifications(connection, keyring) + email_changes(connection, keyring) +
           factor_resets(connection, keyring) + passkeys(connection, keyring) +
           recovery_codes(connection, keyring);
}

}  // namespace suncrew::identity
