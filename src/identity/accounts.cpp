#include "identity/accounts.hpp"

#include <tuple>

#include <boost/describe/enum_to_string.hpp>

#include "base/refusal.hpp"
#include "identity/account_access.hpp"
#include "store/enum_column.hpp"

namespace suncrew::identity {
namespace {

using Row = std::tuple<AccountId, SealedEmail, std::string, std::string, SealedName, std::string,
                       std::optional<Instant>, std::optional<Instant>, Instant>;

std::optional<StoredAccount> account_from(std::optional<Row> row) {
    if (!row)
        return std::nullopt;
    auto& [id, email, password, role, name, language, verified_at, locked_at, created_at] = *row;
    return StoredAccount{id,
                         std::move(email),
                         std::move(password),
                         role_of(role),
                         std::move(name),
                         language_of(language),
                         verified_at,
                         locked_at,
                         created_at};
}

}  // namespace

AccountId create_account(store::Writing& writing, sealing::Keyring& keyring, const NewAccount& account,
                         Instant now) {
    const AccountId id = AccountId::make(now);
    const auto sealer = keyring.sealer(writing, id);
    const sealing::Row here{id};
    const AccountAccess access{id, std::string{role_name(account.role)}, 0, 0, {}, account.password_hash, {}};
    writing.run(
        "insert into accounts (id, email, email_index, password, role, name, language, email_verified_at, "
        "created_at, mark)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id, sealer.seal<"accounts.email">(here, account.email.text()), index_of(keyring, account.email),
        account.password_hash, role_name(account.role), sealer.seal<"accounts.name">(here, account.name),
        language_name(account.language), account.email_verified_at, now, keyring.mark(marked(access)));
    return id;
}

Person person_of(store::Reading& reading, sealing::Keyring& keyring, const sealing::MayOpen& proof,
                 const StoredAccount& account) {
    const auto opener = keyring.opener(reading, proof, account.id);
    const sealing::Row here{account.id};
    return {opener.open(here, account.email), opener.open(here, account.name)};
}

sealing::BlindIndex index_of(sealing::Keyring& keyring, const Email& email) {
    return keyring.index<"accounts.email">(email.text());
}

std::optional<StoredAccount> find_account(store::Reading& reading, sealing::Keyring& keyring,
                                          const Email& email) {
    return account_from(reading.one<AccountId, SealedEmail, std::string, std::string, SealedName, std::string,
                                    std::optional<Instant>, std::optional<Instant>, Instant>(
        "select id, email, password, role, name, language, email_verified_at, locked_at, created_at"
        " from accounts where email_index = ?",
        index_of(keyring, email)));
}

std::optional<StoredAccount> find_account(store::Reading& reading, AccountId id) {
    return account_from(reading.one<AccountId, SealedEmail, std::string, std::string, SealedName, std::string,
                                    std::optional<Instant>, std::optional<Instant>, Instant>(
        "select id, email, password, role, name, language, email_verified_at, locked_at, created_at"
        " from accounts where id = ? and erased_at is null",
        id));
}

StoredAccount own_account(store::Reading& reading, AccountId id) {
    auto account = find_account(reading, id);
    if (!account)
        throw Refusal{Code::unauthenticated, "session_required"};
    return *std::move(account);
}

bool hold_account(store::Transaction& transaction, AccountId id) {
    return transaction.run(
               "update accounts set name = name where id = ? and locked_at is null and erased_at is null",
               id) == 1;
}

void hold_officer(store::Writing& writing, AccountId officer) {
    hold_in_role(writing, officer, access::Role::security);
}

void hold_in_role(store::Writing& writing, AccountId account, access::Role role) {
    if (writing.run("update accounts set name = name where id = ? and role = ? and locked_at is null",
                    account, role_name(role)) != 1)
        throw Refusal{Code::unauthenticated, "session_required"};
}

void end_standing(store::Writing& writing, sealing::Keyring& keyring, AccountId account) {
    change_access(writing, keyring, account,
                  [&] { writing.run("update accounts set standing = standing + 1 where id = ?", account); });
}

std::optional<std::int64_t> standing_of(store::Reading& reading, AccountId account) {
    return reading.value<std::int64_t>("select standing from accounts where id = ?", account);
}

access::Role role_of(const std::string& text) {
    return store::enum_named<access::Role>(text, "a role");
}

notify::Language language_of(const std::string& text) {
    return store::enum_named<notify::Language>(text, "a language");
}

std::string_view role_name(access::Role role) {
    return boost::describe::enum_to_string(role, "");
}

std::string_view language_name(notify::Language language) {
    return boost::describe::enum_to_string(language, "");
}

void rename(store::Writing& writing, sealing::Keyring& keyring, AccountId account, const std::string& name,
            notify::Language language) {
    writing.run("update accounts set name = ?, language = ? where id = ?",
                keyring.sealer(writing, account).seal<"accounts.name">(sealing::Row{account}, name),
                language_name(language), account);
}

void set_password(const Ending& ending, const std::string& hash, Instant now) {
    change_access(ending.writing(), ending.keyring(), ending.account(), [&] {
        ending.writing().run("update accounts set password = ?, password_at = ? where id = ?", hash, now,
                             ending.account());
    });
}

void remove_password(const Ending& ending) {
    change_access(ending.writing(), ending.keyring(), ending.account(),
                  [&] { forget_password(ending.writing(), ending.account()); });
}

}  // namespace suncrew::identity
