// Rows that were once right, and are written into the database again after what they let in has ended.
#include <gmock/gmock.h>

#include "audit/access_check.hpp"
#include "identity/account_access.hpp"
#include "identity/api_keys.hpp"
#include "identity/entrance.hpp"
#include "identity/identity_fixture.hpp"
#include "identity/interposed_connection.hpp"

namespace suncrew::identity {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ReplayedRowsTest : public IdentityFixture {
protected:
    ReplayedRowsTest() {
        keyring_.tell_forgeries(
            [this](const sealing::Forgery& forgery) { told_.emplace_back(forgery.table); });
    }
    ~ReplayedRowsTest() override { keyring_.tell_forgeries({}); }

    /// What is kept of a session, and written again by whoever kept it.
    auto session_row(const crypto::Secret& token) {
        return reading_
            .one<TokenHash, SessionId, AccountId, std::string, int, std::string, std::string, Instant,
                 Instant, Instant, Instant, store::Bytes>(
                "select token_hash, id, account, state, proofs, address, device, created_at, proved_at, "
                "used_at,"
                " expires_at, mark from sessions where token_hash = ?",
                crypto::token_hash(token))
            .value();
    }
    template <class Row>
    void write_session(const Row& row) {
        in_transaction([&](store::Transaction& t) {
            std::apply(
                [&](const auto&... column) {
                    t.run(
                        "insert into sessions (token_hash, id, account, state, proofs, address, device,"
                        " created_at, proved_at, used_at, expires_at, mark)"
                        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        column...);
                },
                row);
        });
    }
    Role role_with(const crypto::Secret& token) { return caller_with(token).role; }

    /// What of an account lets its person in.
    struct AccountRow {
        AccountAccess access;
        std::optional<Instant> password_at;
    };
    AccountRow account_row(AccountId id) {
        return {access_of(reading_, id).value(),
                reading_.value<std::optional<Instant>>("select password_at from accounts where id = ?", id)
                    .value()};
    }
    void write_password(const AccountRow& row) {
        in_transaction([&](store::Transaction& t) {
            t.run("update accounts set password = ?, password_at = ?, mark = ? where id = ?",
                  row.access.password, row.password_at, row.access.mark, row.access.account);
        });
    }
    void write_account(const AccountRow& row) {
        write_password(row);
        in_transaction([&](store::Transaction& t) {
            t.run("update accounts set role = ?, standing = ?, epoch = ?, locked_at = ? where id = ?",
                  row.access.role, row.access.standing, row.access.epoch, row.access.locked_at,
                  row.access.account);
        });
    }
    void change_password(const Caller& caller, std::string_view password) {
        own_security_.change_password(access::check<Permission::change_own_password>(caller),
                                      {NewPassword{secret(password)}}, lane_);
    }
    std::vector<std::string> flaws() {
        audit::LogFlaws found;
        audit::find_unproven_access(reading_, found, clock_.now());
        return found.flaws;
    }

