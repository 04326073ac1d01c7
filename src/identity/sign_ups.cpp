#include "identity/sign_ups.hpp"

#include <string_view>
#include <tuple>

#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/enrolment.hpp"
#include "identity/entrance.hpp"
#include "identity/mail_requests.hpp"
#include "identity/notices.hpp"
#include "identity/password.hpp"
#include "identity/password_rules.hpp"
#include "identity/sign_in_wire.hpp"

namespace suncrew::identity {
namespace {

using audit::EventKind;

/// In the place of a hash: no password fits.
constexpr std::string_view no_password;

/// What a sign-up asked for. It waits with its own link, and becomes the account's when that link is used.
struct Waiting {
    Email email;
    std::string password_hash;  ///< empty: a passkey is to be enrolled in its place
    std::string name;
    notify::Language language;
};

void send_link(store::Transaction& transaction, AccountId account, const Waiting& waiting,
               const std::string& base_url, Instant now) {
    if (waiting.password_hash.empty()) {
        const std::string link = make_enrolment_link(transaction, account, base_url, now);
        notify::queue_mail(transaction, letter(Letter::sign_up_link, waiting.email, waiting.language, link),
                           now);
        return;
    }
    const crypto::Secret token = crypto::make_token();
    transaction.run(
        "insert into email_verifications (token_hash, account, password, name, language, expires_at)"
        " values (?, ?, ?, ?, ?, ?)",
        crypto::token_hash(token), account, waiting.password_hash, waiting.name,
        language_name(waiting.language), now + verification_valid);
    const std::string link = base_url + "/verify#token=" + std::string{token.expose()};
    notify::queue_mail(transaction, letter(Letter::verification, waiting.email, waiting.language, link), now);
}

void register_account(store::Transaction& transaction, const Waiting& waiting, const std::string& base_url,
                      Instant now) {
    const auto existing = find_account(transaction, waiting.email);
    if (existing && !existing->waits()) {
        tell_at_times(transaction, *existing, Letter::sign_up_attempt, base_url + "/sign-in", now);
        return;
    }
    if (too_many_mails(transaction, waiting.email.text(), now))
        return;
    AccountId account{};
    try {
        account = existing ? existing->id
                           : create_account(transaction,
                                            {.email = waiting.email,
                                             .password_hash = std::string{no_password},
                                             .name = waiting.name,
                                             .language = waiting.language},
                                            now);
    } catch (const store::Duplicate&) {
        throw store::Conflict{"two sign-ups with one address at once"};
    }
    send_link(transaction, account, waiting, base_url, now);
}

/// A sign-up's link, with what it will make of the account.
struct Link {
    AccountId account;
    std::string password_hash;
    std::string name;
    std::string language;
};
std::optional<Link> find_link(store::Reading& reading, const crypto::Sha256Digest& token, Instant now) {
    auto row = reading.one<AccountId, std::string, std::string, std::string>(
        "select account, password, name, language from email_verifications"
        " where token_hash = ? and expires_at > ?",
        token, now);
    if (!row)
        return std::nullopt;
    auto& [account, password_hash, name, language] = *row;
    return Link{account, std::move(password_hash), std::move(name), std::move(language)};
}

/// Uses a link up; whether it was there, and its account still waited.
bool confirm(store::Transaction& transaction, const crypto::Sha256Digest& token, const Link& link,
             Instant now) {
    // The delete decides between two who use the link at once; of two links used at once, the update.
    if (transaction.run("delete from email_verifications where token_hash = ?", token) != 1 ||
        transaction.run("update accounts set password = ?, password_at = ?, name = ?, language = ?,"
                        " email_verified_at = ? where id = ? and email_verified_at is null",
                        link.password_hash, now, link.name, link.language, now, link.account) != 1)
        return false;
    transaction.run("delete from email_verifications where account = ?", link.account);
    transaction.run("delete from enrolments where account = ?", link.account);
    return true;
}

}  // namespace

http::Accepted<Nothing> SignUps::sign_up(access::Granted<access::Permission::sign_up> who, SignUp command,
                                         const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    if (command.password)
        check_new_password(command.password->secret, {command.email, command.name.text()}, setup_.leaked);
    setup_.throttle.admit(lane.connection(), {.proof = Proof::sign_up, .client = who.client()}, now);
    const std::string hash =
        command.password ? hash_password(lane, command.password->secret) : std::string{no_password};
    store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        transaction.run(
            "insert into sign_up_requests (email, password, name, language, created_at)"
            " values (?, ?, ?, ?, ?)",
            command.email.text(), hash, command.name.text(), language_name(command.language), now);
        audit::record(transaction, event_of(EventKind::sign_up_requested, std::nullopt, who.client(), now));
    });
    return {};
}

