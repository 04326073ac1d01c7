#pragma once

#include <array>
#include <deque>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "base/refusal.hpp"
#include "crypto/base64.hpp"
#include "crypto/token.hpp"
#include "factors/software_authenticator.hpp"
#include "identity/account_access.hpp"
#include "identity/accounts.hpp"
#include "identity/authentication.hpp"
#include "identity/devices.hpp"
#include "identity/enrolment.hpp"
#include "identity/factors_store.hpp"
#include "identity/mail_requests.hpp"
#include "identity/marked_rows.hpp"
#include "identity/notices.hpp"
#include "identity/own_security.hpp"
#include "identity/own_sessions.hpp"
#include "identity/password.hpp"
#include "identity/recovery.hpp"
#include "identity/recovery_wire.hpp"
#include "identity/security_wire.hpp"
#include "identity/sessions.hpp"
#include "identity/sign_in_wire.hpp"
#include "identity/sign_ups.hpp"
#include "identity/signing_in.hpp"
#include "identity/staff.hpp"
#include "identity/staff_wire.hpp"
#include "identity/wire.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::identity {

using access::Caller;
using access::Permission;
using access::Role;
using namespace std::chrono_literals;

using factors::testing::SoftwareAuthenticator;

inline const std::string customer1 = "customer1@example.org";
inline const std::string engineer1 = "engineer1@example.org";
inline const std::string officer1 = "officer1@example.org";

inline Email email(const std::string& text) {
    return Email::parse(text).value();
}
inline crypto::Secret secret(std::string_view text) {
    return crypto::Secret{text};
}

/// What `work` was refused with, or "not refused".
template <class Work>
std::string refusal(Work&& work) {
    try {
        work();
    } catch (const Refusal& refusal) {
        return refusal.reason();
    }
    return "not refused";
}

/// The lists of the project, read once.
inline const LeakedPasswords& leaked_passwords() {
    static const LeakedPasswords read{SUNCREW_LEAKED_PASSWORDS};
    return read;
}
inline const places::Networks& networks() {
    static const places::Networks read{SUNCREW_NETWORKS};
    return read;
}

/// Accounts on a database, as the handlers see them.
class IdentityFixture : public testing::TestWithParam<store::Database> {
protected:
    static constexpr const char* good_password = "correct horse battery";

    template <class Work>
    auto in_transaction(Work&& work) {
        return store::in_transaction(connection_, work);
    }

    void sign_up(const std::string& address, std::string_view password = good_password,
                 const std::string& name = "Customer One", notify::Language language = notify::Language::en) {
        sign_ups_.sign_up(access::check<Permission::sign_up>(Caller{}),
                          {email(address), NewPassword{secret(password)}, PersonName{name}, language}, lane_);
        answer_sign_ups(connection_, setup_.post, clock_.now());
    }
    http::SessionBegun<SignInState> verify(const std::string& token,
                                           std::string_view password = good_password) {
        return sign_ups_.verify_email(access::check<Permission::verify_email>(Caller{}),
                                      {{secret(token)}, {secret(password)}}, lane_);
    }
    /// Asks, and lets the background work answer.
    void request_verification(const std::string& address) {
        sign_ups_.request_verification(access::check<Permission::verify_email>(Caller{}), {email(address)},
                                       lane_);
        answer_mail_requests(connection_, setup_.post, clock_.now());
    }
    http::SessionBegun<SignInState> sign_in(const std::string& address,
                                            std::string_view password = good_password,
                                            const Caller& caller = {}) {
        return signing_in_.sign_in(access::check<Permission::sign_in>(caller),
                                   {email(address), {secret(password)}}, lane_);
    }
    void sign_out(const Caller& caller) {
        in_transaction([&](store::Transaction& transaction) {
            signing_in_.sign_out(access::check<Permission::sign_out>(caller), {}, transaction);
        });
    }
    std::vector<Caller> callers_with(std::span<const crypto::Secret> tokens) {
        std::vector<http::Credential> shown;
        for (const crypto::Secret& token : tokens)
            shown.push_back({http::CredentialKind::session, token.copy()});
        return authenticate(keyring_, connection_, shown, clock_.now());
    }
    Caller caller_with(const crypto::Secret& token) { return callers_with({&token, 1}).at(0); }
    /// An account that can sign in, without the cost of a hash.
    AccountId account(const std::string& address, Role role = Role::customer) {
        return in_transaction([&](store::Transaction& transaction) {
            return create_account(transaction, keyring_,
                                  {.email = email(address),
                                   .password_hash = hash_of_nothing(),
                                   .role = role,
                                   .name = "Customer One",
                                   .email_verified_at = clock_.now()},
                                  clock_.now());
        });
    }
    crypto::Secret session_of(AccountId account, Role role = Role::customer) {
        return session_of(account, role, {Evidence::password}, Owes::nothing);
    }
    crypto::Secret session_of(AccountId account, Role role, Proofs shown, Owes owed) {
        return in_transaction([&](store::Transaction& transaction) {
            return begin_session(transaction, keyring_, {account, role, shown, owed}, access::nobodys_client,
                                 clock_.now());
        });
    }

