#include "identity/legacy_password.hpp"

#include <array>

#include "identity/identity_fixture.hpp"

namespace suncrew::identity {
namespace {

struct Example {
    const char* password;
    const char* hash;
};

/// The published examples of crypt(3)'s SHA-2, but those with more rounds than we take. Source: U. Drepper,
/// "Unix crypt using SHA-256 and SHA-512" (SHA-crypt.txt, version 0.6), the tests of its reference
/// implementation.
constexpr std::array published{
    Example{"Hello world!", "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5"},
    Example{"Hello world!", "$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA"},
    Example{"This is just a test",
            "$5$rounds=5000$toolongsaltstrin$Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5"},
    Example{"a very much longer text to encrypt.  This one even stretches over morethan one line.",
            "$5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1"},
    Example{"we have a short salt string but not a short password",
            "$5$rounds=77777$short$JiO1O3ZpDAxGJeaDIuqCoEFysAe1mZNJRs3pw0KQRd/"},
    Example{"the minimum number is still observed",
            "$5$rounds=1000$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC"},
    Example{"Hello world!",
            "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbY"
            "EdFCoEOfaS35inz1"},
    Example{"Hello world!",
            "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0"
            "Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v."},
    Example{"This is just a test",
            "$6$rounds=5000$toolongsaltstrin$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7"
            "oGDZxUhx1yxdYcz/e1JSbq3y6JMxxl8audkUEm0"},
    Example{"a very much longer text to encrypt.  This one even stretches over morethan one line.",
            "$6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/"
            "pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7Um"
            "JEiDwGqd8p4ur1"},
    Example{"we have a short salt string but not a short password",
            "$6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/"
            "ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiA"
            "c0"},
    Example{"the minimum number is still observed",
            "$6$rounds=1000$roundstoolow$kUMsbe306n21p9R.FRkW3IGn."
            "S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYY"
            "BaHHrsX."},
};

/// Salts 00ff10 and "pepper"; the digests are those that Python's hashlib makes of salt and password.
constexpr std::array salted{
    Example{"correct horse battery",
            "$legacy-sha256$00ff10$"
            "a17931feba2c4381943a5f3dc997b46462ec0274dc3a0953593d276c216e852c$salt-first"},
    Example{"correct horse battery",
            "$legacy-sha256$706570706572$"
            "df7aa443437c5c8e41770cf6b1a66516d69dcd9f72910c811d5aae15f191a2f7$salt-last"},
    Example{"correct horse battery",
            "$legacy-sha512$00ff10$"
            "5e2b9cedaba92449123c5d5cef392c65a68086378831fb82e2f1b48b9405ec98e312e336c3746afcbd84a4cf18f98e45"
            "01671b50128f"
            "0efb57774a146bd24fd0$salt-first"},
    Example{"correct horse battery",
            "$legacy-sha512$706570706572$"
            "d80975ca941cd587a3dc4b51ba1d7d1e4ce1c62c30171bffdff15fbe936d3df1215cb9a398c60259f4b5ad0e48c64a0f"
            "6466f5d716e4"
            "8f19564f07f9dcb3a2a5$salt-last"},
};

LegacyHash parsed(std::string_view text) {
    return LegacyHash::parse(text, "password_hash");
}
std::string answer(std::string_view text) {
    return refusal([&] { parsed(text); });
}

template <class Examples>
void expect_digests(const Examples& examples) {
    for (const auto& [password, text] : examples) {
        const LegacyHash hash = parsed(text);
        const auto digest = hash.scheme.digest(secret(password));
        ASSERT_TRUE(digest) << text;
        EXPECT_TRUE(equal_constant_time(*digest, hash.digest)) << text;
        const auto other = hash.scheme.digest(secret(std::string{password} + ' '));
        EXPECT_FALSE(equal_constant_time(*other, hash.digest)) << text;
    }
}

TEST(LegacyHash, ThePublishedExamplesOfCryptAreUnderstood) {
    expect_digests(published);
}

TEST(LegacyHash, SaltedSha2IsUnderstoodWithItsSaltOnEitherSide) {
    expect_digests(salted);
    LegacyHash wrong_side = parsed(salted[0].hash);
    wrong_side.scheme.place = SaltPlace::last;
    EXPECT_FALSE(
        equal_constant_time(*wrong_side.scheme.digest(secret("correct horse battery")), wrong_side.digest));
}

TEST(LegacyHash, HexadecimalMayBeInCapitals) {
    const LegacyHash hash = parsed(
        "$legacy-sha256$00FF10$"
        "A17931FEBA2C4381943A5F3DC997B46462EC0274DC3A0953593D276C216E852C$salt-first");
    EXPECT_TRUE(equal_constant_time(*hash.scheme.digest(secret("correct horse battery")), hash.digest));
}

TEST(LegacyHash, WhatAnotherSystemWouldHaveCutOffHasNoDigest) {
    const std::string_view with_zero{"Hello world!\0", 13};
    EXPECT_FALSE(parsed(published[0].hash).scheme.digest(secret(with_zero)));
    EXPECT_FALSE(parsed(published[6].hash).scheme.digest(secret(with_zero)));
    EXPECT_FALSE(parsed(published[0].hash).scheme.digest(secret(std::string(512, 'a'))));
    EXPECT_TRUE(parsed(published[0].hash).scheme.digest(secret(std::string(511, 'a'))));
    // Salted SHA-2 takes every byte.
    const LegacyHash hash = parsed(salted[0].hash);
    const auto digest = hash.scheme.digest(secret(std::string_view{"correct horse battery\0", 22}));
    ASSERT_TRUE(digest);
    EXPECT_FALSE(equal_constant_time(*digest, hash.digest));
}

TEST(LegacyHash, AnotherKindIsUnknown) {
    for (const char* text : {"", "$", "$$", "plain", "5$salt$x", "$1$salt$qJH7.N4xYta3aEG/dfqo/0", "$7$x$y",
                             "$2b$12$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy",
                             "$legacy-sha1$00$00$salt-first", "$LEGACY-sha256$00$00$salt-first",
                             "{SSHA}8eweop0v7TNF+DE00ZsXByaL8bwiPC37", "$argon2id$v=19$m=8,t=1"})
        EXPECT_EQ(answer(text), "legacy_hash_unknown") << text;
}

TEST(LegacyHash, WhatDoesNotKeepToItsFormIsMalformed) {
    const std::string digest(64, 'a');
    const std::string crypt(43, 'a');
    for (const std::string& text : {"$legacy-sha256$" + digest,
                                    "$legacy-sha256$$" + digest + "$salt-first",
                                    "$legacy-sha256$0$" + digest + "$salt-first",
                                    "$legacy-sha256$0g$" + digest + "$salt-first",
                                    "$legacy-sha256$" + std::string(66, '0') + "$" + digest + "$salt-first",
                                    "$legacy-sha256$00$" + digest + "a$salt-first",
                                    "$legacy-sha256$00$" + digest.substr(1) + "$salt-first",
                                    "$legacy-sha256$00$" + digest + "$salt-middle",
                                    "$legacy-sha256$00$" + digest,
                                    "$legacy-sha256$00$" + digest + "$salt-first$",
                                    "$legacy-sha256$00$" + digest + "$salt-first$x",
                                    "$legacy-sha256$00$" + digest.substr(1) + "x$salt-first",
                                    "$legacy-sha512$00$" + digest + "$salt-first",
                                    std::string{"$5"},
                                    std::string{"$5$"},
                                    std::string{"$5$salt"},
                                    std::string{"$5$salt$"},
                                    "$5$$" + crypt,
                                    "$5$seventeen.letters$" + crypt,
                                    "$5$sa:lt$" + crypt,
                                    "$5$salt$" + crypt + "a",
                                    "$5$salt$" + crypt + "$",
                                    "$5$salt$" + crypt + "$x",
                                    "$5$salt$" + crypt.substr(1) + "=",
                                    "$6$salt$" + crypt,
                                    "$5$rounds=5000$" + crypt,
                                    "$5$rounds=5000$$" + crypt,
                                    "$5$salt$rounds=5000$" + crypt})
        EXPECT_EQ(answer(text), "legacy_hash_malformed") << text;
}

TEST(LegacyHash, ASignInDoesNotCostMoreRoundsThanAllowed) {
    const std::string rest = "$salt$" + std::string(43, 'a');
    for (const char* rounds : {"999", "10", "0", "100001", "123456", "999999999", "1000000000", "4294972296",
                               "", "-5000", "+5000", "05000", "5000x", " 5000", "5e3"})
        EXPECT_EQ(answer(std::string{"$5$rounds="} + rounds + rest), "legacy_hash_rounds") << rounds;
    for (const char* rounds : {"1000", "5000", "100000"})
        EXPECT_EQ(answer(std::string{"$5$rounds="} + rounds + rest), "not refused") << rounds;
}

class WrappedHashTest : public testing::Test {
protected:
    std::unique_ptr<store::Connection> connection_ = store::connect(store::parse_dsn("sqlite::memory:"));
    access::HashingLane lane_{*connection_};
};

TEST_F(WrappedHashTest, IsVerifiedByThePasswordAloneAndIsOutdated) {
    for (const auto& [password, text] : {published[0], published[7], salted[0], salted[3]}) {
        const std::string stored = wrap(lane_, parsed(text));
        EXPECT_TRUE(stored.starts_with("$suncrew-wrapped$")) << stored;
        EXPECT_TRUE(is_outdated(stored));
        EXPECT_TRUE(verify_password(lane_, stored, secret(password)));
        for (const std::string& wrong :
             {std::string{password} + ' ', std::string{password}.substr(1), std::string{}, std::string{text}})
            EXPECT_FALSE(verify_password(lane_, stored, secret(wrong))) << wrong;
    }
}

TEST_F(WrappedHashTest, KeepsNothingOfTheFastDigest) {
    for (const auto& [password, text] : {published[1], published[8], salted[1], salted[2]}) {
        const LegacyHash hash = parsed(text);
        const std::string stored = wrap(lane_, hash);
        EXPECT_EQ(stored.find(hash.digest.expose()), std::string::npos) << stored;
        EXPECT_FALSE(verify_password(lane_, stored, hash.digest)) << "the digest is not the password";
        EXPECT_NE(stored, wrap(lane_, hash)) << "each has a salt of its own";
    }
}

TEST_F(WrappedHashTest, APasswordThatCryptWouldCutOffFitsNothing) {
    const std::string stored = wrap(lane_, parsed(published[0].hash));
    EXPECT_FALSE(verify_password(lane_, stored, secret(std::string_view{"Hello world!\0", 13})));
    EXPECT_FALSE(verify_password(lane_, stored, secret(std::string_view{"Hello world!\0x", 14})));
    EXPECT_FALSE(verify_password(lane_, stored, secret(std::string(512, 'a'))));
}

TEST_F(WrappedHashTest, TheLongestHasRoomInItsColumn) {
    const std::string salt(64, 'f');
    for (const std::string& text : {"$legacy-sha512$" + salt + "$" + std::string(128, 'a') + "$salt-first",
                                    "$6$rounds=100000$sixteen..letters$" + std::string(86, 'a')}) {
        const std::string stored = wrap(lane_, parsed(text));
        EXPECT_LE(stored.size(), stored_hash_length_max);
        EXPECT_TRUE(WrappedHash::parse(stored));
    }
}

TEST_F(WrappedHashTest, ASaltThatLooksLikeTheNextPartIsNone) {
    // The digest of the example's scheme with that salt, made by the scheme itself.
    LegacyScheme scheme = parsed(published[0].hash).scheme;
    scheme.salt = "argon2id";
    const std::string stored = wrap(lane_, {scheme, *scheme.digest(secret("Hello world!"))});
    EXPECT_TRUE(verify_password(lane_, stored, secret("Hello world!")));
    EXPECT_FALSE(verify_password(lane_, stored, secret("Hello world")));
}

TEST_F(WrappedHashTest, WhatIsStoredMalformedVerifiesNothing) {
    const std::string good = wrap(lane_, parsed(published[0].hash));
    ASSERT_TRUE(verify_password(lane_, good, secret("Hello world!")));
    const auto replaced = [&](const std::string& from, const std::string& to) {
        std::string text = good;
        return text.replace(text.find(from), from.size(), to);
    };
    for (const std::string& text :
         {std::string{"$suncrew-wrapped$"}, std::string{"$suncrew-wrapped$5$"},
          good.substr(0, good.size() - 1), good + "x", good + std::string(200, 'A'), replaced("$5$", "$7$"),
          replaced("$5$", "$$"), replaced("saltstring", ""),
          replaced("saltstring", "rounds=100001$saltstring"), replaced("saltstring", "saltstring$x"),
          replaced("m=19456", "m=4294967295"), replaced("$argon2id$", "$argon2i$"),
          replaced("saltstring", "saltstrinG"),
          replaced("$5$saltstring", "$legacy-sha256$00ff10$salt-middle"), good + '\0',
          "$suncrew-wrapped" + good})
        EXPECT_FALSE(verify_password(lane_, text, secret("Hello world!"))) << text;
}

class LegacySignIn : public IdentityFixture {};
INSTANTIATE_TEST_SUITE_P(Databases, LegacySignIn, testing::ValuesIn(store::databases_at_hand()),
                         store::database_name);

TEST_P(LegacySignIn, TheFirstOnePutsArgon2idInItsPlace) {
    const AccountId customer = account("customer1@example.org");
    as_ours(customer, [&](store::Transaction& transaction) {
        transaction.run("update accounts set password = ? where id = ?",
                        wrap(lane_, parsed(published[7].hash)), customer);
    });
    const auto stored = [&] { return find_account(reading_, customer)->password_hash; };
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world"); }), "credentials_refused");
    EXPECT_TRUE(stored().starts_with("$suncrew-wrapped$6$rounds=10000$"));
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world!"); }), "not refused");
    EXPECT_TRUE(stored().starts_with("$argon2id$"));
    EXPECT_FALSE(is_outdated(stored()));
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world!"); }), "not refused");
    EXPECT_EQ(refusal([&] { sign_in("customer1@example.org", "Hello world"); }), "credentials_refused");
}

}  // namespace
}  // namespace suncrew::identity
