#include "identity/own_security.hpp"

#include <string>
#include <utility>

#include <boost/describe/enum_to_string.hpp>

#include "audit/kept_values.hpp"
#include "base/refusal.hpp"
#include "crypto/base64.hpp"
#include "identity/entrance.hpp"
#include "identity/factors_store.hpp"
#include "identity/notices.hpp"
#include "identity/passkey_answers.hpp"
#include "identity/password.hpp"
#include "identity/password_rules.hpp"
#include "identity/recovery.hpp"
#include "identity/security_wire.hpp"
#include "identity/sessions.hpp"

namespace suncrew::identity {
namespace {

using audit::EventKind;

std::vector<std::string> texts_of(const RecoveryCodes& codes) {
    std::vector<std::string> texts;
    for (const factors::RecoveryCode& code : codes)
        texts.emplace_back(code.text.expose());
    return texts;
}

PasskeyView view_of(const StoredPasskey& passkey) {
    PasskeyView view{passkey.id,
                     passkey.name,
                     passkey.created_at,
                     passkey.used_at,
                     passkey.backed_up,
                     {},
                     passkey.suspended_at.has_value()};
    view.transports = allowed_passkeys({passkey}).front().transports;
    return view;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

[[noreturn]] void refuse_passkey(const access::HashingLane& lane, audit::SecurityEvent event,
                                 std::string_view reason) {
    event.after = reason;
    record_alone(lane.connection(), event);
    throw Refusal{Code::invalid, "passkey_refused", "credential"};
}

/// What costs hashes is done so often and not more, whoever has the session.
Attempt own_change_of(const StoredAccount& account, const Person& person, const access::Client& client) {
    return {.proof = Proof::own_change, .email = person.email, .account = account.id, .client = client};
}

/// Refuses to take away what the account cannot be without. With the last factor the codes go that would
/// recover it.
void require_dispensable(const Ending& ending, const StoredAccount& account) {
    const Factors left = factors_of(ending.writing(), account.id);
    if (access::second_factor_required.contains(account.role) && !left.any())
        throw Refusal{Code::conflict, "last_factor"};
    if (!account.has_password() && left.passkeys == 0)
        throw Refusal{Code::conflict, "last_credential"};
    if (!left.any())
        remove_factors(ending);
}

}  // namespace

SecurityView OwnSecurity::read(access::Granted<access::Permission::read_own_security> who,
                               const ReadSecurity&, store::Reading& reading) {
    const StoredAccount account = own_account(reading, who.account());
    SecurityView view;
    view.password_set = account.has_password();
    view.password_changed_at =
        reading.value<std::optional<Instant>>("select password_at from accounts where id = ?", account.id)
            .value_or(std::nullopt);
    if (const auto since = totp_since(reading, account.id))
        view.totp = TotpView{*since};
    for (const StoredPasskey& passkey : passkeys_of(reading, account.id))
        view.passkeys.push_back(view_of(passkey));
    view.recovery_codes_left = factors_of(reading, account.id).recovery_codes;
    view.second_factor_required = access::second_factor_required.contains(account.role);
    view.factor_reset = waiting_factor_reset(reading, setup_.post.keyring, account.id);
    return view;
}

void OwnSecurity::require_owed_enrolment(store::Reading& reading, const access::Caller& caller,
                                         const StoredAccount& account) const {
    if (caller.role != access::Role::entering)
        return;
    // Whoever has shown a password alone must not give the account a second factor of their own.
    const auto proofs = proofs_of(reading, setup_.post.keyring, *caller.session, setup_.clock.now());
    if (!proofs || owes(account.role, factors_of(reading, account.id), proofs->shown) != Owes::enrolment)
        throw Refusal{Code::unauthenticated, "second_factor_required"};
}

template <class Keep>
http::SessionBegun<FactorEnrolled> OwnSecurity::enrolled(const access::HashingLane& lane,
                                                         const access::Caller& caller,
                                                         const StoredAccount& account, Evidence evidence,
                                                         EventKind kind, Keep keep) {
    const Instant now = setup_.clock.now();
    store::Reading reading{lane.connection()};
    const bool first = !factors_of(reading, account.id).any();
    const RecoveryCodes codes = factors::make_recovery_codes();
    const auto hashes = first ? std::optional{hash_recovery_codes(lane, codes)} : std::nullopt;
    return store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        hold_account(transaction, account.id);
        require_owed_enrolment(transaction, caller, account);
        auto proofs = proofs_of(transaction, setup_.post.keyring, *caller.session, now);
        if (!proofs)
            throw Refusal{Code::unauthenticated, "session_required"};
        keep(transaction, now);
        auto event = event_of(kind, account.id, *caller.client, now);
        if (hashes) {
            keep_recovery_codes(transaction, setup_.post.keyring, account.id, *hashes);
            // Who is signed in elsewhere has not shown what is asked for from now on.
            event.after = audit::epoch_word(
                end_access(transaction, setup_.post.keyring, account.id,
                           [&](const Ending& ending) { end_other_sessions(ending, *caller.session); }));
        }
        proofs->shown.add(evidence);
        auto begun = go_on(transaction, account, *proofs, caller, setup_.post, now);
        audit::record(transaction, event);
        tell(setup_.post, transaction, account, Letter::second_factor_added,
             setup_.post.base_url + "/security", now);
        return http::SessionBegun<FactorEnrolled>{
            {std::move(begun.view), hashes ? texts_of(codes) : std::vector<std::string>{}},
            std::move(begun.token),
            std::move(begun.device)};
    });
}

