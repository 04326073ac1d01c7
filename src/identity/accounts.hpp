#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/permission.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "identity/email.hpp"
#include "notify/language.hpp"
#include "store/connection.hpp"

/// The accounts table, in statements.
namespace suncrew::identity {

struct NewAccount {
    Email email;
    std::string password_hash;  ///< of `hash_password`
    access::Role role = access::Role::customer;
    std::string name;
    notify::Language language = notify::Language::en;
    std::optional<Instant> email_verified_at{};  ///< none: may not sign in until the address is verified
};

/// Throws store::Duplicate where the address has an account; the transaction may go on.
AccountId create_account(store::Transaction& transaction, const NewAccount& account, Instant now);

/// A row of accounts.
struct StoredAccount {
    AccountId id;
    std::string email;
    std::string password_hash;
    access::Role role;
    std::string name;
    notify::Language language;
    std::optional<Instant> email_verified_at;
};

std::optional<StoredAccount> find_account(store::Reading& reading, const Email& email);
std::optional<StoredAccount> find_account(store::Reading& reading, AccountId id);

/// A role as the table has it. Throws store::Fault for a text that names none.
access::Role role_of(const std::string& text);
/// A language as the table has it.
std::string_view language_name(notify::Language language);

}  // namespace suncrew::identity
