#include "identity/signing_in.hpp"

#include <utility>

#include "base/log.hpp"
#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/account_access.hpp"
#include "identity/devices.hpp"
#include "identity/entrance.hpp"
#include "identity/factors_store.hpp"
#include "identity/notices.hpp"
#include "identity/passkey_answers.hpp"
#include "identity/password.hpp"
#include "identity/sessions.hpp"

namespace suncrew::identity {
namespace {

using audit::EventKind;

[[noreturn]] void refuse() {
    throw Refusal{Code::unauthenticated, "credentials_refused"};
}

/// Passkeys that nobody has, anybody may show, as many as they like: each is a line in the log, and one a
/// minute an event.
void record_refused(store::Connection& connection, const audit::SecurityEvent& event) {
    if (event.account)
        return record_alone(connection, event);
    log::info("passkey_refused", {{"reason", std::string_view{event.after.value()}},
                                  {"address", std::string_view{event.address}}});
    record_at_times(connection, "unknown passkey", event);
}

Attempt attempt_of(Proof proof, const StoredAccount& account, const Person& person,
                   const access::Client& client, store::Reading& reading, Instant now) {
    return {.proof = proof,
            .email = person.email,
            .account = account.id,
            .known_device = proven_device(reading, account.id, client.device_token, now),
            .client = client};
}

int given(const auto&... optionals) {
    return (static_cast<int>(optionals.has_value()) + ...);
}

}  // namespace

http::SessionBegun<SignInState> SigningIn::sign_in(access::Granted<access::Permission::sign_in> who,
                                                   SignIn command, const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    const access::Client& client = who.client();
    store::Reading reading{lane.connection()};
    const auto account = find_account(reading, setup_.post.keyring, command.email);
    const std::optional<AccountId> id = account ? std::optional{account->id} : std::nullopt;
    const Admission admission =
        setup_.throttle.admit(lane.connection(),
                              {.proof = Proof::password,
                               .email = command.email.text(),
                               .account = id,
                               .known_device = known_device(reading, id, client.device_token, now),
                               .client = client},
                              now);
    const bool may = account && account->has_password() && !account->locked_at && account->email_verified_at;
    const std::string& hash = may ? account->password_hash : hash_of_nothing();
    if (!verify_password(lane, hash, command.password.secret) || !may) {
        record_alone(lane.connection(), event_of(EventKind::sign_in_failed, id, client, now));
        refuse();
    }
    const std::string newer_hash = is_outdated(hash) ? hash_password(lane, command.password.secret) : hash;
    const auto failed = event_of(EventKind::sign_in_failed, id, client, now);
    return attempted(lane.connection(), failed, [&](store::Transaction& transaction) {
        // What was verified may have been changed while it was.
        if (transaction.run("update accounts set name = name where id = ? and password = ?", account->id,
                            hash) != 1)
            refuse();
        if (newer_hash != hash)
            change_access(transaction, setup_.post.keyring, account->id, [&] {
                transaction.run("update accounts set password = ? where id = ?", newer_hash, account->id);
            });
        if (newer_hash != hash)
            audit::record(transaction, event_of(EventKind::password_upgraded, id, client, now));
        auto begun = enter(transaction, *account, {Evidence::password}, who.caller(), setup_.post, now);
        // Who knows a password alone begins no sessions without end, and leaves a trace.
        if (begun.view.owes != Owes::nothing) {
            audit::record(transaction, event_of(EventKind::password_accepted, id, client, now));
            return begun;
        }
        audit::record(transaction, event_of(EventKind::sign_in_succeeded, id, client, now));
        Throttle::give_back(transaction, admission, now);
        return begun;
    });
}

http::CeremonyBegun<PasskeyRequest> SigningIn::begin_passkey(access::Granted<access::Permission::sign_in> who,
                                                             const BeginPasskey&,
                                                             const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    setup_.throttle.admit(lane.connection(), {.proof = Proof::question, .client = who.client()}, now);
    // A session ties the challenge by itself. Everybody else gets a cookie with each question, since a page
    // that stays open asks anew before the challenge ends, and the cookie has to live as long as the new one.
    std::optional<crypto::Secret> token;
    if (!who.caller().session)
        token = crypto::make_token();
    const Binding binding = token ? crypto::token_hash(*token) : *who.caller().session;
    const Challenge challenge =
        store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            return begin_ceremony(transaction, binding, Purpose::sign_in, now);
        });
    return {passkey_request(setup_.relying_party, challenge, {}), std::move(token)};
}

