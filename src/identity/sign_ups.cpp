#include "identity/sign_ups.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/log.hpp"
#include "base/refusal.hpp"
#include "crypto/token.hpp"
#include "identity/enrolment.hpp"
#include "identity/entrance.hpp"
#include "identity/mail_requests.hpp"
#include "identity/marked_rows.hpp"
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

/// The same that was asked for twice is one.
void add_if_new(std::vector<Waiting>& all, Waiting one) {
    const auto same = [&](const Waiting& other) {
        return other.password_hash == one.password_hash && other.name == one.name &&
               other.language == one.language;
    };
    if (std::none_of(all.begin(), all.end(), same))
        all.push_back(std::move(one));
}

void send_link(store::Transaction& transaction, AccountId account, const Waiting& waiting, const Post& post,
               Instant now) {
    if (waiting.password_hash.empty()) {
        const std::string link = make_enrolment_link(transaction, account, post, now);
        notify::queue_mail(transaction, post.keyring,
                           letter(Letter::sign_up_link, waiting.email, waiting.language, link), now);
        return;
    }
    const crypto::Secret token = crypto::make_token();
    const auto hash = crypto::token_hash(token);
    const MarkedVerification row{hash, account, waiting.password_hash, now + verification_valid};
    transaction.run(
        "insert into email_verifications (token_hash, account, password, name, language, expires_at, mark)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        hash, account, waiting.password_hash,
        post.keyring.sealer(transaction, account)
            .seal<"email_verifications.name">(sealing::Row{hash}, waiting.name),
        language_name(waiting.language), row.expires_at, post.keyring.mark(marked(row)));
    const std::string link = post.base_url + "/verify#token=" + std::string{token.expose()};
    notify::queue_mail(transaction, post.keyring,
                       letter(Letter::verification, waiting.email, waiting.language, link), now);
}

void register_account(store::Transaction& transaction, const Waiting& waiting, const Post& post,
                      Instant now) {
    const auto existing = find_account(transaction, post.keyring, waiting.email);
    if (existing && !existing->waits()) {
        tell_at_times(post, transaction, *existing, Letter::sign_up_attempt, post.base_url + "/sign-in", now);
        return;
    }
    if (too_many_mails(transaction, post.keyring, waiting.email.text(), now))
        return;
    AccountId account{};
    try {
        account = existing ? existing->id
                           : create_account(transaction, post.keyring,
                                            {.email = waiting.email,
                                             .password_hash = std::string{no_password},
                                             .name = waiting.name,
                                             .language = waiting.language},
                                            now);
    } catch (const store::Duplicate&) {
        throw store::Conflict{"two sign-ups with one address at once"};
    }
    send_link(transaction, account, waiting, post, now);
}

/// A sign-up's link, with what it will make of the account.
struct Link {
    AccountId account;
    std::string password_hash;
    SealedLinkName name;
    std::string language;
};
std::optional<Link> find_link(store::Reading& reading, sealing::Keyring& keyring,
                              const crypto::Sha256Digest& token, Instant now) {
    auto row =
        reading
            .one<AccountId, std::string, SealedLinkName, std::string, Instant, std::optional<store::Bytes>>(
                "select account, password, name, language, expires_at, mark from email_verifications"
                " where token_hash = ? and expires_at > ?",
                token, now);
    if (!row)
        return std::nullopt;
    auto& [account, password_hash, name, language, expires_at, mark] = *row;
    const MarkedVerification link{token, account, password_hash, expires_at};
    if (!keyring.is_ours(reading, marked(link), mark, account) ||
        expires_at > now + verification_valid + clock_ahead_max)
        return std::nullopt;
    return Link{account, std::move(password_hash), std::move(name), std::move(language)};
}

/// Uses a link up, and its password is the account's. None where it was not there, or its account did not
/// wait any more.
std::optional<Epoch> confirm(store::Transaction& transaction, sealing::Keyring& keyring,
                             const crypto::Sha256Digest& token, const Link& link, Instant now) {
    // The delete decides between two who use the link at once; of two links used at once, the update.
    if (transaction.run("delete from email_verifications where token_hash = ?", token) != 1 ||
        transaction.run(
            "update accounts set email_verified_at = ? where id = ? and email_verified_at is null", now,
            link.account) != 1)
        return std::nullopt;
    const Epoch epoch = end_access(transaction, keyring, link.account, [&](const Ending& ending) {
        set_password(ending, link.password_hash, now);
    });
    const auto opener =
        keyring.opener(transaction, access::Opening::of(access::Work::signing_in), link.account);
    rename(transaction, keyring, link.account, opener.open(sealing::Row{token}, link.name),
           language_of(link.language));
    transaction.run("delete from email_verifications where account = ?", link.account);
    transaction.run("delete from enrolments where account = ?", link.account);
    return epoch;
}

