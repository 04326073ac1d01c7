#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "identity/marked_rows.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// Ending what lets somebody in. A row that is deleted could be written again as it was, mark and all, by who
/// can write the database; so with each ending the account goes into another epoch, and what stays of its
/// sessions, keys and passkeys is marked anew in it.
namespace suncrew::identity {

/// The leave to end something of one account, in a transaction that holds the account's row. Whatever ends
/// one asks for it, so nothing ends and leaves the epoch as it is.
class Ending {
public:
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;
    Ending(Ending&&) = delete;
    Ending& operator=(Ending&&) = delete;
    ~Ending() = default;

    store::Writing& writing() const { return writing_; }
    sealing::Keyring& keyring() const { return keyring_; }
    AccountId account() const { return account_; }

private:
    using Session = std::tuple<TokenHash, SessionId, std::string, int, Instant, Instant, Instant, Instant>;
    using ApiKey = std::tuple<TokenHash, ApiKeyId, std::string, Instant, Instant>;
    using Passkey = std::tuple<PasskeyId, store::Bytes, store::Bytes>;

    Ending(store::Writing& writing, sealing::Keyring& keyring, AccountId account);
    void read_sessions();
    void read_keys();
    void read_passkeys();
    /// Begins the next epoch, and marks in it what was ours at the beginning, as it was then: whoever changes
    /// such a row meanwhile has no mark for it.
    Epoch finish() const;

    template <class End>
    friend Epoch end_access(store::Writing& writing, sealing::Keyring& keyring, AccountId account,
                            const End& end);

    store::Writing& writing_;
    sealing::Keyring& keyring_;
    AccountId account_;
    std::vector<Session> sessions_;
    std::vector<ApiKey> keys_;
    std::vector<Passkey> passkeys_;
};

/// Ends what `end(ending)` ends. Rows that nobody of ours had written are not marked by it. The epoch from
/// then on, which the event of a change says (`audit::epoch_word`), so that the log tells an account that was
/// set back as a whole.
template <class End>
Epoch end_access(store::Writing& writing, sealing::Keyring& keyring, AccountId account, const End& end) {
    const Ending ending{writing, keyring, account};
    end(ending);
    return ending.finish();
}

}  // namespace suncrew::identity