template <class Remove>
void OwnSecurity::remove_factor(store::Transaction& transaction, const StoredAccount& account,
                                const access::Caller& caller, EventKind kind, const Remove& remove) {
    const Instant now = setup_.clock.now();
    const Epoch epoch = end_access(transaction, setup_.post.keyring, account.id, [&](const Ending& ending) {
        remove(ending);
        // Whoever is signed in elsewhere may be who has the lost one.
        end_other_sessions(ending, *caller.session);
    });
    audit::record(transaction, event_of(kind, account.id, *caller.client, now, epoch));
    tell(setup_.post, transaction, account, Letter::second_factor_removed, setup_.post.base_url + "/security",
         now);
}

http::Created<TotpSeed> OwnSecurity::begin_totp(access::Granted<access::Permission::enrol_factor> who,
                                                const BeginTotp&, const access::HashingLane& lane) {
    const factors::TotpSecret secret = factors::TotpSecret::make();
    return store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        const StoredAccount account = own_account(transaction, who.account());
        require_owed_enrolment(transaction, who.caller(), account);
        if (!account.has_password())
            throw Refusal{Code::conflict, "password_first"};
        keep_unconfirmed_totp(transaction, setup_.post.keyring, account.id, secret, setup_.clock.now());
        const crypto::Secret typed = secret.base32();
        const crypto::Secret uri = factors::otpauth_uri(
            person_of(transaction, setup_.post.keyring, access::Opening::own(who), account).email, secret);
        return http::Created<TotpSeed>{{std::string{typed.expose()}, std::string{uri.expose()}}};
    });
}

http::SessionBegun<FactorEnrolled> OwnSecurity::confirm_totp(
    access::Granted<access::Permission::enrol_factor> who, const ConfirmTotp& command,
    const access::HashingLane& lane) {
    store::Reading reading{lane.connection()};
    const StoredAccount account = own_account(reading, who.account());
    require_owed_enrolment(reading, who.caller(), account);
    const Instant shown_at = setup_.clock.now();
    const Person person = person_of(reading, setup_.post.keyring, access::Opening::own(who), account);
    setup_.throttle.admit(lane.connection(), own_change_of(account, person, who.client()), shown_at);
    // The recovery codes are hashed for a code that is right alone: ten hashes hold up everybody's sign-in.
    if (!fits_unconfirmed_totp(reading, setup_.post.keyring, account.id, command.code.secret.expose(),
                               shown_at))
        throw Refusal{Code::invalid, "code_refused", "code"};
    return enrolled(lane, who.caller(), account, Evidence::totp, EventKind::totp_enrolled,
                    [&](store::Transaction& transaction, Instant now) {
                        const bool moves = totp_since(transaction, account.id).has_value();
                        if (!identity::confirm_totp(transaction, setup_.post.keyring, account.id,
                                                    command.code.secret.expose(), now))
                            throw Refusal{Code::invalid, "code_refused", "code"};
                        if (moves)
                            remove_factor(transaction, account, who.caller(), EventKind::totp_removed,
                                          [](const Ending&) {});
                    });
}