/// The key is in two hands, and nobody can tell which of them is the owner's.
void SigningIn::suspend_cloned(store::Transaction& transaction, AccountId id,
                               const std::vector<std::uint8_t>& credential, const access::Client& client) {
    const Instant now = setup_.clock.now();
    // A sign-in that holds the account is through, and ends with its sessions, or sees the passkey suspended.
    transaction.run("update accounts set name = name where id = ?", id);
    const auto passkey = find_passkey(transaction, setup_.post.keyring, credential);
    if (!passkey || !suspend_passkey(transaction, passkey->id, now))
        return;
    const Epoch epoch =
        end_access(transaction, setup_.post.keyring, id, [](const Ending& ending) { end_sessions(ending); });
    audit::record(transaction, event_of(EventKind::passkey_removed, id, client, now, epoch));
    tell(setup_.post, transaction, own_account(transaction, id), Letter::second_factor_removed,
         setup_.post.base_url + "/security", now);
}

std::variant<StoredPasskey, audit::SecurityEvent> SigningIn::believed(const access::HashingLane& lane,
                                                                      const access::Caller& caller,
                                                                      Purpose purpose,
                                                                      const Assertion& answer,
                                                                      EventKind failed) {
    const Instant now = setup_.clock.now();
    store::Reading reading{lane.connection()};
    const auto challenge = take_challenge(lane.connection(), binding_of(caller), purpose, now);
    auto verdict = believe(reading, setup_.post.keyring, setup_.relying_party, purpose, challenge, answer);
    if (auto* const believed = std::get_if<BelievedPasskey>(&verdict)) {
        const bool noted = store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            return note_passkey_use(transaction, believed->passkey.id, believed->asserted, now);
        });
        if (noted)
            return std::move(believed->passkey);
        verdict = UnbelievedPasskey{believed->passkey.account, false, "counter"};
    }
    const auto& unbelieved = std::get<UnbelievedPasskey>(verdict);
    auto event = event_of(unbelieved.cloned ? EventKind::passkey_cloned : failed, unbelieved.account,
                          *caller.client, now);
    event.after = unbelieved.reason;
    if (unbelieved.cloned)
        store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            suspend_cloned(transaction, *unbelieved.account, answer.id.bytes, *caller.client);
        });
    return event;
}

std::variant<Evidence, audit::SecurityEvent> SigningIn::own_passkey(const access::HashingLane& lane,
                                                                    const access::Caller& caller,
                                                                    Purpose purpose, const Assertion& answer,
                                                                    EventKind failed) {
    auto verdict = believed(lane, caller, purpose, answer, failed);
    if (auto* const event = std::get_if<audit::SecurityEvent>(&verdict)) {
        // Whose attempt it was; but for a copy, what is told is told about the passkey's owner.
        if (event->kind == failed)
            event->account = caller.account;
        return std::move(*event);
    }
    if (std::get<StoredPasskey>(verdict).account == caller.account)
        return Evidence::passkey;
    auto event = event_of(failed, caller.account, *caller.client, setup_.clock.now());
    event.after = "another_account";
    return event;
}

http::SessionBegun<SignInState> SigningIn::sign_in_by_passkey(
    access::Granted<access::Permission::sign_in> who, const SignInByPasskey& command,
    const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    const Admission admission =
        setup_.throttle.admit(lane.connection(), {.proof = Proof::passkey, .client = who.client()}, now);
    const auto verdict =
        believed(lane, who.caller(), Purpose::sign_in, command.credential, EventKind::passkey_refused);
    if (const auto* const event = std::get_if<audit::SecurityEvent>(&verdict)) {
        record_refused(lane.connection(), *event);
        refuse();
    }
    const StoredPasskey& passkey = std::get<StoredPasskey>(verdict);
    const AccountId id = passkey.account;
    store::Reading reading{lane.connection()};
    const StoredAccount account = own_account(reading, id);
    const auto failed = event_of(EventKind::sign_in_failed, id, who.client(), now);
    return attempted(lane.connection(), failed, [&](store::Transaction& transaction) {
        if (account.locked_at || !account.email_verified_at)
            refuse();
        auto begun = enter(transaction, account, {Evidence::passkey}, who.caller(), setup_.post, now);
        // Whoever removes a passkey holds the account as `enter` does, and ends the sessions that there are.
        if (!passkey_stands(transaction, passkey.id))
            refuse();
        audit::record(transaction, event_of(EventKind::sign_in_succeeded, id, who.client(), now));
        Throttle::give_back(transaction, admission, now);
        return begun;
    });
}

