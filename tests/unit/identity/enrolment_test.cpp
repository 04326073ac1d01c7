#include "identity/enrolment.hpp"

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

class EnrolmentTest : public IdentityFixture {
protected:
    static std::string token_in(std::string_view link) {
        return std::string{link.substr(link.find("#token=") + 7)};
    }
    std::string first_officer_token() {
        const auto link = first_officer_link(connection_, setup_.post, clock_.now());
        return link ? token_in(link->expose()) : "";
    }
    /// An invited person's account and link.
    std::pair<AccountId, std::string> invited(const std::string& address, Role role = Role::engineer) {
        const AccountId officer = person("officer9@example.org", Role::security);
        const AccountId id = in_transaction([&](store::Transaction& transaction) {
            return invite(transaction, {email(address), "Engineer One", role, notify::Language::es}, officer,
                          setup_.post, clock_.now());
        });
        return {id, token_in_last_mail()};
    }
    void sign_up_without_password(const std::string& address, const std::string& name = "Customer One") {
        sign_ups_.sign_up(access::check<Permission::sign_up>(Caller{}),
                          {email(address), std::nullopt, PersonName{name}, notify::Language::en}, lane_);
        answer_sign_ups(connection_, setup_.post, clock_.now());
    }
    static UseEnrolment use_of(const std::string& token, std::optional<std::string> password = {}) {
        UseEnrolment command{{secret(token)}, {}, {}, {}, {}};
        if (password)
            command.password = NewPassword{secret(*password)};
        return command;
    }
    static UseEnrolment first_officer(const std::string& token, const std::string& address,
                                      std::optional<std::string> password = {}) {
        UseEnrolment command = use_of(token, std::move(password));
        command.email = email(address);
        command.name = PersonName{"Officer One"};
        return command;
    }
    http::SessionBegun<SignInState> use(UseEnrolment command) {
        return enrolment_.use(access::check<Permission::use_enrolment_link>(Caller{}), std::move(command),
                              lane_);
    }
    EnrolmentView view(const std::string& token) {
        return enrolment_.view(access::check<Permission::use_enrolment_link>(Caller{}), {{secret(token)}},
                               reading_);
    }
    http::SessionBegun<FactorEnrolled> enrol_a_passkey(const Caller& caller) {
        const auto creation = in_transaction([&](store::Transaction& transaction) {
            return own_security_
                .begin_passkey(access::check<Permission::enrol_factor>(caller), {}, transaction)
                .view;
        });
        const SoftwareAuthenticator key;
        const auto created =
            key.create(setup_.relying_party, crypto::base64url_decode(creation.challenge).value());
        return own_security_.enrol_passkey(
            access::check<Permission::enrol_factor>(caller),
            {wire::Text<1, 60>{"x"}, {{created.client_data}, {created.attestation_object}, {}}}, lane_);
    }
    std::int64_t officers() {
        return *reading_.value<std::int64_t>("select count(*) from accounts where role = 'security'");
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, EnrolmentTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

// The first security officer.

TEST_P(EnrolmentTest, TheFirstOfficerComesInByTheLinkAndOwesAFactor) {
    const std::string token = first_officer_token();
    EXPECT_EQ(new_events(), Kinds{"enrolment_link_made"});
    const EnrolmentView seen = view(token);
    EXPECT_EQ(seen.role, Role::security);
    EXPECT_FALSE(seen.email || seen.name);
    const auto begun = use(first_officer(token, officer1, good_password));
    EXPECT_EQ(begun.view.owes, Owes::enrolment);
    EXPECT_EQ(begun.view.account->role, Role::security);
    EXPECT_FALSE(begun.device);
    EXPECT_EQ(caller_with(begun.token).role, Role::entering);
    EXPECT_EQ(new_events(), (Kinds{"account_created", "enrolment_link_used"}));
    EXPECT_EQ(sign_in(officer1).view.owes, Owes::enrolment_link);
}

/// Between the account and its factor somebody may be interrupted.
TEST_P(EnrolmentTest, TheFirstOfficerGoesOnByTheSameLinkUntilTheFactorIsThere) {
    const std::string token = first_officer_token();
    const auto first = use(first_officer(token, officer1));
    UseEnrolment again = use_of(token, good_password);
    const auto second = use(std::move(again));
    EXPECT_EQ(second.view.account->id, first.view.account->id);
    EXPECT_EQ(caller_with(first.token).role, Role::visitor);
    EXPECT_EQ(officers(), 1);
    enrol_a_passkey(caller_with(second.token));
    EXPECT_EQ(refusal([&] { use(use_of(token)); }), "enrolment_refused");
    EXPECT_FALSE(first_officer_link(connection_, setup_.post, clock_.now()));
}

TEST_P(EnrolmentTest, AFirstOfficerWhoNeverFinishedKeepsNobodyOut) {
    use(first_officer(first_officer_token(), officer1));
    clock_.advance(25h);
    EXPECT_EQ(refusal([&] { use(first_officer(first_officer_token(), "officer2@example.org")); }),
              "not refused");
}

TEST_P(EnrolmentTest, ThereIsNoLinkWhileThereIsAnOfficer) {
    give_totp(person(officer1, Role::security));
    EXPECT_FALSE(first_officer_link(connection_, setup_.post, clock_.now()));
    EXPECT_TRUE(new_events().empty());
}

TEST_P(EnrolmentTest, TheFirstOfficersLinkDiesOnceThereIsAnOfficer) {
    const std::string token = first_officer_token();
    give_totp(person(officer1, Role::security));
    EXPECT_EQ(refusal([&] { view(token); }), "enrolment_refused");
    EXPECT_EQ(refusal([&] { use(first_officer(token, "officer2@example.org", good_password)); }),
              "enrolment_refused");
    EXPECT_EQ(officers(), 1);
}

TEST_P(EnrolmentTest, ANewFirstOfficersLinkTakesThePlaceOfTheOneBefore) {
    const std::string first = first_officer_token();
    const std::string second = first_officer_token();
    EXPECT_EQ(refusal([&] { use(first_officer(first, officer1, good_password)); }), "enrolment_refused");
    EXPECT_EQ(refusal([&] { use(first_officer(second, officer1, good_password)); }), "not refused");
}

TEST_P(EnrolmentTest, OfTwoWhoUseTheFirstOfficersLinkAtOnceOneAccountIsMade) {
    const std::string token = first_officer_token();
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        enrolment_.use(access::check<Permission::use_enrolment_link>(Caller{}),
                       first_officer(token, i == 0 ? officer1 : "officer2@example.org"), lane);
    });
    EXPECT_EQ(std::count(answers.begin(), answers.end(), "not refused"), 1)
        << answers[0] << ", " << answers[1];
    EXPECT_EQ(officers(), 1);
    EXPECT_EQ(sessions(), 1);
}

