#include "identity/recovery.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "audit/kept_values.hpp"
#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/devices.hpp"
#include "identity/email_change.hpp"
#include "identity/entrance.hpp"
#include "identity/factors_store.hpp"
#include "identity/mail_requests.hpp"
#include "identity/marked_rows.hpp"
#include "identity/notices.hpp"
#include "identity/password.hpp"
#include "identity/password_rules.hpp"
#include "identity/recovery_wire.hpp"
#include "identity/sessions.hpp"

namespace suncrew::identity {
namespace {

using audit::EventKind;

[[noreturn]] void refuse_alone(store::Connection& connection, const audit::SecurityEvent& event,
                               std::string_view reason) {
    record_alone(connection, event);
    throw Refusal{Code::invalid, reason, "token"};
}

/// A link that is unknown, used or too old, or whose account or address is not to be had.
struct NoSuchLink {};

void confirm_address(store::Transaction& transaction, const crypto::Sha256Digest& token,
                     const access::Client& client, const Post& post, Instant now) {
    const auto row = transaction.one<AccountId, SealedNewEmail, Instant, std::optional<store::Bytes>>(
        "select account, email, expires_at, mark from email_changes where token_hash = ? and expires_at > ?",
        token, now);
    if (!row || transaction.run("delete from email_changes where token_hash = ?", token) != 1)
        throw NoSuchLink{};
    const auto& [id, sealed_email, expires_at, mark] = *row;
    const MarkedEmailChange change{token, id, sealed_email.kept(), expires_at};
    if (!post.keyring.is_ours(transaction, marked(change), mark, id) ||
        expires_at > now + email_change_valid + clock_ahead_max)
        throw NoSuchLink{};
    if (!hold_account(transaction, id))
        throw NoSuchLink{};
    const auto email =
        Email::parse(post.keyring.opener(transaction, access::Opening::of(access::Work::signing_in), id)
                         .open(sealing::Row{token}, sealed_email));
    if (!email)
        throw NoSuchLink{};
    const auto index = index_of(post.keyring, *email);
    const StoredAccount before = own_account(transaction, id);
    // A sign-up that nobody confirmed keeps the address from nobody who reads its mail.
    const auto unconfirmed = transaction.value<AccountId>(
        "select id from accounts where email_index = ? and id <> ? and role = 'customer'"
        " and email_verified_at is null",
        index, id);
    if (unconfirmed &&
        transaction.run("delete from accounts where id = ? and email_verified_at is null", *unconfirmed) == 1)
        post.keyring.erase(transaction, *unconfirmed);
    const auto sealed =
        post.keyring.sealer(transaction, id).seal<"accounts.email">(sealing::Row{id}, email->text());
    try {
        transaction.run("update accounts set email = ?, email_index = ?, email_verified_at = ? where id = ?",
                        sealed, index, now, id);
    } catch (const store::Duplicate&) {
        throw NoSuchLink{};
    }
    // Links that went to the old mailbox.
    transaction.run("delete from password_resets where account = ?", id);
    auto event = event_of(EventKind::email_changed, id, client, now);
    event.after = "accounts/" + to_string(id) + ' ' + audit::kept_value("email", sealed.kept());
    audit::record(transaction, event);
    tell(post, transaction, before, Letter::email_changed, post.base_url + "/security", now);
    tell(post, transaction, own_account(transaction, id), Letter::email_changed, post.base_url + "/security",
         now);
}

std::string cancellation_link(const Post& post, const crypto::Secret& token) {
    return post.base_url + "/cancel-reset#token=" + std::string{token.expose()};
}

/// Where a reset is due for a reminder that it has not had yet.
void remind(store::Transaction& transaction, AccountId id, Instant requested_at, const Post& post,
            Instant now) {
    const auto due = std::min<std::int64_t>((now - requested_at) / factor_reset_reminded_every,
                                            factor_reset_reminders_max);
    // Of two programs, the update says which writes.
    if (transaction.run("update factor_resets set reminders = ?"
                        " where account = ? and requested_at = ? and reminders < ? and ready_at > ?",
                        due, id, requested_at, due, now) != 1)
        return;
    const StoredAccount account = own_account(transaction, id);
    const crypto::Secret token = crypto::make_token();
    transaction.run("insert into factor_reset_links (token_hash, account) values (?, ?)",
                    crypto::token_hash(token), id);
    tell(post, transaction, account, Letter::factor_reset_reminder, cancellation_link(post, token), now);
}

/// The account whose reset one of the letters' links stops.
std::optional<AccountId> account_of_link(store::Reading& reading, const crypto::Sha256Digest& token) {
    return reading.value<AccountId>(
        "select account from factor_resets where cancel_hash = ?"
        " union select account from factor_reset_links where token_hash = ?",
        token, token);
}

/// Whose new password the link is for; none where it cannot be used.
std::optional<AccountId> account_of_reset(store::Reading& reading, sealing::Keyring& keyring,
                                          const crypto::Sha256Digest& token, Instant now) {
    const auto row = reading.one<AccountId, Instant, std::optional<store::Bytes>>(
        "select account, expires_at, mark from password_resets where token_hash = ? and expires_at > ?",
        token, now);
    if (!row)
        return std::nullopt;
    const auto& [account, expires_at, mark] = *row;
    const bool ours =
        keyring.is_ours(reading, marked(MarkedReset{token, account, expires_at}), mark, account) &&
        expires_at <= now + password_reset_valid + clock_ahead_max;
    return ours ? std::optional{account} : std::nullopt;
}

/// Staff prove who they are to a security officer instead.
void require_self_service(const StoredAccount& account) {
    if (access::staff.contains(account.role))
        throw Refusal{Code::forbidden, "ask_a_security_officer"};
}

}  // namespace

std::optional<FactorResetView> waiting_factor_reset(store::Reading& reading, sealing::Keyring& keyring,
                                                    AccountId account) {
    const auto row = reading.one<Instant, Instant, std::optional<store::Bytes>>(
        "select requested_at, ready_at, mark from factor_resets where account = ?", account);
    if (!row)
        return std::nullopt;
    const auto& [requested_at, ready_at, mark] = *row;
    if (!keyring.is_ours(reading, marked(MarkedFactorReset{account, requested_at, ready_at}), mark, account))
        return std::nullopt;
    return FactorResetView{requested_at, ready_at};
}

std::int64_t delete_old_recoveries(store::Transaction& transaction, Instant now) {
    constexpr int batch_max = 500;
    return transaction.run({"delete from password_resets where token_hash in"
                            " (select token_hash from password_resets where expires_at <= ? limit ?)",
                            "delete from password_resets where expires_at <= ? limit ?"},
                           now, batch_max) +
           transaction.run({"delete from email_changes where token_hash in"
                            " (select token_hash from email_changes where expires_at <= ? limit ?)",
                            "delete from email_changes where expires_at <= ? limit ?"},
                           now, batch_max) +
           transaction.run("delete from factor_resets where ready_at <= ?", now - factor_reset_kept);
}

int remind_of_factor_resets(store::Connection& connection, const Post& post, Instant now) {
    store::Reading reading{connection};
    const auto due = reading.rows<AccountId, Instant>(
        "select account, requested_at from factor_resets where ready_at > ?"
        " and (reminders = 0 and requested_at <= ? or reminders = 1 and requested_at <= ?) limit ?",
        now, now - factor_reset_reminded_every, now - 2 * factor_reset_reminded_every,
        factor_reset_reminders_a_round_max);
    static_assert(factor_reset_reminders_max == 2);
    for (const auto& [account, requested_at] : due)
        store::in_transaction(connection,
                              [&, id = account, at = requested_at](store::Transaction& transaction) {
                                  remind(transaction, id, at, post, now);
                              });
    return static_cast<int>(due.size());
}

http::Accepted<Nothing> Recovery::request_password_reset(
    access::Granted<access::Permission::reset_password> who, const RequestPasswordReset& command,
    const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    setup_.throttle.admit(lane.connection(), {.proof = Proof::letter, .client = who.client()}, now);
    store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        request_mail(transaction, setup_.post.keyring, MailRequest::password_reset, command.email, now);
    });
    return {};
}

