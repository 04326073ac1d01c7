#include "identity/plain_accounts.hpp"

#include "identity/sealed_columns.hpp"
#include "sealing/conversion.hpp"

namespace suncrew::identity {
namespace {

using sealing::convert_each;
using sealing::converted_at_once;
using sealing::Row;
using store::Transaction;

int accounts(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<AccountId, std::string, std::string>(
            "select id, email, name from accounts where email_index is null limit ?", converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [id, email, name] = row;
            const auto sealer = keyring.sealer(transaction, id);
            transaction.run(
                "update accounts set email = ?, name = ?, email_index = ?"
                " where id = ? and email_index is null",
                sealer.template seal<"accounts.email">(Row{id}, email),
                sealer.template seal<"accounts.name">(Row{id}, name), keyring.index<"accounts.email">(email),
                id);
        });
}

int links(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    const int names = convert_each(
        connection,
        reading.rows<crypto::Sha256Digest, AccountId, std::string>(
            "select token_hash, account, name from email_verifications where name not like 's1:%' limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [token, account, name] = row;
            transaction.run("update email_verifications set name = ? where token_hash = ? and name = ?",
                            keyring.sealer(transaction, account)
                                .template seal<"email_verifications.name">(Row{token}, name),
                            token, name);
        });
    return names +
           convert_each(
               connection,
               reading.rows<crypto::Sha256Digest, AccountId, std::string>(
                   "select token_hash, account, email from email_changes where email not like 's1:%' limit ?",
                   converted_at_once),
               [&](Transaction& transaction, const auto& row) {
                   const auto& [token, account, email] = row;
                   transaction.run("update email_changes set email = ? where token_hash = ? and email = ?",
                                   keyring.sealer(transaction, account)
                                       .template seal<"email_changes.email">(Row{token}, email),
                                   token, email);
               });
}

int requests(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    const int sign_ups = convert_each(
        connection,
        reading.rows<std::int64_t, std::string, std::string, Instant>(
            "select id, email, name, created_at from sign_up_requests where email not like 's1:%' limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [id, email, name, at] = row;
            const auto sealer = keyring.sealer(transaction, sealing::Subject::day_of(at));
            transaction.run("update sign_up_requests set email = ?, name = ? where id = ? and email = ?",
                            sealer.template seal<"sign_up_requests.email">(Row{id}, email),
                            sealer.template seal<"sign_up_requests.name">(Row{id}, name), id, email);
        });
    return sign_ups +
           convert_each(
               connection,
               reading.rows<std::int64_t, std::string, Instant>(
                   "select id, email, created_at from mail_requests where email_index is null limit ?",
                   converted_at_once),
               [&](Transaction& transaction, const auto& row) {
                   const auto& [id, email, at] = row;
                   transaction.run(
                       "update mail_requests set email = ?, email_index = ? where id = ? and email_index is "
                       "null",
                       keyring.sealer(transaction, sealing::Subject::day_of(at))
                           .template seal<"mail_requests.email">(Row{id}, email),
                       keyring.index<"mail_requests.email">(email), id);
               });
}

crypto::Secret secret_of(const store::Bytes& bytes) {
    return crypto::Secret{std::span<const std::uint8_t>{bytes}};
}

/// A secret of one-time codes has 20 bytes where it is not sealed, and more where it is.
int codes(store::Connection& connection, sealing::Keyring& keyring) {
    store::Reading reading{connection};
    return convert_each(
        connection,
        reading.rows<AccountId, store::Bytes, std::optional<store::Bytes>>(
            "select account, secret, pending_secret from totps where length(secret) = 20 limit ?",
            converted_at_once),
        [&](Transaction& transaction, const auto& row) {
            const auto& [account, secret, pending] = row;
            const auto sealer = keyring.sealer(transaction, account);
            const auto waiting = pending ? std::optional{sealer.template seal<"totps.pending_secret">(
                                               Row{account}, secret_of(*pending))}
                                         : std::nullopt;
            transaction.run(
                "update totps set secret = ?, pending_secret = ? where account = ? and secret = ?",
                sealer.template seal<"totps.secret">(Row{account}, secret_of(secret)), waiting, account,
                secret);
        });
}

}  // namespace

int seal_plain_accounts(store::Connection& connection, sealing::Keyring& keyring) {
    return accounts(connection, keyring) + links(connection, keyring) + requests(connection, keyring) +
           codes(connection, keyring);
}

}  // namespace suncrew::identity