TEST_P(EnrolmentTest, TwoProgramsThatStartAtOnceLeaveALinkThatWorks) {
    std::string printed[2];
    at_once([&](int i, const access::HashingLane& lane) {
        const auto link = first_officer_link(lane.connection(), setup_.post, clock_.now());
        printed[i] = token_in(link->expose());
    });
    const auto works = [&](const std::string& token) {
        return refusal([&] { view(token); }) == "not refused";
    };
    EXPECT_TRUE(works(printed[0]) || works(printed[1]));
}

TEST_P(EnrolmentTest, TheFirstOfficerSaysWhoTheyAre) {
    const std::string token = first_officer_token();
    EXPECT_EQ(refusal([&] { use(use_of(token, good_password)); }), "missing_member");
    person(customer1);
    EXPECT_EQ(refusal([&] { use(first_officer(token, customer1, good_password)); }), "email_taken");
    EXPECT_EQ(refusal([&] { use(first_officer(token, officer1, "officer1-2026")); }), "password_too_easy");
    EXPECT_EQ(officers(), 0);
    EXPECT_EQ(refusal([&] { use(first_officer(token, officer1, good_password)); }), "not refused")
        << "the link is still good";
}

// Who was invited.

TEST_P(EnrolmentTest, AnInvitedPersonComesInOnceAndOwesAFactor) {
    const auto [id, token] = invited("engineer1@example.org");
    new_events();
    const EnrolmentView seen = view(token);
    EXPECT_EQ(seen.role, Role::engineer);
    EXPECT_EQ(seen.email, "engineer1@example.org");
    EXPECT_EQ(seen.name, "Engineer One");
    EXPECT_EQ(refusal([&] { sign_in("engineer1@example.org", ""); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { sign_in("engineer1@example.org", "anything"); }), "credentials_refused");
    new_events();
    const auto begun = use(use_of(token, good_password));
    EXPECT_EQ(begun.view.owes, Owes::enrolment);
    EXPECT_TRUE(find_account(reading_, id)->email_verified_at);
    EXPECT_EQ(new_events(), Kinds{"enrolment_link_used"});
    const auto again = use(use_of(token));
    EXPECT_EQ(caller_with(begun.token).role, Role::visitor) << "who was interrupted goes on, alone";
    new_events();
    enrol_a_passkey(caller_with(again.token));
    EXPECT_EQ(new_events(), Kinds{"passkey_enrolled"});
    EXPECT_EQ(refusal([&, &token = token] { use(use_of(token)); }), "enrolment_refused");
    EXPECT_EQ(refusal([&, &token = token] { view(token); }), "enrolment_refused");
    EXPECT_EQ(new_events(), Kinds{"enrolment_link_refused"});
}

TEST_P(EnrolmentTest, AnInvitedPersonWithoutAPasswordEnrolsAPasskey) {
    const auto [id, token] = invited("engineer1@example.org");
    const auto begun = use(use_of(token));
    EXPECT_EQ(begun.view.owes, Owes::enrolment);
    const Caller caller = caller_with(begun.token);
    EXPECT_EQ(refusal([&] {
                  own_security_.begin_totp(access::check<Permission::enrol_factor>(caller), {}, lane_);
              }),
              "password_first");
    const auto enrolled = enrol_a_passkey(caller);
    EXPECT_EQ(enrolled.view.state.owes, Owes::nothing);
    EXPECT_EQ(caller_with(enrolled.token).role, Role::engineer);
    EXPECT_TRUE(enrolled.device);
}

TEST_P(EnrolmentTest, OfTwoWhoUseALinkAtOnceOneSessionIsLeft) {
    const auto [id, token] = invited("engineer1@example.org");
    const std::string shown = token;
    at_once([&](int, const access::HashingLane& lane) {
        enrolment_.use(access::check<Permission::use_enrolment_link>(Caller{}), use_of(shown), lane);
    });
    EXPECT_EQ(sessions(), 1);
}

TEST_P(EnrolmentTest, ALinkLivesADay) {
    const auto [id, token] = invited("engineer1@example.org");
    clock_.advance(24h - 1ms);
    EXPECT_EQ(refusal([&, &token = token] { view(token); }), "not refused");
    clock_.advance(1ms);
    EXPECT_EQ(refusal([&, &token = token] { use(use_of(token)); }), "enrolment_refused");
    in_transaction([&](store::Transaction& transaction) {
        EXPECT_EQ(delete_old_enrolments(transaction, keyring_, clock_.now()), 1);
    });
    EXPECT_TRUE(find_account(reading_, id)) << "who was invited can be invited again";
}

TEST_P(EnrolmentTest, AnInventedLinkIsRefusedWithOneEvent) {
    const auto [id, token] = invited("engineer1@example.org");
    new_events();
    for (const std::string& wrong : {std::string{"x"}, std::string(43, 'A'), token.substr(1), token + "A"})
        EXPECT_EQ(refusal([&] { use(use_of(wrong)); }), "enrolment_refused");
    EXPECT_EQ(new_events(), Kinds(4, "enrolment_link_refused"));
}

TEST_P(EnrolmentTest, ALockedAccountsLinkIsRefused) {
    const auto [id, token] = invited("engineer1@example.org");
    in_transaction([&, &id = id](store::Transaction& transaction) {
        transaction.run("update accounts set locked_at = 1 where id = ?", id);
    });
    EXPECT_EQ(refusal([&, &token = token] { view(token); }), "enrolment_refused");
    EXPECT_EQ(refusal([&, &token = token] { use(use_of(token)); }), "enrolment_refused");
    EXPECT_EQ(sessions(), 0);
}

TEST_P(EnrolmentTest, NobodyChoosesTheAddressThatTheyWereInvitedBy) {
    const auto [id, token] = invited("engineer1@example.org");
    UseEnrolment command = use_of(token);
    command.email = email("attacker@example.org");
    EXPECT_EQ(refusal([&] { use(std::move(command)); }), "unknown_member");
    EXPECT_EQ(who(id).email, "engineer1@example.org");
}

TEST_P(EnrolmentTest, AStrangersSignUpDoesNothingToAnInvitation) {
    const auto [id, token] = invited("engineer1@example.org");
    sign_up("engineer1@example.org", "some quite other words", "A Stranger");
    sign_up_without_password("engineer1@example.org", "A Stranger");
    EXPECT_EQ(links(), 0);
    EXPECT_EQ(find_account(reading_, id)->role, Role::engineer);
    EXPECT_EQ(who(id).name, "Engineer One");
    EXPECT_EQ(refusal([&] { sign_in("engineer1@example.org", "some quite other words"); }),
              "credentials_refused");
    EXPECT_EQ(refusal([&, &token = token] { use(use_of(token)); }), "not refused");
}

// Who signs up without a password.

TEST_P(EnrolmentTest, ACustomerMayTakeAPasswordAfterAllAndIsIn) {
    sign_up_without_password(customer1);
    const auto begun = use(use_of(token_in_last_mail(), good_password));
    EXPECT_EQ(begun.view.owes, Owes::nothing);
    EXPECT_EQ(caller_with(begun.token).role, Role::customer);
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "not refused");
}