http::BrowserKnown Recovery::reset_password(access::Granted<access::Permission::reset_password> who,
                                            ResetPassword command, const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    const auto token = crypto::token_hash(command.token.secret);
    const Admission admission =
        setup_.throttle.admit(lane.connection(), {.proof = Proof::link, .client = who.client()}, now);
    store::Reading reading{lane.connection()};
    const auto id = account_of_reset(reading, setup_.post.keyring, token, now);
    const auto account = id ? find_account(reading, *id) : std::nullopt;
    if (!account || account->locked_at)
        refuse_alone(lane.connection(), event_of(EventKind::password_reset_refused, id, who.client(), now),
                     "reset_refused");
    const Person person =
        person_of(reading, setup_.post.keyring, access::Opening::of(access::Work::signing_in), *account);
    check_new_password(command.password.secret,
                       PersonalWords{Email::parse(person.email).value(), person.name}, setup_.leaked);
    const std::string hash = hash_password(lane, command.password.secret);
    const auto refused = event_of(EventKind::password_reset_refused, id, who.client(), now);
    return attempted(lane.connection(), refused, [&](store::Transaction& transaction) {
        if (transaction.run("delete from password_resets where token_hash = ?", token) != 1)
            throw Refusal{Code::invalid, "reset_refused", "token"};
        if (!hold_account(transaction, account->id))
            throw Refusal{Code::invalid, "reset_refused", "token"};
        const Epoch epoch =
            end_access(transaction, setup_.post.keyring, account->id, [&](const Ending& ending) {
                set_password(ending, hash, now);
                end_sessions(ending);
                end_what_was_begun(ending);
            });
        audit::record(transaction,
                      event_of(EventKind::password_reset, account->id, who.client(), now, epoch));
        tell(setup_.post, transaction, *account, Letter::password_changed, setup_.post.base_url + "/security",
             now);
        Throttle::give_back(transaction, admission, now);
        return http::BrowserKnown{remember_device(transaction, account->id, {}, KnownBy::mailed_link, now)};
    });
}

