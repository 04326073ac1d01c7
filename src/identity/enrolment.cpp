#include "identity/enrolment.hpp"

#include "audit/kept_values.hpp"
#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/account_access.hpp"
#include "identity/entrance.hpp"
#include "identity/marked_rows.hpp"
#include "identity/notices.hpp"
#include "identity/password.hpp"
#include "identity/password_rules.hpp"
#include "identity/recovery_wire.hpp"
#include "identity/sessions.hpp"

namespace suncrew::identity {
namespace {

using audit::EventKind;

constexpr int batch_max = 500;

[[noreturn]] void refuse() {
    throw Refusal{Code::invalid, "enrolment_refused", "token"};
}

/// Whether somebody can do a security officer's work: an account that never finished its enrolment cannot.
bool has_officer(store::Reading& reading) {
    return reading
        .value<bool>(
            "select exists (select 1 from accounts a where a.role = 'security'"
            " and (exists (select 1 from passkeys p where p.account = a.id)"
            " or exists (select 1 from totps t where t.account = a.id and t.confirmed_at is not null)))")
        .value();
}

/// Whose link it is, in the outer optional none where it cannot be used.
struct Link {
    MarkedEnrolment row;
    std::optional<StoredAccount> account;  ///< none: the first security officer's
};
std::optional<Link> find_link(store::Reading& reading, sealing::Keyring& keyring, const crypto::Secret& token,
                              Instant now) {
    const auto hash = crypto::token_hash(token);
    const auto row = reading.one<std::optional<AccountId>, Instant, Instant, std::optional<store::Bytes>>(
        "select account, created_at, expires_at, mark from enrolments where token_hash = ? and expires_at > "
        "?",
        hash, now);
    if (!row)
        return std::nullopt;
    const auto& [id, created_at, expires_at, mark] = *row;
    const MarkedEnrolment enrolment{hash, id, created_at, expires_at};
    if (!keyring.is_ours(reading, marked(enrolment), mark, id) || created_at > now + clock_ahead_max)
        return std::nullopt;
    if (!id)
        return has_officer(reading) ? std::nullopt : std::optional{Link{enrolment, {}}};
    auto account = find_account(reading, *id);
    if (!account || account->locked_at)
        return std::nullopt;
    return Link{enrolment, std::move(account)};
}

/// Who the account will be, of what the link and the form say.
NewAccount account_of(const Link& link, const std::optional<Person>& person, const UseEnrolment& command) {
    if (!link.account) {
        if (!command.email)
            throw Refusal{Code::invalid, "missing_member", "email"};
        if (!command.name)
            throw Refusal{Code::invalid, "missing_member", "name"};
        return {.email = *command.email,
                .password_hash = {},
                .role = access::Role::security,
                .name = command.name->text(),
                .language = command.language.value_or(notify::Language::en)};
    }
    if (command.email)
        throw Refusal{Code::invalid, "unknown_member", "email"};
    return {.email = Email::parse(person.value().email).value(),
            .password_hash = link.account->password_hash,
            .role = link.account->role,
            .name = command.name ? command.name->text() : person->name,
            .language = command.language.value_or(link.account->language)};
}

/// The first security officer's account, which the link is theirs from now on. Refuses where there is an
/// officer by now.
AccountId found_officer(store::Transaction& transaction, sealing::Keyring& keyring, const NewAccount& person,
                        MarkedEnrolment link, Instant now) {
    if (has_officer(transaction))
        refuse();
    try {
        const AccountId id = create_account(transaction, keyring, person, now);
        // Of two who use the link at once, the second finds it led to the other's account.
        link.account = id;
        if (transaction.run(
                "update enrolments set account = ?, mark = ? where token_hash = ? and account is null", id,
                keyring.mark(marked(link)), link.token) != 1)
            refuse();
        audit::record(transaction, {.kind = EventKind::account_created,
                                    .at = now,
                                    .account = id,
                                    .after = std::string{role_name(person.role)}});
        return id;
    } catch (const store::Duplicate&) {
        throw Refusal{Code::conflict, "email_taken", "email"};
    }
}

}  // namespace

std::string make_enrolment_link(store::Writing& writing, std::optional<AccountId> account, const Post& post,
                                Instant now) {
    const crypto::Secret token = crypto::make_token();
    if (account)
        writing.run("delete from enrolments where account = ?", *account);
    else
        writing.run("delete from enrolments where account is null");
    const MarkedEnrolment link{crypto::token_hash(token), account, now, now + enrolment_valid};
    writing.run(
        "insert into enrolments (token_hash, account, created_at, expires_at, mark) values (?, ?, ?, ?, ?)",
        link.token, link.account, link.created_at, link.expires_at, post.keyring.mark(marked(link)));
    return post.base_url + "/join#token=" + std::string{token.expose()};
}

namespace {

/// An address that somebody else has signed up with, and never confirmed, is free to be invited.
std::optional<AccountId> take_over(store::Writing& writing, sealing::Keyring& keyring,
                                   const Invitation& invitation) {
    const auto existing = find_account(writing, keyring, invitation.email);
    if (!existing || existing->email_verified_at || existing->role != access::Role::customer)
        return std::nullopt;
    // Its owner may be confirming it at this moment: then there is an account that keeps its role.
    change_access(writing, keyring, existing->id, [&] {
        if (writing.run("update accounts set role = ?, password = '' where id = ?"
                        " and role = 'customer' and email_verified_at is null",
                        role_name(invitation.role), existing->id) != 1)
            throw store::Duplicate{"confirmed meanwhile"};
    });
    rename(writing, keyring, existing->id, invitation.name, invitation.language);
    end_access(writing, keyring, existing->id, [](const Ending& ending) { end_sessions(ending); });
    writing.run("delete from email_verifications where account = ?", existing->id);
    return existing->id;
}

}  // namespace

AccountId invite(store::Writing& writing, const Invitation& invitation, AccountId officer, const Post& post,
                 Instant now) {
    hold_officer(writing, officer);
    const auto taken_over = take_over(writing, post.keyring, invitation);
    const AccountId account = taken_over ? *taken_over
                                         : create_account(writing, post.keyring,
                                                          {.email = invitation.email,
                                                           .password_hash = {},
                                                           .role = invitation.role,
                                                           .name = invitation.name,
                                                           .language = invitation.language},
                                                          now);
    const std::string link = make_enrolment_link(writing, account, post, now);
    notify::queue_mail(writing, post.keyring,
                       letter(Letter::invitation, invitation.email, invitation.language, link), now);
    return account;
}

std::optional<crypto::Secret> first_officer_link(store::Connection& connection, const Post& post,
                                                 Instant now) {
    return store::in_transaction(
        connection, [&](store::Transaction& transaction) -> std::optional<crypto::Secret> {
            if (has_officer(transaction))
                return std::nullopt;
            audit::record(
                transaction,
                {.kind = EventKind::enrolment_link_made, .at = now, .acted_as = audit::Party::system});
            return crypto::Secret::take(make_enrolment_link(transaction, std::nullopt, post, now));
        });
}

std::int64_t delete_old_enrolments(store::Transaction& transaction, sealing::Keyring& keyring, Instant now) {
    const auto ended = transaction.rows<crypto::Sha256Digest, std::optional<AccountId>>(
        "select token_hash, account from enrolments where expires_at <= ? order by expires_at limit ?", now,
        batch_max);
    std::int64_t deleted = 0;
    for (const auto& [token, account] : ended) {
        deleted += transaction.run("delete from enrolments where token_hash = ?", token);
        if (!account)
            continue;
        const std::int64_t gone = transaction.run(
            "delete from accounts where id = ? and role = 'customer' and email_verified_at is null"
            " and not exists (select 1 from email_verifications v where v.account = accounts.id)"
            " and not exists (select 1 from enrolments e where e.account = accounts.id)",
            *account);
        if (gone > 0)
            keyring.erase(transaction, *account);
        deleted += gone;
    }
    return deleted;
}

EnrolmentView Enrolment::view(access::Granted<access::Permission::use_enrolment_link>,
                              const ViewEnrolment& command, store::Reading& reading) {
    const auto link = find_link(reading, setup_.post.keyring, command.token.secret, setup_.clock.now());
    if (!link)
        refuse();
    if (!link->account)
        return {access::Role::security, std::nullopt, std::nullopt};
    // Who has the link is its account's person.
    Person person = identity::person_of(reading, setup_.post.keyring,
                                        access::Opening::of(access::Work::signing_in), *link->account);
    return {link->account->role, std::move(person.email), std::move(person.name)};
}

http::SessionBegun<SignInState> Enrolment::use(access::Granted<access::Permission::use_enrolment_link> who,
                                               UseEnrolment command, const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    const access::Client& client = who.client();
    const Admission admission =
        setup_.throttle.admit(lane.connection(), {.proof = Proof::link, .client = client}, now);
    store::Reading reading{lane.connection()};
    const auto link = find_link(reading, setup_.post.keyring, command.token.secret, now);
    const auto refused = event_of(EventKind::enrolment_link_refused, std::nullopt, client, now);
    if (!link) {
        record_alone(lane.connection(), refused);
        refuse();
    }
    NewAccount person =
        account_of(*link,
                   link->account ? std::optional{identity::person_of(
                                       reading, setup_.post.keyring,
                                       access::Opening::of(access::Work::signing_in), *link->account)}
                                 : std::nullopt,
                   command);
    Proofs shown{Evidence::link};
    if (command.password) {
        check_new_password(command.password->secret, PersonalWords{person.email, person.name}, setup_.leaked);
        person.password_hash = hash_password(lane, command.password->secret);
        shown.add(Evidence::password);
    }
    person.email_verified_at = now;
    const auto token = crypto::token_hash(command.token.secret);
    return attempted(lane.connection(), refused, [&](store::Transaction& transaction) {
        const AccountId id = link->account
                                 ? link->account->id
                                 : found_officer(transaction, setup_.post.keyring, person, link->row, now);
        // The link ends with what it leads to: somebody who is interrupted comes again by the same one. Of
        // two who come at once, the second finds the account's row changed, and goes on from there.
        if (!hold_account(transaction, id) ||
            transaction.run("update enrolments set account = account where token_hash = ? and account = ?"
                            " and expires_at > ?",
                            token, id, now) != 1)
            refuse();
        transaction.run("update accounts set email_verified_at = ? where id = ?", now, id);
        rename(transaction, setup_.post.keyring, id, person.name, person.language);
        const Epoch epoch = end_access(transaction, setup_.post.keyring, id, [&](const Ending& ending) {
            if (command.password)
                set_password(ending, person.password_hash, now);
            identity::end_sessions(ending);
        });
        transaction.run("delete from email_verifications where account = ?", id);
        const auto account = find_account(transaction, id);
        auto used = event_of(EventKind::enrolment_link_used, id, client, now);
        used.after = "accounts/" + to_string(id) + ' ' +
                     audit::kept_value("name", account.value().name.kept()) + ' ' + audit::epoch_word(epoch);
        audit::record(transaction, used);
        auto begun = enter(transaction, account.value(), shown, who.caller(), setup_.post, now);
        Throttle::give_back(transaction, admission, now);
        return begun;
    });
}

}  // namespace suncrew::identity
