#include "identity/entrance.hpp"

#include "audit/kept_values.hpp"
#include "base/refusal.hpp"
#include "identity/api_keys.hpp"
#include "identity/devices.hpp"
#include "identity/notices.hpp"
#include "identity/sessions.hpp"

namespace suncrew::identity {

audit::SecurityEvent event_of(audit::EventKind kind, std::optional<AccountId> account,
                              const access::Client& client, Instant now) {
    return {.kind = kind,
            .at = now,
            .account = account,
            .address = std::string{client.address},
            .device = audit::device_name(client.user_agent)};
}

audit::SecurityEvent event_of(audit::EventKind kind, AccountId account, const access::Client& client,
                              Instant now, Epoch epoch) {
    audit::SecurityEvent event = event_of(kind, account, client, now);
    event.after = audit::epoch_word(epoch);
    return event;
}

void record_alone(store::Connection& connection, const audit::SecurityEvent& event) {
    store::in_transaction(connection,
                          [&](store::Transaction& transaction) { audit::record(transaction, event); });
}

Account view(const StoredAccount& account, Person&& person) {
    return {account.id,   std::move(person.email), std::move(person.name),
            account.role, account.language,        account.email_verified_at.has_value()};
}

SignInState state_of(const StoredAccount& account, Person&& person, Owes owed, const Factors& factors) {
    SignInState state{view(account, std::move(person)), owed, {}, true};
    if (owed != Owes::second_factor)
        return state;
    if (factors.totp)
        state.methods.push_back(Method::totp);
    if (factors.passkeys > 0)
        state.methods.push_back(Method::passkey);
    if (factors.recovery_codes > 0)
        state.methods.push_back(Method::recovery_code);
    return state;
}

namespace {

/// What follows where nothing is owed any more; the token that the browser is known by from now on.
crypto::Secret complete(store::Transaction& transaction, const StoredAccount& account,
                        const access::Client& client, const Post& post, Instant now) {
    transaction.run("delete from enrolments where account = ?", account.id);
    // Who has all factors needs none taken away; a stranger may have asked for it.
    if (transaction.run("delete from factor_resets where account = ?", account.id) == 1) {
        audit::record(transaction,
                      event_of(audit::EventKind::factor_reset_cancelled, account.id, client, now));
        tell(post, transaction, account, Letter::factor_reset_cancelled, post.base_url + "/security", now);
    }
    return remember_device(transaction, account.id, client.device_token, KnownBy::complete_sign_in, now);
}

http::SessionBegun<SignInState> begin(store::Transaction& transaction, const StoredAccount& account,
                                      const SessionProofs& proofs, const access::Client& client,
                                      const Post& post, Instant now) {
    const Factors factors = factors_of(transaction, account.id);
    const Owes owed = owes(account.role, factors, proofs.shown);
    http::SessionBegun<SignInState> begun{
        state_of(account,
                 person_of(transaction, post.keyring, access::Opening::of(access::Work::signing_in), account),
                 owed, factors),
        begin_session(transaction, post.keyring,
                      {account.id, account.role, proofs.shown, owed, proofs.proved_at}, client, now)};
    if (owed == Owes::nothing)
        begun.device = complete(transaction, account, client, post, now);
    return begun;
}

/// Whether nobody is told of a browser: it came by a link of the mail, or confirms the address just now.
bool came_by_mail(const StoredAccount& account, Proofs shown, Instant now) {
    return shown.contains(Evidence::link) || account.email_verified_at == now;
}

/// The same, and the owner is told of a browser that the account does not know: the first as well, since that
/// of an account that was imported, or whose browsers were forgotten, may be a thief's.
http::SessionBegun<SignInState> begin_and_tell(store::Transaction& transaction, const StoredAccount& account,
                                               const SessionProofs& proofs, const access::Client& client,
                                               const Post& post, Instant now) {
    const bool known = known_device(transaction, account.id, client.device_token, now).has_value();
    auto begun = begin(transaction, account, proofs, client, post, now);
    if (begun.device && !known && !came_by_mail(account, proofs.shown, now))
        tell_at_times(post, transaction, account, Letter::new_device, post.base_url + "/security", now);
    return begun;
}

/// Whether there was one to leave.
bool leave_session(store::Transaction& transaction, sealing::Keyring& keyring, const access::Caller& caller) {
    bool stood = false;
    end_access(transaction, keyring, caller.account.value(),
               [&](const Ending& ending) { stood = end_session(ending, caller.session.value()); });
    return stood;
}

void go_from_session(store::Transaction& transaction, sealing::Keyring& keyring, const StoredAccount& account,
                     const access::Caller& caller) {
    if (!hold_account(transaction, account.id) || !leave_session(transaction, keyring, caller))
        throw Refusal{Code::unauthenticated, "session_required"};
}

}  // namespace

http::SessionBegun<SignInState> enter(store::Transaction& transaction, const StoredAccount& account,
                                      Proofs shown, const access::Caller& caller, const Post& post,
                                      Instant now) {
    if (!hold_account(transaction, account.id))
        throw Refusal{Code::unauthenticated, "credentials_refused"};
    if (caller.session)
        leave_session(transaction, post.keyring, caller);
    return begin_and_tell(transaction, account, {account.id, shown, now}, *caller.client, post, now);
}

http::SessionBegun<SignInState> go_on(store::Transaction& transaction, const StoredAccount& account,
                                      const SessionProofs& proofs, const access::Caller& caller,
                                      const Post& post, Instant now) {
    go_from_session(transaction, post.keyring, account, caller);
    return begin_and_tell(transaction, account, proofs, *caller.client, post, now);
}

http::SessionBegun<SignInState> go_on_after_change(store::Transaction& transaction,
                                                   const StoredAccount& account, const SessionProofs& proofs,
                                                   const access::Caller& caller, const Post& post,
                                                   Instant now) {
    go_from_session(transaction, post.keyring, account, caller);
    return begin(transaction, account, proofs, *caller.client, post, now);
}

void require_standing(store::Transaction& transaction, sealing::Keyring& keyring,
                      const access::Caller& caller, Instant now) {
    if (!hold_account(transaction, caller.account.value()) ||
        !proofs_of(transaction, keyring, caller.session.value(), now))
        throw Refusal{Code::unauthenticated, "session_required"};
}

void end_what_was_begun(const Ending& ending) {
    ending.writing().run("delete from email_changes where account = ?", ending.account());
    ending.writing().run("delete from password_resets where account = ?", ending.account());
    ending.writing().run("delete from factor_resets where account = ?", ending.account());
    end_api_keys(ending);
    forget_devices(ending.writing(), ending.account());
}

}  // namespace suncrew::identity