http::Accepted<Nothing> Recovery::change_email(access::Granted<access::Permission::change_own_email> who,
                                               const ChangeEmail& command, store::Transaction& transaction) {
    const Instant now = setup_.clock.now();
    require_standing(transaction, setup_.post.keyring, who.caller(), now);
    const StoredAccount account = own_account(transaction, who.account());
    begin_email_change(transaction, setup_.post, account, command.email, now);
    audit::record(transaction, event_of(EventKind::email_change_requested, account.id, who.client(), now));
    return {};
}

Nothing Recovery::confirm_email(access::Granted<access::Permission::confirm_own_email> who,
                                const ConfirmEmail& command, const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    const Admission admission =
        setup_.throttle.admit(lane.connection(), {.proof = Proof::link, .client = who.client()}, now);
    const auto token = crypto::token_hash(command.token.secret);
    try {
        store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
            confirm_address(transaction, token, who.client(), setup_.post, now);
            Throttle::give_back(transaction, admission, now);
        });
    } catch (const NoSuchLink&) {
        refuse_alone(lane.connection(), event_of(EventKind::email_change_refused, {}, who.client(), now),
                     "email_change_refused");
    }
    return {};
}

http::Accepted<FactorResetView> Recovery::request_factor_reset(
    access::Granted<access::Permission::recover_factor> who, const RequestFactorReset&,
    store::Transaction& transaction) {
    const Instant now = setup_.clock.now();
    const StoredAccount account = own_account(transaction, who.account());
    require_self_service(account);
    if (const auto waiting = waiting_factor_reset(transaction, setup_.post.keyring, account.id))
        return {*waiting};
    const auto proofs = proofs_of(transaction, setup_.post.keyring, who.session(), now);
    if (!proofs ||
        owes(account.role, factors_of(transaction, account.id), proofs->shown) != Owes::second_factor)
        throw Refusal{Code::conflict, "no_second_factor_owed"};
    const crypto::Secret token = crypto::make_token();
    const FactorResetView reset{now, now + factor_reset_wait};
    try {
        const MarkedFactorReset row{account.id, reset.requested_at, reset.ready_at};
        transaction.run(
            "insert into factor_resets (account, cancel_hash, requested_at, ready_at, mark)"
            " values (?, ?, ?, ?, ?)",
            account.id, crypto::token_hash(token), reset.requested_at, reset.ready_at,
            setup_.post.keyring.mark(marked(row)));
    } catch (const store::Duplicate&) {
        throw store::Conflict{"two asked for one account's reset at once"};
    }
    audit::record(transaction, event_of(EventKind::factor_reset_requested, account.id, who.client(), now));
    tell(setup_.post, transaction, account, Letter::factor_reset_requested,
         cancellation_link(setup_.post, token), now);
    return {reset};
}

