#include "identity/proofs.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

constexpr Evidence all_evidence[]{Evidence::link, Evidence::password, Evidence::totp, Evidence::passkey,
                                  Evidence::recovery_code};
const std::vector<Role> roles_that_need_one{Role::crew, Role::support, Role::sales, Role::engineer,
                                            Role::security};
const std::vector<Factors> with_a_factor{
    {true, 0, 0}, {true, 0, 10}, {false, 1, 0}, {false, 3, 10}, {true, 2, 1}};
// Recovery codes without a factor recover nothing, so they count as none.
const std::vector<Factors> without_a_factor{{false, 0, 0}, {false, 0, 10}};

/// One row: what is owed with exactly these proofs.
struct Row {
    Proofs shown;
    Owes with_factor;
    Owes customer_without;
    Owes others_without;
};
using enum Evidence;
constexpr Owes nothing = Owes::nothing;
constexpr Owes second = Owes::second_factor;
constexpr Owes enrol = Owes::enrolment;
constexpr Owes by_link = Owes::enrolment_link;

/// All 32 sets of proofs but those with a passkey, which is enough whatever else is there.
const Row table[]{
    {{}, second, by_link, by_link},
    {{link}, second, enrol, enrol},
    {{totp}, second, by_link, by_link},
    {{recovery_code}, second, by_link, by_link},
    {{totp, recovery_code}, second, by_link, by_link},
    {{link, totp}, second, enrol, enrol},
    {{link, recovery_code}, second, enrol, enrol},
    {{link, totp, recovery_code}, second, enrol, enrol},
    {{password}, second, nothing, by_link},
    {{link, password}, second, nothing, enrol},
    {{password, totp}, nothing, nothing, by_link},
    {{password, recovery_code}, nothing, nothing, by_link},
    {{password, totp, recovery_code}, nothing, nothing, by_link},
    {{link, password, totp}, nothing, nothing, enrol},
    {{link, password, recovery_code}, nothing, nothing, enrol},
    {{link, password, totp, recovery_code}, nothing, nothing, enrol},
};
static_assert(std::size(table) == 16, "half of all sets");

TEST(Proofs, WhatIsOwedIsThisTable) {
    for (const Row& row : table) {
        for (const Factors& factors : with_a_factor) {
            EXPECT_EQ(owes(Role::customer, factors, row.shown), row.with_factor) << row.shown.bits();
            for (const Role role : roles_that_need_one)
                EXPECT_EQ(owes(role, factors, row.shown), row.with_factor) << row.shown.bits();
        }
        for (const Factors& factors : without_a_factor) {
            EXPECT_EQ(owes(Role::customer, factors, row.shown), row.customer_without) << row.shown.bits();
            for (const Role role : roles_that_need_one)
                EXPECT_EQ(owes(role, factors, row.shown), row.others_without) << row.shown.bits();
        }
    }
}

TEST(Proofs, APasskeyIsEnoughForEverybody) {
    for (int bits = 0; bits < 32; ++bits) {
        Proofs shown = Proofs::from_bits(bits);
        shown.add(Evidence::passkey);
        for (const Factors& factors : {Factors{false, 1, 0}, Factors{true, 1, 10}}) {
            EXPECT_EQ(owes(Role::customer, factors, shown), Owes::nothing);
            for (const Role role : roles_that_need_one)
                EXPECT_EQ(owes(role, factors, shown), Owes::nothing);
        }
    }
}

TEST(Proofs, TheirBitsAreWhatStandsInTheTable) {
    for (int bits = 0; bits < 32; ++bits) {
        const Proofs shown = Proofs::from_bits(bits);
        EXPECT_EQ(shown.bits(), bits);
        Proofs again;
        for (const Evidence evidence : all_evidence)
            if (shown.contains(evidence))
                again.add(evidence);
        EXPECT_EQ(again.bits(), bits);
    }
    EXPECT_EQ((Proofs{Evidence::link, Evidence::passkey}.bits()), 9);
}

class FactorsTest : public IdentityFixture {};
INSTANTIATE_TEST_SUITE_P(Databases, FactorsTest, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(FactorsTest, OnlyWhatIsConfirmedAndUnusedAndOnesOwnCounts) {
    const AccountId mine = person("customer1@example.org");
    const AccountId other = person("customer2@example.org");
    give_totp(other);
    give_passkey(other, SoftwareAuthenticator{});
    in_transaction([&](store::Transaction& transaction) {
        keep_unconfirmed_totp(transaction, keyring_, mine, factors::TotpSecret::make(), clock_.now());
        for (int number = 0; number < 3; ++number)
            transaction.run("insert into recovery_codes (account, number, code) values (?, ?, 'x')", mine,
                            number);
        transaction.run("update recovery_codes set used_at = 1 where number = 1 and account = ?", mine);
    });
    Factors factors = factors_of(reading_, mine);
    EXPECT_FALSE(factors.totp);
    EXPECT_EQ(factors.passkeys, 0);
    EXPECT_EQ(factors.recovery_codes, 2);
    EXPECT_FALSE(factors.any());
    give_passkey(mine, SoftwareAuthenticator{});
    give_totp(mine);
    factors = factors_of(reading_, mine);
    EXPECT_TRUE(factors.totp);
    EXPECT_EQ(factors.passkeys, 1);
}

}  // namespace
}  // namespace suncrew::identity