int answer_sign_ups(store::Connection& connection, const std::string& base_url, Instant now) {
    store::Reading reading{connection};
    const auto waiting = reading.rows<std::int64_t, std::string, std::string, std::string, std::string>(
        "select id, email, password, name, language from sign_up_requests order by id limit ?",
        sign_ups_a_round_max);
    for (const auto& row : waiting)
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            const auto& [id, address, password, name, language] = row;
            const auto email = Email::parse(address);
            // Of two programs, the delete says which goes on with it.
            if (transaction.run("delete from sign_up_requests where id = ?", id) == 1 && email)
                register_account(transaction, {*email, password, name, language_of(language)}, base_url, now);
        });
    return static_cast<int>(waiting.size());
}

http::SessionBegun<SignInState> SignUps::verify_email(access::Granted<access::Permission::verify_email> who,
                                                      VerifyEmail command, const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    const auto token = crypto::token_hash(command.token.secret);
    const Admission admission =
        setup_.throttle.admit(lane.connection(), {.proof = Proof::link, .client = who.client()}, now);
    store::Reading reading{lane.connection()};
    const auto link = find_link(reading, token, now);
    const auto refused = event_of(EventKind::email_verification_refused, std::nullopt, who.client(), now);
    const std::string& hash = link ? link->password_hash : hash_of_nothing();
    if (!verify_password(lane, hash, command.password.secret) || !link) {
        record_alone(lane.connection(), refused);
        throw Refusal{Code::invalid, "verification_refused", "token"};
    }
    return attempted(lane.connection(), refused, [&](store::Transaction& transaction) {
        if (!confirm(transaction, token, *link, now))
            throw Refusal{Code::invalid, "verification_refused", "token"};
        audit::record(transaction, event_of(EventKind::email_verified, link->account, who.client(), now));
        auto begun = enter(transaction, find_account(transaction, link->account).value(),
                           {Evidence::password}, who.caller(), setup_.base_url, now);
        Throttle::give_back(transaction, admission, now);
        return begun;
    });
}

http::Accepted<Nothing> SignUps::request_verification(access::Granted<access::Permission::verify_email> who,
                                                      const RequestVerification& command,
                                                      const access::HashingLane& lane) {
    const Instant now = setup_.clock.now();
    setup_.throttle.admit(lane.connection(), {.proof = Proof::letter, .client = who.client()}, now);
    store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        request_mail(transaction, MailRequest::verification, command.email, now);
    });
    return {};
}

Account SignUps::account(access::Granted<access::Permission::read_own_account> who, const ReadAccount&,
                         store::Reading& reading) {
    return view(own_account(reading, who.account()));
}

void send_verification_again(store::Transaction& transaction, const StoredAccount& account,
                             const std::string& base_url, Instant now) {
    const auto email = Email::parse(account.email);
    if (!email || !account.waits())
        return;
    // An account that waits has a password only where it was imported with it.
    const auto sign_ups = transaction.rows<std::string, std::string, std::string>(
        "select password, name, language from email_verifications where account = ?"
        " union select password, name, language from accounts where id = ? and password <> ''",
        account.id, account.id);
    const bool enrols =
        transaction.value<bool>("select exists (select 1 from enrolments where account = ?)", account.id)
            .value();
    if (sign_ups.size() == 1 && !enrols) {
        const auto& [password, name, language] = sign_ups.front();
        send_link(transaction, account.id, {*email, password, name, language_of(language)}, base_url, now);
    } else if (sign_ups.empty() && enrols) {
        send_link(transaction, account.id, {*email, {}, account.name, account.language}, base_url, now);
    } else {
        tell(transaction, account, Letter::sign_up_again, base_url + "/sign-up", now);
    }
}

}  // namespace suncrew::identity