    /// An account whose password is `good_password`; the one hash is made once a run.
    AccountId person(const std::string& address, Role role = Role::customer) {
        static const std::string hash = hash_password(lane_, secret(good_password));
        const AccountId id = account(address, role);
        ending(id, [&](const Ending& ending) { set_password(ending, hash, clock_.now()); });
        return id;
    }
    /// Ends what lets an account in as the program would.
    template <class End>
    Epoch ending(AccountId account, const End& end) {
        return in_transaction(
            [&](store::Transaction& transaction) { return end_access(transaction, keyring_, account, end); });
    }
    /// Changes what lets an account in as the program would, with its mark.
    template <class Change>
    void as_ours(AccountId account, const Change& change) {
        in_transaction([&](store::Transaction& transaction) {
            change_access(transaction, keyring_, account, [&] { change(transaction); });
        });
    }
    /// Of somebody who has just shown all that their role asks for.
    Caller fresh(AccountId account, Role role = Role::customer) {
        const Proofs shown = access::second_factor_required.contains(role)
                                 ? Proofs{Evidence::password, Evidence::totp}
                                 : Proofs{Evidence::password};
        return caller_with(session_of(account, role, shown, Owes::nothing));
    }
    /// Of somebody who has shown the password and owes the second factor.
    Caller half_in(AccountId account, Role role = Role::customer) {
        return caller_with(session_of(account, role, {Evidence::password}, Owes::second_factor));
    }

    factors::TotpSecret give_totp(AccountId account) {
        factors::TotpSecret secret = factors::TotpSecret::make();
        in_transaction([&](store::Transaction& transaction) {
            keep_unconfirmed_totp(transaction, keyring_, account, secret, clock_.now());
            transaction.run("update totps set confirmed_at = ? where account = ?", clock_.now(), account);
        });
        return secret;
    }
    /// The code of the present step, or of one so many steps later.
    std::string code_of(const factors::TotpSecret& secret, int steps_later = 0) {
        const std::int64_t step = factors::totp_step(clock_.now()) + steps_later;
        return factors::one_time_code(secret, static_cast<std::uint64_t>(step), factors::Digits::six);
    }
    PasskeyId give_passkey(AccountId account, const SoftwareAuthenticator& authenticator) {
        const PasskeyId id = PasskeyId::make(clock_.now());
        in_transaction([&](store::Transaction& transaction) {
            keep_passkey(transaction, keyring_,
                         {.id = id,
                          .account = account,
                          .credential = authenticator.credential_id,
                          .public_key = authenticator.public_key(),
                          .sign_count = authenticator.sign_count,
                          .name = "A key",
                          .transports = "usb",
                          .created_at = clock_.now()});
        });
        return id;
    }
    /// One recovery code, hashed; the other nine are none.
    std::string give_recovery_code(AccountId account) {
        const RecoveryCodes codes = factors::make_recovery_codes();
        const std::string hash = hash_password(lane_, codes[3].text);
        in_transaction([&](store::Transaction& transaction) {
            transaction.run("insert into recovery_codes (account, number, code, mark) values (?, ?, ?, ?)",
                            account, 3, hash, keyring_.mark(marked(MarkedRecoveryCode{account, 3, hash})));
        });
        return std::string{codes[3].text.expose()};
    }

    /// What the authenticator answers to a challenge as it came in JSON.
    Assertion answer_of(const SoftwareAuthenticator& authenticator, const std::string& challenge,
                        std::optional<AccountId> handle = {}) const {
        const auto asserted =
            authenticator.assert_to(setup_.relying_party, crypto::base64url_decode(challenge).value());
        Assertion answer{{asserted.credential_id},
                         {asserted.client_data},
                         {asserted.authenticator_data},
                         {asserted.signature},
                         {}};
        if (handle)
            answer.user_handle = Bytes<1, 64>{{handle->uuid().begin(), handle->uuid().end()}};
        return answer;
    }

    /// The same caller, from a browser that shows these cookies.
    Caller from(Caller caller, const std::string& device, const std::string& ceremony = {},
                const std::string& address = "192.0.2.1") {
        static constexpr const char* browser =
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
        const std::string& kept_address = texts_.emplace_back(address);
        const std::string& kept_device = texts_.emplace_back(device);
        const std::string& kept_ceremony = texts_.emplace_back(ceremony);
        caller.client =
            &clients_.emplace_back(access::Client{kept_address, browser, kept_device, kept_ceremony});
        return caller;
    }
    /// A cookie that the account knows its owner's browser by.
    std::string known_browser(AccountId account) {
        return in_transaction([&](store::Transaction& transaction) {
            const crypto::Secret token =
                remember_device(transaction, account, {}, KnownBy::complete_sign_in, clock_.now());
            return std::string{token.expose()};
        });
    }

