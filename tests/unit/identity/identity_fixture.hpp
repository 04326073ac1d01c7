#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "identity/identity.hpp"
#include "identity/password.hpp"
#include "identity/sessions.hpp"
#include "identity/wire.hpp"
#include "notify/migrated_database.hpp"

namespace suncrew::identity {

using access::Caller;
using access::Permission;
using access::Role;
using namespace std::chrono_literals;

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
        identity_.sign_up(access::check<Permission::sign_up>(Caller{}),
                          {email(address), {secret(password)}, wire::Text<1, 100>{name}, language}, lane_);
    }
    void verify(const std::string& token) {
        in_transaction([&](store::Transaction& transaction) {
            identity_.verify_email(access::check<Permission::verify_email>(Caller{}), {{secret(token)}},
                                   transaction);
        });
    }
    void request_verification(const std::string& address) {
        in_transaction([&](store::Transaction& transaction) {
            identity_.request_verification(access::check<Permission::verify_email>(Caller{}),
                                           {email(address)}, transaction);
        });
    }
    http::SessionBegun<Account> sign_in(const std::string& address, std::string_view password = good_password,
                                        const Caller& caller = {}) {
        return identity_.sign_in(access::check<Permission::sign_in>(caller),
                                 {email(address), {secret(password)}}, lane_);
    }
    void sign_out(const Caller& caller) {
        in_transaction([&](store::Transaction& transaction) {
            identity_.sign_out(access::check<Permission::sign_out>(caller), {}, transaction);
        });
    }
    Caller caller_with(const crypto::Secret& token) {
        return authenticate(connection_, {&token, 1}, clock_.now()).at(0);
    }
    /// An account that can sign in, without the cost of a hash.
    AccountId account(const std::string& address, Role role = Role::customer) {
        return in_transaction([&](store::Transaction& transaction) {
            return create_account(transaction,
                                  {.email = email(address),
                                   .password_hash = hash_of_nothing(),
                                   .role = role,
                                   .name = "Customer One",
                                   .email_verified_at = clock_.now()},
                                  clock_.now());
        });
    }
    crypto::Secret session_of(AccountId account, Role role = Role::customer) {
        return in_transaction([&](store::Transaction& transaction) {
            return begin_session(transaction, account, role, clock_.now());
        });
    }

    struct QueuedMail {
        std::string recipient;
        std::string subject;
        std::string body;
    };
    std::vector<QueuedMail> mails() {
        std::vector<QueuedMail> mails;
        for (const auto& [recipient, subject, body] : reading_.rows<std::string, std::string, std::string>(
                 "select recipient, subject, body from outbox order by id limit 1000"))
            mails.push_back({recipient, subject, body});
        return mails;
    }
    /// The token in the link of the newest mail; empty where there is none.
    std::string token_in_last_mail() {
        const auto all = mails();
        const std::string body = all.empty() ? "" : all.back().body;
        const std::string start = "\nhttps://localhost:8443/verify?token=";
        const std::size_t at = body.find(start);
        if (at == std::string::npos)
            return {};
        return body.substr(at + start.size(), body.find('\n', at + 1) - at - start.size());
    }
    std::int64_t sessions() { return *reading_.value<std::int64_t>("select count(*) from sessions"); }
    std::int64_t accounts() { return *reading_.value<std::int64_t>("select count(*) from accounts"); }
    std::int64_t links() { return *reading_.value<std::int64_t>("select count(*) from email_verifications"); }

    MigratedDatabase& database_ = MigratedDatabase::empty(GetParam());
    store::Connection& connection_ = database_.connection();
    store::Reading reading_{connection_};
    access::HashingLane lane_{connection_};
    StillClock clock_;
    Identity identity_{"https://localhost:8443", clock_};
};

}  // namespace suncrew::identity