TEST_P(EnrolmentTest, ACustomerWithoutAPasswordOwesAPasskeyUntilThen) {
    sign_up_without_password(customer1);
    const auto begun = use(use_of(token_in_last_mail()));
    EXPECT_EQ(begun.view.owes, Owes::enrolment);
    EXPECT_EQ(refusal([&] { access::require(caller_with(begun.token), Permission::place_order); }),
              "second_factor_required");
}

TEST_P(EnrolmentTest, AStrangersPasswordDiesWithTheOwnersLink) {
    sign_up(customer1, "some quite other words", "A Stranger");
    const std::string strangers = token_in_last_mail();
    sign_up_without_password(customer1);
    const std::string mine = token_in_last_mail();
    EXPECT_EQ(refusal([&] { use(use_of(mine)); }), "not refused");
    EXPECT_EQ(refusal([&] { sign_in(customer1, "some quite other words"); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { verify(strangers, "some quite other words"); }), "verification_refused");
}

TEST_P(EnrolmentTest, AStrangersSignUpAfterMineDoesNotBreakMyLink) {
    sign_up_without_password(customer1);
    const std::string mine = token_in_last_mail();
    sign_up(customer1, "some quite other words", "A Stranger");
    const std::string strangers = token_in_last_mail();
    EXPECT_EQ(use(use_of(mine, good_password)).view.owes, Owes::nothing);
    EXPECT_EQ(refusal([&] { verify(strangers, "some quite other words"); }), "verification_refused");
    EXPECT_EQ(refusal([&] { sign_in(customer1, "some quite other words"); }), "credentials_refused");
    EXPECT_EQ(refusal([&] { sign_in(customer1); }), "not refused");
}

TEST_P(EnrolmentTest, AConfirmedSignUpEndsTheEnrolmentLinkThatWaited) {
    sign_up_without_password(customer1);
    const std::string enrolment = token_in_last_mail();
    sign_up(customer1);
    verify(token_in_last_mail());
    EXPECT_EQ(refusal([&] { use(use_of(enrolment)); }), "enrolment_refused");
}

TEST_P(EnrolmentTest, OfBothLinksOfOneAddressUsedAtOnceOneWins) {
    sign_up_without_password(customer1);
    const std::string enrolment = token_in_last_mail();
    sign_up(customer1, "some quite other words", "A Stranger");
    const std::string verification = token_in_last_mail();
    const Answers answers = at_once([&](int i, const access::HashingLane& lane) {
        if (i == 0)
            enrolment_.use(access::check<Permission::use_enrolment_link>(Caller{}), use_of(enrolment), lane);
        else
            sign_ups_.verify_email(access::check<Permission::verify_email>(Caller{}),
                                   {{secret(verification)}, {secret("some quite other words")}}, lane);
    });
    EXPECT_EQ(std::count(answers.begin(), answers.end(), "not refused"), 1)
        << answers[0] << ", " << answers[1];
}

TEST_P(EnrolmentTest, ASignUpThatWasNeverFinishedGoesWithItsLastLink) {
    sign_up_without_password(customer1);
    const auto id = reading_.value<Uuid>("select id from accounts").value();
    const auto keys = [&] {
        return reading_.value<std::int64_t>("select count(*) from data_keys where subject = ?", id);
    };
    EXPECT_EQ(keys(), 1);
    clock_.advance(24h);
    in_transaction([&](store::Transaction& transaction) {
        EXPECT_EQ(delete_old_enrolments(transaction, keyring_, clock_.now()), 2);
    });
    EXPECT_EQ(accounts(), 0);
    EXPECT_EQ(keys(), 0) << "copies of the database tell nothing of them any more";
}

TEST_P(EnrolmentTest, ALinkThatWaitsKeepsItsAccountWhenAnOlderSignUpGoes) {
    sign_up(customer1);
    clock_.advance(7 * 24h - 1h);
    sign_up_without_password(customer1);
    const std::string token = token_in_last_mail();
    clock_.advance(1h);
    in_transaction(
        [&](store::Transaction& transaction) { delete_expired(transaction, keyring_, clock_.now()); });
    EXPECT_EQ(refusal([&] { use(use_of(token)); }), "not refused");
}

TEST_P(EnrolmentTest, TheTableHoldsNoLink) {
    const std::string token = first_officer_token();
    EXPECT_EQ(reading_.value<crypto::Sha256Digest>("select token_hash from enrolments"),
              crypto::sha256(token));
}

}  // namespace
}  // namespace suncrew::identity