SignInState SigningIn::session(access::Granted<access::Permission::read_own_session> who, const ReadSession&,
                               store::Reading& reading) {
    const access::Caller& caller = who.caller();
    if (!caller.account || !caller.session)
        return {};
    const StoredAccount account = own_account(reading, *caller.account);
    const Factors factors = factors_of(reading, account.id);
    const auto proofs = proofs_of(reading, setup_.post.keyring, *caller.session, setup_.clock.now());
    if (!proofs)
        return {};
    const Owes owed =
        caller.role == access::Role::entering ? owes(account.role, factors, proofs->shown) : Owes::nothing;
    SignInState state = state_of(
        account,
        person_of(reading, setup_.post.keyring, access::Opening::of(access::Work::signing_in), account), owed,
        factors);
    state.proved_recently = caller.proved_recently;
    return state;
}

http::CeremonyBegun<PasskeyRequest> SigningIn::begin_second_factor(
    access::Granted<access::Permission::complete_sign_in> who, const BeginPasskey&,
    store::Transaction& transaction) {
    const Challenge challenge =
        begin_ceremony(transaction, who.session(), Purpose::second_factor, setup_.clock.now());
    return {passkey_request(setup_.relying_party, challenge, passkeys_of(transaction, who.account()))};
}

std::variant<Evidence, audit::SecurityEvent> SigningIn::second_factor_of(const access::HashingLane& lane,
                                                                         const access::Caller& caller,
                                                                         const ShowSecondFactor& command) {
    const AccountId account = *caller.account;
    const Instant now = setup_.clock.now();
    if (command.credential)
        return own_passkey(lane, caller, Purpose::second_factor, *command.credential,
                           EventKind::second_factor_failed);
    const auto failed = event_of(EventKind::second_factor_failed, account, *caller.client, now);
    if (command.recovery_code) {
        if (use_recovery_code(lane, setup_.post.keyring, command.recovery_code->secret.expose(),
                              event_of(EventKind::recovery_code_used, account, *caller.client, now)))
            return Evidence::recovery_code;
        return failed;
    }
    const bool right = store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        return use_totp(transaction, setup_.post.keyring, account, command.totp->secret.expose(), now);
    });
    if (right)
        return Evidence::totp;
    return failed;
}

http::SessionBegun<SignInState> SigningIn::show_second_factor(
    access::Granted<access::Permission::complete_sign_in> who, const ShowSecondFactor& command,
    const access::HashingLane& lane) {
    if (given(command.totp, command.recovery_code, command.credential) != 1)
        throw Refusal{Code::invalid, "one_of_them", "totp"};
    const Instant now = setup_.clock.now();
    store::Reading reading{lane.connection()};
    const StoredAccount account = own_account(reading, who.account());
    const auto before = proofs_of(reading, setup_.post.keyring, who.session(), now);
    if (!before || owes(account.role, factors_of(reading, account.id), before->shown) != Owes::second_factor)
        throw Refusal{Code::conflict, "no_second_factor_owed"};
    const Person person =
        person_of(reading, setup_.post.keyring, access::Opening::of(access::Work::signing_in), account);
    const Attempt password{.proof = Proof::password,
                           .email = person.email,
                           .known_device = known_device(reading, account.id, who.client().device_token, now),
                           .client = who.client()};
    // A passkey cannot be guessed, so whoever guesses codes does not keep its owner from showing it.
    const Proof proof = command.credential ? Proof::passkey : Proof::second_factor;
    const Admission admission = setup_.throttle.admit(
        lane.connection(), attempt_of(proof, account, person, who.client(), reading, now), now);
    const auto verdict = second_factor_of(lane, who.caller(), command);
    if (const auto* const event = std::get_if<audit::SecurityEvent>(&verdict)) {
        store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            audit::record(transaction, *event);
            tell_at_times(setup_.post, transaction, account, Letter::second_factor_failed,
                          setup_.post.base_url + "/security", now);
        });
        refuse();
    }
    const Evidence evidence = std::get<Evidence>(verdict);
    SessionProofs proofs = *before;
    proofs.shown.add(evidence);
    proofs.proved_at = now;
    const auto failed = event_of(EventKind::second_factor_failed, account.id, who.client(), now);
    return attempted(lane.connection(), failed, [&](store::Transaction& transaction) {
        auto begun = go_on(transaction, account, proofs, who.caller(), setup_.post, now);
        audit::record(transaction,
                      event_of(EventKind::second_factor_succeeded, account.id, who.client(), now));
        if (evidence == Evidence::recovery_code)
            tell(setup_.post, transaction, account, Letter::recovery_code_used,
                 setup_.post.base_url + "/security", now);
        if (begun.view.owes == Owes::nothing)
            audit::record(transaction, event_of(EventKind::sign_in_succeeded, account.id, who.client(), now));
        Throttle::give_back(transaction, admission, now);
        // The password that this sign-in began with was no guess either.
        if (begun.view.owes == Owes::nothing && before->shown == Proofs{Evidence::password})
            setup_.throttle.give_back_later(transaction, password, before->proved_at, now);
        return begun;
    });
}

