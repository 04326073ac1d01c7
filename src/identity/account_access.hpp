#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "identity/marked_rows.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// What lets the person of an account in, and as what: its columns bear a mark, so that a role or a password
/// that was written into the database beside this program is believed by nobody.
namespace suncrew::identity {

struct AccountAccess {
    AccountId account;
    std::string role;
    std::int64_t standing;
    Epoch epoch;
    std::optional<Instant> locked_at;
    std::string password;  ///< hashed
    std::optional<sealing::RowMark> mark;
};
sealing::MarkedRow marked(const AccountAccess& access);

/// As it stands in the database, whoever has written it.
std::optional<AccountAccess> access_of(store::Reading& reading, AccountId account);

/// Does what changes an account's role, standing, lock or password, and marks it anew: in the transaction,
/// and holding the row. What nobody of ours had written is not marked by it, so that no change makes a forged
/// role a real one.
template <class Change>
void change_access(store::Writing& writing, sealing::Keyring& keyring, AccountId account,
                   const Change& change);
/// The same, for an officer's decision of what an account is, which holds whatever stood there. A password
/// that nobody of ours had set goes with it.
template <class Change>
void decide_access(store::Writing& writing, sealing::Keyring& keyring, AccountId account,
                   const Change& change);

/// For the two above, and for what takes a password away.
bool holds_as_ours(store::Writing& writing, sealing::Keyring& keyring, AccountId account);
void mark_access(store::Writing& writing, sealing::Keyring& keyring, AccountId account);
void forget_password(store::Writing& writing, AccountId account);

template <class Change>
void change_access(store::Writing& writing, sealing::Keyring& keyring, AccountId account,
                   const Change& change) {
    const bool ours = holds_as_ours(writing, keyring, account);
    change();
    if (ours)
        mark_access(writing, keyring, account);
}

template <class Change>
void decide_access(store::Writing& writing, sealing::Keyring& keyring, AccountId account,
                   const Change& change) {
    if (!holds_as_ours(writing, keyring, account))
        forget_password(writing, account);
    change();
    mark_access(writing, keyring, account);
}

}  // namespace suncrew::identity