http::NoContent OwnSecurity::remove_totp(access::Granted<access::Permission::remove_own_factors> who,
                                         const RemoveTotp&, store::Transaction& transaction) {
    // Of two who remove, the second sees what is left.
    require_standing(transaction, setup_.post.keyring, who.caller(), setup_.clock.now());
    const StoredAccount account = own_account(transaction, who.account());
    remove_factor(transaction, account, who.caller(), EventKind::totp_removed, [&](const Ending& ending) {
        if (!identity::remove_totp(ending.writing(), account.id))
            throw Refusal{Code::not_found, "no_such_factor"};
        require_dispensable(ending, account);
    });
    return {};
}

http::Created<PasskeyCreation> OwnSecurity::begin_passkey(
    access::Granted<access::Permission::enrol_factor> who, const BeginEnrolment&,
    store::Transaction& transaction) {
    const StoredAccount account = own_account(transaction, who.account());
    require_owed_enrolment(transaction, who.caller(), account);
    const Challenge challenge =
        begin_ceremony(transaction, who.session(), Purpose::enrolment, setup_.clock.now());
    Person person = person_of(transaction, setup_.post.keyring, access::Opening::own(who), account);
    return {{.challenge = crypto::base64url_encode(challenge),
             .rp_id = setup_.relying_party.id,
             .rp_name = setup_.relying_party.name,
             .user_id = crypto::base64url_encode(account.id.uuid()),
             .user_name = std::move(person.email),
             .user_display_name = std::move(person.name),
             .algorithms = {-7, -8, -257},
             .exclude = allowed_passkeys(passkeys_of(transaction, account.id)),
             .timeout_ms = std::chrono::duration_cast<std::chrono::milliseconds>(challenge_valid).count(),
             .user_verification = "required",
             .resident_key = "required"}};
}

http::SessionBegun<FactorEnrolled> OwnSecurity::enrol_passkey(
    access::Granted<access::Permission::enrol_factor> who, const EnrolPasskey& command,
    const access::HashingLane& lane) {
    const Instant began = setup_.clock.now();
    store::Reading reading{lane.connection()};
    const StoredAccount account = own_account(reading, who.account());
    require_owed_enrolment(reading, who.caller(), account);
    const Person person = person_of(reading, setup_.post.keyring, access::Opening::own(who), account);
    setup_.throttle.admit(lane.connection(), own_change_of(account, person, who.client()), began);
    const auto event = event_of(EventKind::passkey_refused, account.id, who.client(), began);
    const auto challenge =
        take_challenge(lane.connection(), binding_of(who.caller()), Purpose::enrolment, began);
    if (!challenge)
        refuse_passkey(lane, event, "no_challenge");
    factors::RegistrationAnswer answer{command.credential.client_data_json.bytes,
                                       command.credential.attestation_object.bytes};
    for (const auto& transport : command.credential.transports)
        answer.transports.push_back(transport.text());
    try {
        const factors::Passkey passkey =
            factors::verify_registration(setup_.relying_party, *challenge, answer);
        return enrolled(lane, who.caller(), account, Evidence::passkey, EventKind::passkey_enrolled,
                        [&](store::Transaction& transaction, Instant now) {
                            keep_passkey(transaction, setup_.post.keyring,
                                         {.id = PasskeyId::make(now),
                                          .account = account.id,
                                          .credential = passkey.credential_id,
                                          .public_key = passkey.public_key,
                                          .sign_count = passkey.sign_count,
                                          .name = command.name.text(),
                                          .transports = joined(passkey.transports),
                                          .backup_eligible = passkey.backup_eligible,
                                          .backed_up = passkey.backed_up,
                                          .created_at = now});
                        });
    } catch (const factors::WebauthnRefused& fault) {
        refuse_passkey(lane, event, fault.reason());
    } catch (const store::Duplicate&) {
        refuse_passkey(lane, event, "known_credential");
    }
}