http::CeremonyBegun<PasskeyRequest> SigningIn::begin_step_up(
    access::Granted<access::Permission::prove_again> who, const BeginPasskey&,
    store::Transaction& transaction) {
    const Challenge challenge =
        begin_ceremony(transaction, who.session(), Purpose::step_up, setup_.clock.now());
    return {passkey_request(setup_.relying_party, challenge, passkeys_of(transaction, who.account()))};
}

Proofs SigningIn::shown_at_step_up(const access::HashingLane& lane, const StoredAccount& account,
                                   const StepUp& command) {
    Proofs shown;
    const std::string& hash = account.has_password() ? account.password_hash : hash_of_nothing();
    if (!verify_password(lane, hash, command.password->secret) || !account.has_password())
        return shown;
    shown.add(Evidence::password);
    // A code is looked at, and so used up, only after the right password.
    if (command.totp && store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            return use_totp(transaction, setup_.post.keyring, account.id, command.totp->secret.expose(),
                            setup_.clock.now());
        }))
        shown.add(Evidence::totp);
    return shown;
}

http::SessionBegun<SignInState> SigningIn::step_up(access::Granted<access::Permission::prove_again> who,
                                                   StepUp command, const access::HashingLane& lane) {
    const bool by_passkey = command.credential.has_value();
    if (by_passkey == command.password.has_value() || (by_passkey && command.totp))
        throw Refusal{Code::invalid, "one_of_them", "password"};
    const Instant now = setup_.clock.now();
    store::Reading reading{lane.connection()};
    const StoredAccount account = own_account(reading, who.account());
    const Person person = person_of(reading, setup_.post.keyring, access::Opening::own(who), account);
    // Whoever guesses with a stolen session does not keep its owner from showing a passkey.
    const Proof proof = by_passkey ? Proof::passkey : Proof::step_up;
    const Admission admission = setup_.throttle.admit(
        lane.connection(), attempt_of(proof, account, person, who.client(), reading, now), now);
    auto failed = event_of(EventKind::step_up_failed, account.id, who.client(), now);
    Proofs shown;
    if (by_passkey) {
        auto verdict =
            own_passkey(lane, who.caller(), Purpose::step_up, *command.credential, EventKind::step_up_failed);
        if (auto* const event = std::get_if<audit::SecurityEvent>(&verdict))
            failed = std::move(*event);
        else
            shown.add(Evidence::passkey);
    } else {
        shown = shown_at_step_up(lane, account, command);
    }
    return attempted(lane.connection(), failed, [&](store::Transaction& transaction) {
        if (owes(account.role, factors_of(transaction, account.id), shown) != Owes::nothing ||
            account.password_hash != own_account(transaction, account.id).password_hash)
            refuse();
        auto begun = go_on(transaction, account, {account.id, shown, now}, who.caller(), setup_.post, now);
        audit::record(transaction, event_of(EventKind::step_up_succeeded, account.id, who.client(), now));
        Throttle::give_back(transaction, admission, now);
        return begun;
    });
}

http::SessionEnded SigningIn::sign_out(access::Granted<access::Permission::sign_out> who, const SignOut&,
                                       store::Transaction& transaction) {
    const Epoch epoch = end_access(transaction, setup_.post.keyring, who.account(),
                                   [&](const Ending& ending) { end_session(ending, who.session()); });
    audit::record(transaction,
                  event_of(EventKind::signed_out, who.account(), who.client(), setup_.clock.now(), epoch));
    return {};
}

}  // namespace suncrew::identity