    static constexpr const char* newer_password = "another horse battery";
    std::vector<std::string> told_;
};
INSTANTIATE_TEST_SUITE_P(Databases, ReplayedRowsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(ReplayedRowsTest, ASessionThatWasSignedOutOfStaysEnded) {
    const AccountId id = person(customer1);
    const crypto::Secret token = session_of(id);
    const crypto::Secret other = session_of(id);
    const auto row = session_row(token);
    sign_out(caller_with(token));
    write_session(row);
    EXPECT_EQ(role_with(token), Role::visitor);
    EXPECT_THAT(told_, ElementsAre("sessions"));
    EXPECT_EQ(role_with(other), Role::customer) << "it was marked anew";
}

TEST_P(ReplayedRowsTest, ASessionThatSomebodyEndedElsewhereStaysEnded) {
    const AccountId id = person(customer1);
    const crypto::Secret lost = session_of(id);
    const Caller here = fresh(id);
    const auto row = session_row(lost);
    in_transaction([&](store::Transaction& t) {
        own_sessions_.end(access::check<Permission::end_own_sessions>(here), {std::get<SessionId>(row)}, t);
    });
    write_session(row);
    EXPECT_EQ(role_with(lost), Role::visitor);
    EXPECT_THAT(told_, ElementsAre("sessions"));
}

TEST_P(ReplayedRowsTest, ASessionThatMadeRoomForNewerOnesStaysEnded) {
    const AccountId id = person(customer1);
    const crypto::Secret first = session_of(id);
    const auto row = session_row(first);
    for (int i = 0; i < sessions_an_account_max; ++i) {
        clock_.advance(1s);
        session_of(id);
    }
    write_session(row);
    EXPECT_EQ(role_with(first), Role::visitor);
}

TEST_P(ReplayedRowsTest, AnApiKeyThatWasEndedStaysEnded) {
    const AccountId id = person(customer1);
    const auto make = [&](const char* name) {
        return in_transaction([&](store::Transaction& t) {
            access::PermissionSet permissions;
            permissions.add(Permission::read_own_orders);
            return make_api_key(t, keyring_, {id, name, permissions, std::chrono::days{9}}, clock_.now());
        });
    };
    const MadeApiKey ended = make("ended");
    const MadeApiKey other = make("other");
    const auto row =
        reading_
            .one<TokenHash, ApiKeyId, AccountId, std::string, std::string, Instant, Instant, store::Bytes>(
                "select key_hash, id, account, name, permissions, created_at,"
                " expires_at, mark from api_keys where id = ?",
                ended.id)
            .value();
    const Caller here = fresh(id);
    in_transaction([&](store::Transaction& t) {
        own_sessions_.end_key(access::check<Permission::manage_own_keys>(here), {ended.id}, t);
        std::apply(
            [&](const auto&... column) {
                t.run(
                    "insert into api_keys (key_hash, id, account, name, permissions, created_at, expires_at,"
                    " mark) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    column...);
            },
            row);
    });
    EXPECT_EQ(caller_of_key(connection_, keyring_, ended.key, clock_.now()).role, Role::visitor);
    EXPECT_THAT(told_, ElementsAre("api_keys"));
    EXPECT_EQ(caller_of_key(connection_, keyring_, other.key, clock_.now()).role, Role::customer);
}

TEST_P(ReplayedRowsTest, APasskeyThatWasRemovedStaysRemoved) {
    const AccountId id = person(customer1);
    const SoftwareAuthenticator lost;
    const SoftwareAuthenticator other;
    const PasskeyId passkey = give_passkey(id, lost);
    give_passkey(id, other);
    const auto row =
        reading_
            .one<PasskeyId, AccountId, store::Bytes, store::Bytes, store::Bytes>(
                "select id, account, credential, public_key, mark from passkeys where id = ?", passkey)
            .value();
    const Caller here = fresh(id);
    in_transaction([&](store::Transaction& t) {
        own_security_.remove_passkey(access::check<Permission::remove_own_factors>(here), {passkey}, t);
        std::apply(
            [&](const auto&... column) {
                t.run(
                    "insert into passkeys (id, account, credential, public_key, mark, sign_count, name,"
                    " transports, backup_eligible, backed_up, created_at)"
                    " values (?, ?, ?, ?, ?, 0, 'x', 'usb', 0, 0, 0)",
                    column...);
            },
            row);
    });
    EXPECT_FALSE(find_passkey(reading_, keyring_, lost.credential_id));
    EXPECT_THAT(told_, ElementsAre("passkeys"));
    EXPECT_TRUE(find_passkey(reading_, keyring_, other.credential_id));
}

TEST_P(ReplayedRowsTest, AnOlderPasswordOpensNothingWithItsMarkAndItsTime) {
    const AccountId id = person(customer1);
    const AccountRow before = account_row(id);
    change_password(fresh(id), newer_password);
    sign_in(customer1, newer_password);
    write_password(before);
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "credentials_refused");
    EXPECT_THAT(told_, ElementsAre("accounts"));
}

TEST_P(ReplayedRowsTest, AnAccountThatWasSetBackAsAWholeIsNamedByTheLogAndItsSessionsAreNone) {
    const AccountId id = person(customer1);
    const AccountRow before = account_row(id);
    change_password(fresh(id), newer_password);
    const crypto::Secret since = session_of(id);
    EXPECT_THAT(flaws(), IsEmpty());
    write_account(before);
    in_transaction([&](store::Transaction& t) {
        t.run("update accounts set password_at = ? where id = ?", clock_.now() + 1h, id);
    });
    EXPECT_EQ(role_with(since), Role::visitor);
    EXPECT_THAT(told_, ElementsAre("sessions"));
    EXPECT_THAT(flaws(), ElementsAre("account " + to_string(id) +
                                     " was set back to before access to it was last ended"));
}

TEST_P(ReplayedRowsTest, ASessionThatWasSignedOutOfComesAgainWithItsAccountAloneAndTheLogSaysSo) {
    const AccountId id = person(customer1);
    const crypto::Secret token = session_of(id);
    const auto row = session_row(token);
    const AccountRow before = account_row(id);
    sign_out(caller_with(token));
    EXPECT_THAT(flaws(), IsEmpty());
    write_session(row);
    write_account(before);
    EXPECT_EQ(role_with(token), Role::customer) << "nothing in the row tells it";
    EXPECT_THAT(flaws(), ElementsAre("account " + to_string(id) +
                                     " was set back to before access to it was last ended"));
}

TEST_P(ReplayedRowsTest, ARecoveryCodeThatWasUsedAndIsUnusedAgainIsNamedByTheLog) {
    const AccountId id = person(customer1);
    const RecoveryCodes codes = factors::make_recovery_codes();
    const RecoveryCodeHashes hashes = hash_recovery_codes(lane_, codes);
    in_transaction([&](store::Transaction& t) { keep_recovery_codes(t, keyring_, id, hashes); });
    const auto use = [&](std::size_t i) {
        return use_recovery_code(
            lane_, keyring_, codes[i].text.expose(),
            event_of(audit::EventKind::recovery_code_used, id, access::nobodys_client, clock_.now()));
    };
    EXPECT_TRUE(use(2));
    EXPECT_FALSE(use(2));
    EXPECT_TRUE(use(4));
    EXPECT_THAT(flaws(), IsEmpty());
    in_transaction([&](store::Transaction& t) {
        t.run("update recovery_codes set used_at = null where account = ? and number = 2", id);
    });
    EXPECT_THAT(flaws(),
                ElementsAre("account " + to_string(id) + " has the recovery code 2 again, which was used"));
}

TEST_P(ReplayedRowsTest, WhatNobodyOfOursHadWrittenIsNotMarkedByAnEnding) {
    const AccountId id = person(customer1);
    const crypto::Secret ended = session_of(id);
    const crypto::Secret forged = session_of(id);
    in_transaction([&](store::Transaction& t) {
        t.run("update sessions set proofs = 7 where token_hash = ?", crypto::token_hash(forged));
    });
    sign_out(caller_with(ended));
    EXPECT_EQ(role_with(forged), Role::visitor);
}

TEST_P(ReplayedRowsTest, AUseThatIsNotedBesideAnEndingLeavesTheSessionOurs) {
    const AccountId id = person(customer1);
    const crypto::Secret token = session_of(id);
    const crypto::Secret other = session_of(id);
    clock_.advance(use_noted_every);
    auto between = interposed(database_.connect(), "update sessions set used_at", [&] {
        ending(id, [&](const Ending& ending) { end_session(ending, crypto::token_hash(other)); });
    });
    const http::Credential shown{http::CredentialKind::session, token.copy()};
    EXPECT_EQ(authenticate(keyring_, between, {&shown, 1}, clock_.now()).at(0).role, Role::customer);
    EXPECT_EQ(role_with(token), Role::customer) << "the note was not made over the mark of the newer epoch";
    EXPECT_THAT(told_, IsEmpty());
}

TEST_P(ReplayedRowsTest, ARowThatIsChangedBesideAnEndingGetsNoMarkByIt) {
    const AccountId id = person(customer1);
    const crypto::Secret ended = session_of(id);
    const crypto::Secret other = session_of(id);
    const SoftwareAuthenticator key;
    const SoftwareAuthenticator thiefs;
    give_passkey(id, key);
    in_transaction([&](store::Transaction& t) {
        end_access(t, keyring_, id, [&](const Ending& ending) {
            end_session(ending, crypto::token_hash(ended));
            t.run("update passkeys set credential = ?, public_key = ? where account = ?",
                  thiefs.credential_id, thiefs.public_key(), id);
            t.run("update sessions set proofs = 7 where account = ?", id);
        });
    });
    EXPECT_FALSE(find_passkey(reading_, keyring_, thiefs.credential_id));
    EXPECT_EQ(role_with(other), Role::visitor);
}

TEST_P(ReplayedRowsTest, AUseThatIsNotedWithinAnEndingCostsNobodyTheSession) {
    const AccountId id = person(customer1);
    const crypto::Secret ended = session_of(id);
    const crypto::Secret other = session_of(id);
    clock_.advance(use_noted_every);
    in_transaction([&](store::Transaction& t) {
        end_access(t, keyring_, id, [&](const Ending& ending) {
            end_session(ending, crypto::token_hash(ended));
            t.run("update sessions set used_at = ?, expires_at = ? where token_hash = ?", clock_.now(),
                  clock_.now() + 24h, crypto::token_hash(other));
        });
    });
    EXPECT_EQ(role_with(other), Role::customer);
    EXPECT_THAT(told_, IsEmpty());
}

TEST_P(ReplayedRowsTest, AnAccountThatWasSetBackAndHasCaughtUpIsStillNamed) {
    const AccountId id = person(customer1);
    const auto leave = [&] { sign_out(caller_with(session_of(id))); };
    const AccountRow before = account_row(id);
    leave();
    leave();
    EXPECT_THAT(flaws(), IsEmpty());
    write_account(before);
    leave();
    leave();
    leave();
    EXPECT_THAT(flaws(), ElementsAre("account " + to_string(id) +
                                     " was once set back to before access to it was ended"));
}

TEST_P(ReplayedRowsTest, AResetOfFactorsThatWasCancelledAndWaitsAgainIsNamedByTheLog) {
    const AccountId id = person(customer1);
    give_totp(id);
    in_transaction([&](store::Transaction& t) {
        recovery_.request_factor_reset(access::check<Permission::recover_factor>(half_in(id)), {}, t);
    });
    const auto row = reading_
                         .one<AccountId, TokenHash, Instant, Instant, store::Bytes>(
                             "select account, cancel_hash, requested_at, ready_at, mark from factor_resets")
                         .value();
    EXPECT_THAT(flaws(), IsEmpty());
    clock_.advance(1h);
    in_transaction([&](store::Transaction& t) {
        t.run("delete from factor_resets");
        audit::record(
            t, event_of(audit::EventKind::factor_reset_cancelled, id, access::nobodys_client, clock_.now()));
        std::apply(
            [&](const auto&... column) {
                t.run(
                    "insert into factor_resets (account, cancel_hash, requested_at, ready_at, mark)"
                    " values (?, ?, ?, ?, ?)",
                    column...);
            },
            row);
    });
    EXPECT_THAT(flaws(), ElementsAre("account " + to_string(id) +
                                     " has a reset of its factors again, which the log says is over"));
}

TEST_P(ReplayedRowsTest, MarksOfBeforeThereWereEpochsStayRight) {
    const AccountId id = account(customer1);
    const crypto::Secret token = session_of(id);
    const auto access = access_of(reading_, id).value();
    EXPECT_EQ(access.epoch, 0);
    const sealing::MarkedRow as_before{"accounts",     id, access.role, access.standing, access.locked_at,
                                       access.password};
    EXPECT_TRUE(keyring_.fits(reading_, as_before, access.mark));
    EXPECT_EQ(role_with(token), Role::customer);
}

}  // namespace
}  // namespace suncrew::identity