/// The address and the name; none where what stands there was not sealed by us: it is dropped, and holds up
/// nobody.
std::optional<std::pair<Email, std::string>> opened(store::Reading& reading, sealing::Keyring& keyring,
                                                    std::int64_t id, const SealedSignUpEmail& address,
                                                    const SealedSignUpName& name, Instant created_at) {
    try {
        const auto opener = keyring.opener(reading, access::Opening::of(access::Work::signing_in),
                                           sealing::Subject::day_of(created_at));
        const auto email = Email::parse(opener.open(sealing::Row{id}, address));
        return email ? std::optional{std::pair{*email, opener.open(sealing::Row{id}, name)}} : std::nullopt;
    } catch (const sealing::DoesNotOpen& reason) {
        log::error("sign_up_dropped", {{"reason", std::string_view{reason.what()}}});
        return std::nullopt;
    }
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
        // What it is sealed to is the row, whose id comes with it.
        const std::int64_t id = transaction.insert(
            "insert into sign_up_requests (email, password, name, language, created_at)"
            " values ('', ?, '', ?, ?)",
            hash, language_name(command.language), now);
        const auto sealer = setup_.post.keyring.sealer(transaction, sealing::Subject::day_of(now));
        transaction.run("update sign_up_requests set email = ?, name = ? where id = ?",
                        sealer.seal<"sign_up_requests.email">(sealing::Row{id}, command.email.text()),
                        sealer.seal<"sign_up_requests.name">(sealing::Row{id}, command.name.text()), id);
        audit::record(transaction, event_of(EventKind::sign_up_requested, std::nullopt, who.client(), now));
    });
    return {};
}

int answer_sign_ups(store::Connection& connection, const Post& post, Instant now) {
    store::Reading reading{connection};
    const auto waiting = reading.rows<std::int64_t, SealedSignUpEmail, std::string, SealedSignUpName,
                                      std::string, Instant>(
        "select id, email, password, name, language, created_at from sign_up_requests order by id limit ?",
        sign_ups_a_round_max);
    for (const auto& row : waiting)
        store::in_transaction(connection, [&](store::Transaction& transaction) {
            const auto& [id, address, password, name, language, created_at] = row;
            // Of two programs, the delete says which goes on with it.
            if (transaction.run("delete from sign_up_requests where id = ?", id) != 1)
                return;
            if (const auto asked = opened(transaction, post.keyring, id, address, name, created_at))
                register_account(transaction, {asked->first, password, asked->second, language_of(language)},
                                 post, now);
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
    const auto link = find_link(reading, setup_.post.keyring, token, now);
    const auto refused = event_of(EventKind::email_verification_refused, std::nullopt, who.client(), now);
    const std::string& hash = link ? link->password_hash : hash_of_nothing();
    if (!verify_password(lane, hash, command.password.secret) || !link) {
        record_alone(lane.connection(), refused);
        throw Refusal{Code::invalid, "verification_refused", "token"};
    }
    return attempted(lane.connection(), refused, [&](store::Transaction& transaction) {
        const auto epoch = confirm(transaction, setup_.post.keyring, token, *link, now);
        if (!epoch)
            throw Refusal{Code::invalid, "verification_refused", "token"};
        audit::record(transaction,
                      event_of(EventKind::email_verified, link->account, who.client(), now, *epoch));
        auto begun = enter(transaction, find_account(transaction, link->account).value(),
                           {Evidence::password}, who.caller(), setup_.post, now);
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
        request_mail(transaction, setup_.post.keyring, MailRequest::verification, command.email, now);
    });
    return {};
}

Account SignUps::account(access::Granted<access::Permission::read_own_account> who, const ReadAccount&,
                         store::Reading& reading) {
    const StoredAccount account = own_account(reading, who.account());
    return view(account, person_of(reading, setup_.post.keyring, access::Opening::own(who), account));
}

void send_verification_again(store::Transaction& transaction, const StoredAccount& account, const Post& post,
                             Instant now) {
    const auto proof = access::Opening::of(access::Work::post);
    const Person person = person_of(transaction, post.keyring, proof, account);
    const auto email = Email::parse(person.email);
    if (!email || !account.waits())
        return;
    std::vector<Waiting> sign_ups;
    const auto opener = post.keyring.opener(transaction, proof, account.id);
    for (const auto& [token, password, name, language, expires_at, mark] :
         transaction.rows<crypto::Sha256Digest, std::string, SealedLinkName, std::string, Instant,
                          std::optional<store::Bytes>>(
             "select token_hash, password, name, language, expires_at, mark from email_verifications"
             " where account = ?",
             account.id)) {
        const MarkedVerification row{token, account.id, password, expires_at};
        if (post.keyring.is_ours(transaction, marked(row), mark, account.id))
            add_if_new(sign_ups,
                       {*email, password, opener.open(sealing::Row{token}, name), language_of(language)});
    }
    // An account that waits has a password only where it was imported with it.
    if (account.has_password())
        add_if_new(sign_ups, {*email, account.password_hash, person.name, account.language});
    const bool enrols =
        transaction.value<bool>("select exists (select 1 from enrolments where account = ?)", account.id)
            .value();
    if (sign_ups.size() == 1 && !enrols)
        send_link(transaction, account.id, sign_ups.front(), post, now);
    else if (sign_ups.empty() && enrols)
        send_link(transaction, account.id, {*email, {}, person.name, account.language}, post, now);
    else
        tell(post, transaction, account, Letter::sign_up_again, post.base_url + "/sign-up", now);
}

}  // namespace suncrew::identity