FactorResetView Recovery::factor_reset(access::Granted<access::Permission::recover_factor> who,
                                       const ReadFactorReset&, store::Reading& reading) {
    const auto waiting = waiting_factor_reset(reading, setup_.post.keyring, who.account());
    if (!waiting)
        throw Refusal{Code::not_found, "no_factor_reset"};
    return *waiting;
}

http::SessionBegun<SignInState> Recovery::complete_factor_reset(
    access::Granted<access::Permission::recover_factor> who, const CompleteFactorReset&,
    const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    return store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        const StoredAccount account = own_account(transaction, who.account());
        require_self_service(account);
        auto proofs = proofs_of(transaction, setup_.post.keyring, who.session(), now);
        const auto waiting = waiting_factor_reset(transaction, setup_.post.keyring, account.id);
        if (!waiting || !proofs)
            throw Refusal{Code::not_found, "no_factor_reset"};
        if (transaction.run("delete from factor_resets where account = ? and ready_at <= ?", account.id,
                            now) != 1)
            throw Refusal{Code::conflict, "factor_reset_waits"};
        const Epoch epoch =
            end_access(transaction, setup_.post.keyring, account.id, [&](const Ending& ending) {
                remove_factors(ending);
                end_other_sessions(ending, who.session());
                end_what_was_begun(ending);
            });
        audit::record(transaction,
                      event_of(EventKind::factor_reset_completed, account.id, who.client(), now, epoch));
        tell(setup_.post, transaction, account, Letter::factor_reset_completed,
             setup_.post.base_url + "/security", now);
        proofs->shown.add(Evidence::link);  // the letters of 72 hours stand for one: nobody stopped it
        return go_on_after_change(transaction, account, *proofs, who.caller(), setup_.post, now);
    });
}

Nothing Recovery::cancel_factor_reset(access::Granted<access::Permission::cancel_factor_reset> who,
                                      const CancelFactorReset& command, const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    const Admission admission =
        setup_.throttle.admit(lane.connection(), {.proof = Proof::link, .client = who.client()}, now);
    const auto token = crypto::token_hash(command.token.secret);
    const bool cancelled = store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        const auto id = account_of_link(transaction, token);
        if (!id || transaction.run("delete from factor_resets where account = ?", *id) != 1)
            return false;
        // Whoever asked knows the password.
        const Epoch epoch = end_access(transaction, setup_.post.keyring, *id, [](const Ending& ending) {
            end_sessions(ending);
            end_what_was_begun(ending);
        });
        audit::record(transaction,
                      event_of(EventKind::factor_reset_cancelled, *id, who.client(), now, epoch));
        tell(setup_.post, transaction, own_account(transaction, *id), Letter::factor_reset_cancelled,
             setup_.post.base_url + "/security", now);
        Throttle::give_back(transaction, admission, now);
        return true;
    });
    if (!cancelled)
        refuse_alone(lane.connection(), event_of(EventKind::cancellation_refused, {}, who.client(), now),
                     "cancellation_refused");
    return {};
}

}  // namespace suncrew::identity
