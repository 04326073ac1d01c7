#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/permission.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "identity/email.hpp"
#include "identity/ending.hpp"
#include "identity/sealed_columns.hpp"
#include "notify/language.hpp"
#include "store/connection.hpp"

/// The accounts table, in statements.
namespace suncrew::identity {

struct NewAccount {
    Email email;
    std::string password_hash;  ///< of `hash_password`; empty: no password fits
    access::Role role = access::Role::customer;
    std::string name;
    notify::Language language = notify::Language::en;
    std::optional<Instant> email_verified_at{};  ///< none: may not sign in until the address is verified
};

/// Throws store::Duplicate where the address has an account; the transaction may go on.
AccountId create_account(store::Writing& writing, sealing::Keyring& keyring, const NewAccount& account,
                         Instant now);

/// A row of accounts.
struct StoredAccount {
    AccountId id;
    SealedEmail email;
    std::string password_hash;
    access::Role role;
    SealedName name;
    notify::Language language;
    std::optional<Instant> email_verified_at;
    std::optional<Instant> locked_at;  ///< by a security officer
    Instant created_at;

    bool has_password() const { return !password_hash.empty(); }
    /// Whether somebody has named the address and nobody has confirmed it; an account that we invited does
    /// not wait.
    bool waits() const { return !email_verified_at && role == access::Role::customer; }
};

/// Who an account is.
struct Person {
    std::string email;
    std::string name;
};
/// Opens who an account is.
Person person_of(store::Reading& reading, sealing::Keyring& keyring, const sealing::MayOpen& proof,
                 const StoredAccount& account);

/// What finds an account by its address.
sealing::BlindIndex index_of(sealing::Keyring& keyring, const Email& email);

std::optional<StoredAccount> find_account(store::Reading& reading, sealing::Keyring& keyring,
                                          const Email& email);
std::optional<StoredAccount> find_account(store::Reading& reading, AccountId id);

/// The account of who calls. Refuses with unauthenticated "session_required" where it has gone meanwhile.
StoredAccount own_account(store::Reading& reading, AccountId id);

/// Locks the account's row until the transaction ends, so that of two who change what it is guarded by the
/// second sees what the first did; whether the account is there, and neither locked by a security officer
/// nor erased.
bool hold_account(store::Transaction& transaction, AccountId id);

/// Locks the row of a security officer who does something about others until the transaction ends: of two who
/// lock each other at once, the second is none any more. Refuses with unauthenticated "session_required" who
/// is none.
void hold_officer(store::Writing& writing, AccountId officer);
/// The same for who acts in any role.
void hold_in_role(store::Writing& writing, AccountId account, access::Role role);

/// Ends the trust in who has the account: what they were allowed for a time is over, and stays so when the
/// account is as it was again. It rises by one with each lock, other role or new enrolment link.
void end_standing(store::Writing& writing, sealing::Keyring& keyring, AccountId account);
/// How often it has ended; none for an account that is not there.
std::optional<std::int64_t> standing_of(store::Reading& reading, AccountId account);

/// A role as the table has it. Throws store::Fault for a text that names none.
access::Role role_of(const std::string& text);
/// As the table has it.
std::string_view role_name(access::Role role);
/// Who the account's person is from now on, in its words.
void rename(store::Writing& writing, sealing::Keyring& keyring, AccountId account, const std::string& name,
            notify::Language language);
/// A new password of the account's own, with which the one before ends.
void set_password(const Ending& ending, const std::string& hash, Instant now);
/// The account has none from now on.
void remove_password(const Ending& ending);
/// A language as the table has it.
notify::Language language_of(const std::string& text);
std::string_view language_name(notify::Language language);

}  // namespace suncrew::identity
