#include "identity/account_import.hpp"

#include <optional>

#include "identity/accounts.hpp"

namespace suncrew::identity {

Imported import_account(const access::HashingLane& lane, sealing::Keyring& keyring,
                        const ImportedAccount& account, Instant now) {
    store::Reading reading{lane.connection()};
    if (find_account(reading, keyring, account.email))
        return Imported::existed;
    const NewAccount imported{
        .email = account.email,
        .password_hash = wrap(lane, account.password),
        .name = account.name,
        .language = account.language,
        .email_verified_at = account.email_verified ? std::optional{now} : std::nullopt};
    try {
        store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            create_account(transaction, keyring, imported, now);
        });
    } catch (const store::Duplicate&) {
        return Imported::existed;  // who signed up meanwhile goes before
    }
    return Imported::created;
}

}  // namespace suncrew::identity