http::NoContent OwnSecurity::remove_passkey(access::Granted<access::Permission::remove_own_factors> who,
                                            const RemovePasskey& command, store::Transaction& transaction) {
    require_standing(transaction, setup_.post.keyring, who.caller(), setup_.clock.now());
    const StoredAccount account = own_account(transaction, who.account());
    remove_factor(transaction, account, who.caller(), EventKind::passkey_removed, [&](const Ending& ending) {
        if (!identity::remove_passkey(ending, command.passkey))
            throw Refusal{Code::not_found, "no_such_factor"};
        require_dispensable(ending, account);
    });
    return {};
}

http::Created<RecoveryCodesView> OwnSecurity::make_recovery_codes(
    access::Granted<access::Permission::remove_own_factors> who, const MakeRecoveryCodes&,
    const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    store::Reading reading{lane.connection()};
    const StoredAccount account = own_account(reading, who.account());
    const Person person = person_of(reading, setup_.post.keyring, access::Opening::own(who), account);
    setup_.throttle.admit(lane.connection(), own_change_of(account, person, who.client()), now);
    const RecoveryCodes codes = factors::make_recovery_codes();
    const RecoveryCodeHashes hashes = hash_recovery_codes(lane, codes);
    store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        require_standing(transaction, setup_.post.keyring, who.caller(), now);
        const StoredAccount account = own_account(transaction, who.account());
        if (!factors_of(transaction, account.id).any())
            throw Refusal{Code::conflict, "no_second_factor"};
        keep_recovery_codes(transaction, setup_.post.keyring, account.id, hashes);
        audit::record(transaction, event_of(EventKind::recovery_codes_made, account.id, who.client(), now));
        tell(setup_.post, transaction, account, Letter::recovery_codes_made,
             setup_.post.base_url + "/security", now);
    });
    return {{texts_of(codes)}};
}

http::SessionBegun<SignInState> OwnSecurity::change_password(
    access::Granted<access::Permission::change_own_password> who, ChangePassword command,
    const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    store::Reading reading{lane.connection()};
    const StoredAccount account = own_account(reading, who.account());
    const auto proofs = proofs_of(reading, setup_.post.keyring, who.session(), now);
    if (!proofs)
        throw Refusal{Code::unauthenticated, "session_required"};
    const Person person = person_of(reading, setup_.post.keyring, access::Opening::own(who), account);
    check_new_password(command.password.secret,
                       PersonalWords{Email::parse(person.email).value(), person.name}, setup_.leaked);
    setup_.throttle.admit(lane.connection(), own_change_of(account, person, who.client()), now);
    const std::string hash = hash_password(lane, command.password.secret);
    return store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        const Epoch epoch =
            end_access(transaction, setup_.post.keyring, account.id, [&](const Ending& ending) {
                set_password(ending, hash, now);
                end_other_sessions(ending, who.session());
                // Whatever somebody has begun who may have known the old one.
                end_what_was_begun(ending);
            });
        audit::record(transaction,
                      event_of(EventKind::password_changed, account.id, who.client(), now, epoch));
        tell(setup_.post, transaction, account, Letter::password_changed, setup_.post.base_url + "/security",
             now);
        SessionProofs after = *proofs;
        after.shown.add(Evidence::password);
        return go_on_after_change(transaction, account, after, who.caller(), setup_.post, now);
    });
}

}  // namespace suncrew::identity