    http::SessionBegun<SignInState> show_totp(const Caller& caller, const std::string& code) {
        return signing_in_.show_second_factor(access::check<Permission::complete_sign_in>(caller),
                                              {ShownToken{secret(code)}, {}, {}}, lane_);
    }
    http::SessionBegun<SignInState> show_recovery_code(const Caller& caller, const std::string& code) {
        return signing_in_.show_second_factor(access::check<Permission::complete_sign_in>(caller),
                                              {{}, ShownToken{secret(code)}, {}}, lane_);
    }
    http::SessionBegun<SignInState> show_passkey(const Caller& caller, Assertion answer) {
        return signing_in_.show_second_factor(access::check<Permission::complete_sign_in>(caller),
                                              {{}, {}, std::move(answer)}, lane_);
    }

    /// The kinds of the events since the last call, in their order.
    std::vector<std::string> new_events() {
        std::vector<std::string> kinds;
        for (const auto& [id, kind] : reading_.rows<std::int64_t, std::string>(
                 "select id, kind from security_events where id > ? order by id limit 1000", last_event_)) {
            kinds.push_back(kind);
            last_event_ = id;
        }
        return kinds;
    }
    audit::SecurityEvent last_event() { return audit::events(reading_, {}, {}, 1).at(0).event; }
    using Kinds = std::vector<std::string>;

    /// The subjects of the mails to an address.
    std::vector<std::string> subjects_to(const std::string& address) {
        std::vector<std::string> subjects;
        for (const QueuedMail& mail : mails())
            if (mail.recipient == address)
                subjects.push_back(mail.subject);
        return subjects;
    }
    static std::string subject_of(Letter what) {
        return letter(what, email("nobody@example.org"), notify::Language::en, "https://localhost:8443/")
            .subject;
    }
    bool was_told(const std::string& address, Letter what) {
        const auto subjects = subjects_to(address);
        return std::find(subjects.begin(), subjects.end(), subject_of(what)) != subjects.end();
    }

    /// What each of two was refused with that did this on connections of their own at once, sorted.
    template <class Work>
    std::array<std::string, 2> at_once(Work&& work) {
        std::array<std::string, 2> answers;
        std::latch ready{2};
        std::vector<std::thread> threads;
        threads.reserve(2);
        for (int i = 0; i < 2; ++i)
            threads.emplace_back([&, i] {
                const auto connection = database_.connect();
                const access::HashingLane lane{*connection};
                ready.arrive_and_wait();
                answers[static_cast<std::size_t>(i)] = refusal([&] { work(i, lane); });
            });
        for (std::thread& thread : threads)
            thread.join();
        std::sort(answers.begin(), answers.end());
        return answers;
    }
    using Answers = std::array<std::string, 2>;

    std::int64_t count(store::ReadSql<AccountId> sql, AccountId account) {
        return *reading_.value<std::int64_t>(sql, account);
    }

    using QueuedMail = notify::Mail;
    std::vector<QueuedMail> mails() { return database_.mails(); }
    /// Who an account is.
    Person who(AccountId id) {
        return person_of(reading_, keyring_, access::Opening::of(access::Work::signing_in),
                         find_account(reading_, id).value());
    }
    std::optional<StoredAccount> find(const std::string& address) {
        return find_account(reading_, keyring_, email(address));
    }
    /// What an officer gets.
    access::Desk& desk(const Caller& caller) {
        return desks_.emplace_back(connection_, caller, clock_.now());
    }
    /// The token in the link of the newest mail; empty where there is none.
    std::string token_in_last_mail() {
        const auto all = mails();
        const std::string body = all.empty() ? "" : all.back().body;
        const std::string start = "#token=";
        const std::size_t at = body.find(start);
        if (at == std::string::npos)
            return {};
        return body.substr(at + start.size(), body.find('\n', at) - at - start.size());
    }
    /// The token in the newest letter with a link to an address; empty where there is none.
    std::string token_in_mail_to(const std::string& address) {
        std::string token;
        for (const QueuedMail& mail : mails())
            if (mail.recipient == address && mail.body.find("#token=") != std::string::npos)
                token = mail.body.substr(mail.body.find("#token=") + 7, crypto::token_length);
        return token;
    }
    std::int64_t sessions() { return *reading_.value<std::int64_t>("select count(*) from sessions"); }
    std::int64_t accounts() { return *reading_.value<std::int64_t>("select count(*) from accounts"); }
    std::int64_t links() { return *reading_.value<std::int64_t>("select count(*) from email_verifications"); }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    access::HashingLane lane_{connection_};
    sealing::Keyring& keyring_ = database_.keyring();
    StillClock clock_;
    const LeakedPasswords& leaked_ = leaked_passwords();
    const places::Networks& networks_ = networks();
    Throttle throttle_{{}};
    identity::Setup setup_{{"https://localhost:8443", keyring_},
                           clock_,
                           leaked_,
                           networks_,
                           throttle_,
                           factors::relying_party("https://localhost:8443")};
    SignUps sign_ups_{setup_};
    SigningIn signing_in_{setup_};
    OwnSecurity own_security_{setup_};
    OwnSessions own_sessions_{setup_};
    Recovery recovery_{setup_};
    Enrolment enrolment_{setup_};
    Staff staff_{setup_};

private:
    std::deque<std::string> texts_;
    std::deque<access::Client> clients_;
    std::deque<access::Desk> desks_;
    std::int64_t last_event_ = 0;
};

}  // namespace suncrew::identity
