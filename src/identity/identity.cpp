#include "identity/identity.hpp"

#include <string_view>
#include <utility>

#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/accounts.hpp"
#include "identity/mail_texts.hpp"
#include "identity/password.hpp"
#include "identity/sessions.hpp"
#include "identity/wire.hpp"
#include "notify/outbox.hpp"

namespace suncrew::identity {
namespace {

/// In the place of a hash: no password fits.
constexpr std::string_view no_password;

bool too_many_mails(store::Reading& reading, const Email& email, Instant now) {
    return notify::mails_queued(reading, email.text(), now - std::chrono::hours{1}) >=
           unasked_mails_an_hour_max;
}

/// What a sign-up asked for. It waits with its own link, and becomes the account's when that link is used.
struct Waiting {
    std::string password_hash;
    std::string name;
    notify::Language language;
};

void send_link(store::Transaction& transaction, AccountId account, const Email& email, const Waiting& waiting,
               const std::string& base_url, Instant now) {
    const crypto::Secret token = crypto::make_token();
    transaction.run(
        "insert into email_verifications (token_hash, account, password, name, language, expires_at)"
        " values (?, ?, ?, ?, ?, ?)",
        crypto::token_hash(token), account, waiting.password_hash, waiting.name,
        language_name(waiting.language), now + verification_valid);
    const std::string link = base_url + "/verify?token=" + std::string{token.expose()};
    notify::queue_mail(transaction, verification_mail(email, waiting.language, link), now);
}

/// After a second sign-up nobody can tell whose password the account should have until a link is used, so it
/// has none. False where the address is confirmed.
bool note_another_sign_up(store::Transaction& transaction, AccountId account) {
    return transaction.run("update accounts set password = ? where id = ? and email_verified_at is null",
                           no_password, account) == 1;
}

Account view(const StoredAccount& account) {
    return {account.id,   account.email,    account.name,
            account.role, account.language, account.email_verified_at.has_value()};
}

}  // namespace

Identity::Identity(std::string base_url, const Clock& clock)
    : base_url_{std::move(base_url)}, clock_{clock} {}

http::Accepted<Nothing> Identity::sign_up(access::Granted<access::Permission::sign_up>, SignUp command,
                                          const access::HashingLane& lane) {
    check_new_password(command.password.secret, command.email);
    const std::string password_hash = hash_password(lane, command.password.secret);
    store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        register_account(transaction, command, password_hash);
    });
    return {};
}

void Identity::register_account(store::Transaction& transaction, const SignUp& command,
                                const std::string& password_hash) {
    const Instant now = clock_.now();
    if (too_many_mails(transaction, command.email, now))
        return;
    const Waiting waiting{password_hash, command.name.text(), command.language};
    try {
        const AccountId account = create_account(transaction,
                                                 {.email = command.email,
                                                  .password_hash = password_hash,
                                                  .name = command.name.text(),
                                                  .language = command.language},
                                                 now);
        send_link(transaction, account, command.email, waiting, base_url_, now);
        return;
    } catch (const store::Duplicate&) {
        // The address has an account; the transaction goes on below.
    }
    const auto existing = find_account(transaction, command.email);
    if (!existing)
        throw store::Conflict{"an account went away while its address signed up"};
    if (note_another_sign_up(transaction, existing->id))
        send_link(transaction, existing->id, command.email, waiting, base_url_, now);
    else
        notify::queue_mail(transaction,
                           sign_up_attempt_mail(command.email, existing->language, base_url_ + "/sign-in"),
                           now);
}

Nothing Identity::verify_email(access::Granted<access::Permission::verify_email>, const VerifyEmail& command,
                               store::Transaction& transaction) {
    const Instant now = clock_.now();
    const auto hash = crypto::token_hash(command.token.secret);
    const auto link = transaction.one<AccountId, std::string, std::string, std::string>(
        "select account, password, name, language from email_verifications"
        " where token_hash = ? and expires_at > ?",
        hash, now);
    // The delete decides between two who use the link at once, so it is looked at.
    if (!link || transaction.run("delete from email_verifications where token_hash = ?", hash) != 1)
        throw Refusal{Code::invalid, "verification_refused", "token"};
    const auto& [account, password_hash, name, language] = *link;
    // Of the links of two sign-ups used at once, the first one's password is the account's.
    if (transaction.run("update accounts set password = ?, name = ?, language = ?, email_verified_at = ?"
                        " where id = ? and email_verified_at is null",
                        password_hash, name, language, now, account) != 1)
        throw Refusal{Code::invalid, "verification_refused", "token"};
    transaction.run("delete from email_verifications where account = ?", account);
    return {};
}

http::Accepted<Nothing> Identity::request_verification(access::Granted<access::Permission::verify_email>,
                                                       const RequestVerification& command,
                                                       store::Transaction& transaction) {
    const Instant now = clock_.now();
    const auto account = find_account(transaction, command.email);
    if (!account || account->email_verified_at || too_many_mails(transaction, command.email, now))
        return {};
    if (account->password_hash == no_password)
        notify::queue_mail(transaction,
                           sign_up_again_mail(command.email, account->language, base_url_ + "/sign-up"), now);
    else
        send_link(transaction, account->id, command.email,
                  {account->password_hash, account->name, account->language}, base_url_, now);
    return {};
}

http::SessionBegun<Account> Identity::sign_in(access::Granted<access::Permission::sign_in> who,
                                              SignIn command, const access::HashingLane& lane) {
    store::Reading reading{lane.connection()};
    const auto account = find_account(reading, command.email);
    const bool has_password = account && account->password_hash != no_password;
    const std::string& hash = has_password ? account->password_hash : hash_of_nothing();
    if (!verify_password(lane, hash, command.password.secret) || !has_password)
        throw Refusal{Code::unauthenticated, "credentials_refused"};
    if (!account->email_verified_at)
        throw Refusal{Code::forbidden, "email_not_verified"};
    const std::string newer_hash = is_outdated(hash) ? hash_password(lane, command.password.secret) : hash;
    auto token = store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        if (newer_hash != hash)
            transaction.run("update accounts set password = ? where id = ? and password = ?", newer_hash,
                            account->id, hash);
        if (who.caller().session)
            end_session(transaction, *who.caller().session);
        return begin_session(transaction, account->id, account->role, clock_.now());
    });
    return {view(*account), std::move(token)};
}

http::SessionEnded Identity::sign_out(access::Granted<access::Permission::sign_out> who, const SignOut&,
                                      store::Transaction& transaction) {
    if (who.caller().session)
        end_session(transaction, *who.caller().session);
    return {};
}

Account Identity::account(access::Granted<access::Permission::read_own_account> who, const ReadAccount&,
                          store::Reading& reading) {
    const auto account = find_account(reading, who.account());
    if (!account)
        throw Refusal{Code::unauthenticated, "session_required"};
    return view(*account);
}

}  // namespace suncrew::identity
