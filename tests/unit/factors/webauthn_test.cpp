#include "factors/webauthn.hpp"

#include <functional>
#include <optional>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "factors/hex.hpp"
#include "factors/software_authenticator.hpp"

namespace suncrew::factors {
namespace {

using namespace testing;

const RelyingParty us = relying_party("https://suncrew.example");
const RelyingParty them = relying_party("https://evil.example");
const Octets challenge = from_hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
const Octets other_challenge = from_hex("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

std::optional<WebauthnFault> registration_fault(const Created& created) {
    try {
        verify_registration(us, challenge, created.answer());
        return std::nullopt;
    } catch (const WebauthnRefused& refused) {
        return refused.fault();
    }
}

KnownPasskey known(const Passkey& passkey) {
    return {passkey.credential_id, passkey.public_key, passkey.sign_count, passkey.backup_eligible};
}

std::optional<WebauthnFault> assertion_fault(const Passkey& passkey, const Asserted& asserted) {
    try {
        verify_assertion(us, challenge, known(passkey), asserted.answer());
        return std::nullopt;
    } catch (const WebauthnRefused& refused) {
        return refused.fault();
    }
}

Created with_data(const SoftwareAuthenticator& authenticator, Bytes data) {
    Created created = authenticator.create(us, challenge);
    created.attestation_object = attestation_object("none", cbor_map(0), data);
    return created;
}

/// A registration of this COSE key.
Created with_key(const Octets& cose) {
    const SoftwareAuthenticator authenticator;
    return with_data(authenticator, authenticator.registration_data(us.id, cose));
}

Octets ec_key(std::int64_t type, std::int64_t algorithm, std::int64_t curve, const Octets& x,
              const Octets& y) {
    return joined(cbor_map(5), cbor_integer(1), cbor_integer(type), cbor_integer(3), cbor_integer(algorithm),
                  cbor_integer(-1), cbor_integer(curve), cbor_integer(-2), cbor_bytes(x), cbor_integer(-3),
                  cbor_bytes(y));
}

Octets rsa_key(const Octets& n, const Octets& e) {
    return joined(cbor_map(4), cbor_integer(1), cbor_integer(3), cbor_integer(3), cbor_integer(-257),
                  cbor_integer(-1), cbor_bytes(n), cbor_integer(-2), cbor_bytes(e));
}

Octets okp_key(const Octets& x) {
    return joined(cbor_map(4), cbor_integer(1), cbor_integer(1), cbor_integer(3), cbor_integer(-8),
                  cbor_integer(-1), cbor_integer(6), cbor_integer(-2), cbor_bytes(x));
}

// The base point of P-256 (SEC 2, section 2.4.2).
const Octets base_x = from_hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
const Octets base_y = from_hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

TEST(RelyingPartyTest, IsOurOrigin) {
    EXPECT_EQ(us.id, "suncrew.example");
    EXPECT_EQ(us.name, "Suncrew");
    EXPECT_EQ(us.origin, "https://suncrew.example");
    EXPECT_EQ(relying_party("https://localhost:8443").id, "localhost");
    EXPECT_EQ(relying_party("https://localhost:8443").origin, "https://localhost:8443");
    EXPECT_EQ(relying_party("https://suncrew.example:443").origin, "https://suncrew.example");
    for (const std::string_view other :
         {"", "suncrew.example", "ftp://suncrew.example", "https://", "https://suncrew.example/",
          "https://a@suncrew.example", "https://:8443"})
        EXPECT_THROW(relying_party(other), std::invalid_argument) << other;
}

class EveryAlgorithmTest : public ::testing::TestWithParam<Algorithm> {};

TEST_P(EveryAlgorithmTest, RegistersAndSignsIn) {
    SoftwareAuthenticator authenticator{GetParam()};
    authenticator.sign_count = 7;
    authenticator.aaguid[0] = 0xab;
    const Created created = authenticator.create(us, challenge);
    const Passkey passkey = verify_registration(us, challenge, created.answer());
    EXPECT_EQ(passkey.credential_id, authenticator.credential_id);
    EXPECT_EQ(passkey.public_key, authenticator.public_key());
    EXPECT_EQ(passkey.algorithm, GetParam());
    EXPECT_EQ(passkey.sign_count, 7);
    EXPECT_EQ(passkey.aaguid, authenticator.aaguid);
    EXPECT_FALSE(passkey.backup_eligible);
    EXPECT_FALSE(passkey.backed_up);

    authenticator.sign_count = 9;
    const Asserted asserted = authenticator.assert_to(us, challenge);
    const AssertedPasskey now = verify_assertion(us, challenge, known(passkey), asserted.answer());
    EXPECT_EQ(now.sign_count, 9);
    EXPECT_FALSE(now.backed_up);
}

TEST_P(EveryAlgorithmTest, SelfAttestationIsChecked) {
    const SoftwareAuthenticator authenticator{GetParam()};
    Created created = authenticator.create_self_attested(us, challenge);
    EXPECT_EQ(registration_fault(created), std::nullopt);
    const Octets client = client_data(Ceremony::registration, challenge, "https://suncrew.example");
    Created other = authenticator.create_self_attested(us, other_challenge);
    other.client_data = client;
    EXPECT_EQ(registration_fault(other), WebauthnFault::attestation_signature);
    const auto algorithm =
        static_cast<std::int64_t>(GetParam() == Algorithm::es256 ? Algorithm::eddsa : Algorithm::es256);
    created.attestation_object =
        attestation_object("packed",
                           joined(cbor_map(2), cbor_text("alg"), cbor_integer(algorithm), cbor_text("sig"),
                                  cbor_bytes(Octets(64))),
                           authenticator.registration_data(us.id));
    EXPECT_EQ(registration_fault(created), WebauthnFault::attestation_statement)
        << "another algorithm than its key's";
}

TEST_P(EveryAlgorithmTest, AnotherKeyDoesNotSignIn) {
    const SoftwareAuthenticator authenticator{GetParam()};
    const SoftwareAuthenticator other{GetParam()};
    Passkey passkey = verify_registration(us, challenge, authenticator.create(us, challenge).answer());
    passkey.public_key = other.public_key();
    EXPECT_EQ(assertion_fault(passkey, authenticator.assert_to(us, challenge)), WebauthnFault::signature);
}

TEST_P(EveryAlgorithmTest, NoFlippedBitOfTheSignatureSignsIn) {
    const SoftwareAuthenticator authenticator{GetParam()};
    const Passkey passkey = verify_registration(us, challenge, authenticator.create(us, challenge).answer());
    const Asserted honest = authenticator.assert_to(us, challenge);
    for (std::size_t bit = 0; bit < honest.signature.size() * 8; bit += 5) {
        Asserted asserted = honest;
        asserted.signature[bit / 8] = static_cast<std::uint8_t>(asserted.signature[bit / 8] ^ (1 << bit % 8));
        EXPECT_EQ(assertion_fault(passkey, asserted), WebauthnFault::signature) << bit;
    }
}

TEST_P(EveryAlgorithmTest, NoTruncatedOrLongerSignatureSignsIn) {
    const SoftwareAuthenticator authenticator{GetParam()};
    const Passkey passkey = verify_registration(us, challenge, authenticator.create(us, challenge).answer());
    const Asserted honest = authenticator.assert_to(us, challenge);
    for (std::size_t size = 0; size < honest.signature.size(); ++size) {
        Asserted asserted = honest;
        asserted.signature.resize(size);
        EXPECT_EQ(assertion_fault(passkey, asserted), WebauthnFault::signature) << size;
    }
    Asserted longer = honest;
    longer.signature.push_back(0);
    EXPECT_EQ(assertion_fault(passkey, longer), WebauthnFault::signature);
    longer.signature.resize(signature_bytes_max + 1);
    EXPECT_EQ(assertion_fault(passkey, longer), WebauthnFault::oversize);
}

INSTANTIATE_TEST_SUITE_P(All, EveryAlgorithmTest,
                         ::testing::Values(Algorithm::es256, Algorithm::eddsa, Algorithm::rs256));

TEST(RegistrationTest, EachOtherCeremonyIsRefused) {
    const SoftwareAuthenticator authenticator;
    EXPECT_EQ(registration_fault(authenticator.create(us, other_challenge)), WebauthnFault::challenge);
    EXPECT_EQ(registration_fault(authenticator.create(them, challenge)), WebauthnFault::origin);
    RelyingParty mixed = us;
    mixed.id = them.id;
    EXPECT_EQ(registration_fault(authenticator.create(mixed, challenge)), WebauthnFault::rp_id);
    Created created = authenticator.create(us, challenge);
    created.client_data = client_data(Ceremony::assertion, challenge, us.origin);
    EXPECT_EQ(registration_fault(created), WebauthnFault::client_data_type);
}

TEST(RegistrationTest, FlagsAreLookedAt) {
    SoftwareAuthenticator authenticator;
    const auto fault = [&authenticator](int flags) {
        authenticator.flags = static_cast<std::uint8_t>(flags);
        return registration_fault(authenticator.create(us, challenge));
    };
    EXPECT_EQ(fault(user_present | user_verified), std::nullopt);
    EXPECT_EQ(fault(0), WebauthnFault::user_presence);
    EXPECT_EQ(fault(user_verified), WebauthnFault::user_presence);
    EXPECT_EQ(fault(user_present), WebauthnFault::user_verification);
    EXPECT_EQ(fault(user_present | user_verified | backup_eligible), std::nullopt);
    EXPECT_EQ(fault(user_present | user_verified | backup_eligible | backed_up), std::nullopt);
    EXPECT_EQ(fault(user_present | user_verified | backed_up), WebauthnFault::backup);
    EXPECT_EQ(fault(user_present | user_verified | extended), WebauthnFault::cbor)
        << "announced, but not there";
}

TEST(RegistrationTest, AttestedDataIsThere) {
    const SoftwareAuthenticator authenticator;
    EXPECT_EQ(registration_fault(with_data(authenticator, authenticator.assertion_data(us.id))),
              WebauthnFault::authenticator_data);
    const Octets whole = authenticator.registration_data(us.id);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto fault = registration_fault(with_data(authenticator, Bytes{whole}.first(size)));
        EXPECT_TRUE(fault == WebauthnFault::authenticator_data || fault == WebauthnFault::cbor) << size;
    }
    EXPECT_EQ(registration_fault(with_data(authenticator, joined(whole, Octets{0}))),
              WebauthnFault::authenticator_data);
}

TEST(RegistrationTest, ExtensionsAreACanonicalMap) {
    SoftwareAuthenticator authenticator;
    const auto fault = [&authenticator](std::string_view hex) {
        authenticator.extensions = from_hex(hex);
        return registration_fault(authenticator.create(us, challenge));
    };
    EXPECT_EQ(fault("a0"), std::nullopt);
    EXPECT_EQ(fault("a16b6372656450726f7465637402"), std::nullopt) << "credProtect: 2";
    EXPECT_EQ(fault("a16b686d61632d736563726574f5"), std::nullopt) << "hmac-secret: true";
    EXPECT_EQ(fault("80"), WebauthnFault::authenticator_data);
    EXPECT_EQ(fault("01"), WebauthnFault::authenticator_data);
    EXPECT_EQ(fault("bf6161f5ff"), WebauthnFault::cbor);
    EXPECT_EQ(fault("a2"
                    "6161f5"
                    "6161f5"),
              WebauthnFault::cbor);
    EXPECT_EQ(fault("a0"
                    "00"),
              WebauthnFault::authenticator_data)
        << "followed by something";
    EXPECT_EQ(fault("a1"
                    "6161"),
              WebauthnFault::cbor);
}

TEST(RegistrationTest, TheCredentialIdHasALength) {
    SoftwareAuthenticator authenticator;
    authenticator.credential_id.assign(1023, 7);
    EXPECT_EQ(registration_fault(authenticator.create(us, challenge)), std::nullopt);
    authenticator.credential_id.assign(1024, 7);
    EXPECT_EQ(registration_fault(authenticator.create(us, challenge)), WebauthnFault::credential_id);
    authenticator.credential_id.clear();
    EXPECT_EQ(registration_fault(authenticator.create(us, challenge)), WebauthnFault::credential_id);
    authenticator.credential_id.assign(1, 7);
    EXPECT_EQ(registration_fault(authenticator.create(us, challenge)), std::nullopt);
}

TEST(RegistrationTest, TheAttestationObjectHasThreeMembers) {
    const SoftwareAuthenticator authenticator;
    Created created = authenticator.create(us, challenge);
    const Octets data = authenticator.registration_data(us.id);
    const auto fault = [&created](const Octets& object) {
        created.attestation_object = object;
        return registration_fault(created);
    };
    const Octets fmt = joined(cbor_text("fmt"), cbor_text("none"));
    const Octets statement = joined(cbor_text("attStmt"), cbor_map(0));
    const Octets auth = joined(cbor_text("authData"), cbor_bytes(data));
    ASSERT_EQ(fault(joined(cbor_map(3), fmt, statement, auth)), std::nullopt);
    EXPECT_EQ(fault(joined(cbor_map(2), fmt, auth)), WebauthnFault::attestation_object);
    EXPECT_EQ(fault(joined(cbor_map(2), statement, auth)), WebauthnFault::attestation_object);
    EXPECT_EQ(fault(joined(cbor_map(2), fmt, statement)), WebauthnFault::attestation_object);
    EXPECT_EQ(fault(joined(cbor_map(4), cbor_text("ep"), Octets{0xf5}, fmt, statement, auth)),
              WebauthnFault::attestation_object);
    EXPECT_EQ(fault(joined(cbor_map(3), fmt, cbor_text("attStmt"), cbor_array(0), auth)),
              WebauthnFault::attestation_object);
    EXPECT_EQ(fault(joined(cbor_map(3), fmt, statement, cbor_text("authData"), cbor_text("text"))),
              WebauthnFault::attestation_object);
    EXPECT_EQ(fault(joined(cbor_map(3), fmt, auth, statement)), WebauthnFault::cbor) << "out of order";
    EXPECT_EQ(fault(joined(cbor_map(3), fmt, fmt, auth)), WebauthnFault::cbor) << "twice";
    EXPECT_EQ(fault(joined(cbor_map(3), fmt, statement, auth, Octets{0})), WebauthnFault::cbor) << "followed";
    EXPECT_EQ(fault(joined(Octets{0xbf}, fmt, statement, auth, Octets{0xff})), WebauthnFault::cbor)
        << "indefinite";
    EXPECT_EQ(fault(joined(Octets{0xd9, 0xd9, 0xf7}, cbor_map(3), fmt, statement, auth)),
              WebauthnFault::cbor);
    EXPECT_EQ(fault(cbor_array(0)), WebauthnFault::attestation_object);
    EXPECT_EQ(fault({}), WebauthnFault::cbor);
}

TEST(RegistrationTest, NoTruncatedAttestationObjectIsBelieved) {
    Created created = SoftwareAuthenticator{}.create(us, challenge);
    while (!created.attestation_object.empty()) {
        created.attestation_object.pop_back();
        EXPECT_EQ(registration_fault(created), WebauthnFault::cbor);
    }
}

TEST(RegistrationTest, OtherFormatsAndStatementsAreRefused) {
    const SoftwareAuthenticator authenticator;
    Created created = authenticator.create(us, challenge);
    const Octets data = authenticator.registration_data(us.id);
    const auto fault = [&created, &data](std::string_view format, const Octets& statement) {
        created.attestation_object = attestation_object(format, statement, data);
        return registration_fault(created);
    };
    for (const std::string_view format :
         {"fido-u2f", "tpm", "android-key", "android-safetynet", "apple", "", "None"})
        EXPECT_EQ(fault(format, cbor_map(0)), WebauthnFault::attestation_format) << format;
    const auto shape = WebauthnFault::attestation_statement;
    const Octets alg = joined(cbor_text("alg"), cbor_integer(-7));
    const Octets sig = joined(cbor_text("sig"), cbor_bytes(Octets(70)));
    EXPECT_EQ(fault("none", joined(cbor_map(1), alg)), shape) << "none has nothing to say";
    EXPECT_EQ(fault("packed", cbor_map(0)), shape);
    EXPECT_EQ(fault("packed", joined(cbor_map(1), alg)), shape);
    EXPECT_EQ(fault("packed", joined(cbor_map(1), sig)), shape);
    EXPECT_EQ(fault("packed", joined(cbor_map(3), alg, sig, cbor_text("abcd"), cbor_integer(0))), shape);
    EXPECT_EQ(fault("packed", joined(cbor_map(2), cbor_text("alg"), cbor_integer(-35), sig)), shape);
    EXPECT_EQ(fault("packed", joined(cbor_map(2), cbor_text("alg"), cbor_text("ES256"), sig)), shape);
    EXPECT_EQ(fault("packed", joined(cbor_map(2), alg, sig)), WebauthnFault::attestation_signature);
    const auto chain = [&](const Octets& x5c) {
        return joined(cbor_map(3), alg, sig, cbor_text("x5c"), x5c);
    };
    EXPECT_EQ(fault("packed", chain(cbor_array(0))), shape);
    EXPECT_EQ(fault("packed", chain(cbor_bytes(Octets(3)))), shape);
    EXPECT_EQ(fault("packed", chain(joined(cbor_array(1), cbor_text("x")))), shape);
    EXPECT_EQ(fault("packed", chain(joined(cbor_array(1), cbor_bytes(from_hex("30820100"))))), shape);
    EXPECT_EQ(fault("packed", chain(joined(cbor_array(1), cbor_bytes(Octets{})))), shape);
}

TEST(RegistrationTest, OtherAlgorithmsAreRefused) {
    for (const std::int64_t algorithm : {0, -1, -6, -9, -19, -35, -36, -37, -47, -258, -259, -65535})
        EXPECT_EQ(registration_fault(with_key(ec_key(2, algorithm, 1, base_x, base_y))),
                  WebauthnFault::algorithm)
            << algorithm;
}

TEST(RegistrationTest, KeysAreKeysOfTheirAlgorithm) {
    ASSERT_EQ(registration_fault(with_key(ec_key(2, -7, 1, base_x, base_y))), std::nullopt);
    const auto refused = [](const Octets& cose) {
        return registration_fault(with_key(cose)) == WebauthnFault::public_key;
    };
    Octets off_curve = base_y;
    off_curve[31] ^= 1;
    EXPECT_TRUE(refused(ec_key(2, -7, 1, base_x, off_curve)));
    EXPECT_TRUE(refused(ec_key(2, -7, 1, Octets(32), Octets(32))));
    EXPECT_TRUE(refused(ec_key(2, -7, 1, Octets(32, 0xff), base_y))) << "not a member of the field";
    EXPECT_TRUE(refused(ec_key(2, -7, 2, base_x, base_y))) << "another curve";
    EXPECT_TRUE(refused(ec_key(1, -7, 1, base_x, base_y))) << "another type";
    EXPECT_TRUE(refused(ec_key(2, -7, 1, joined(Octets{0}, base_x), base_y)));
    EXPECT_TRUE(refused(ec_key(2, -7, 1, Octets(base_x.begin() + 1, base_x.end()), base_y)));
    EXPECT_TRUE(refused(ec_key(2, -8, 1, base_x, base_y)));
    EXPECT_TRUE(refused(ec_key(2, -257, 1, base_x, base_y)));
    EXPECT_TRUE(refused(cbor_map(0)));
    EXPECT_TRUE(refused(joined(cbor_map(1), cbor_integer(3), cbor_integer(-7))));
    EXPECT_TRUE(refused(joined(cbor_map(5), cbor_integer(1), cbor_integer(2), cbor_integer(3),
                               cbor_integer(-7), cbor_integer(-1), cbor_integer(1), cbor_integer(-2),
                               cbor_bytes(base_x), cbor_integer(-3), Octets{0xf5})))
        << "a compressed point";
    EXPECT_TRUE(
        refused(joined(cbor_map(6), cbor_integer(1), cbor_integer(2), cbor_integer(3), cbor_integer(-7),
                       cbor_integer(4), cbor_integer(2), cbor_integer(-1), cbor_integer(1), cbor_integer(-2),
                       cbor_bytes(base_x), cbor_integer(-3), cbor_bytes(base_y))))
        << "a member more";
}

TEST(RegistrationTest, WeakKeysAreRefused) {
    const auto fault = [](const Octets& cose) { return registration_fault(with_key(cose)); };
    const Octets e{1, 0, 1};
    ASSERT_EQ(fault(rsa_key(Octets(256, 0xff), e)), std::nullopt);
    EXPECT_EQ(fault(rsa_key(Octets(512, 0xff), e)), std::nullopt);
    EXPECT_EQ(fault(rsa_key(Octets(255, 0xff), e)), WebauthnFault::public_key);
    EXPECT_EQ(fault(rsa_key(Octets(256, 0x7f), e)), WebauthnFault::public_key) << "2047 bits";
    EXPECT_EQ(fault(rsa_key(Octets(513, 0xff), e)), WebauthnFault::public_key);
    EXPECT_EQ(fault(rsa_key(joined(Octets{0}, Octets(256, 0xff)), e)), WebauthnFault::public_key);
    EXPECT_EQ(fault(rsa_key(Octets(256, 0xfe), e)), WebauthnFault::public_key) << "even";
    EXPECT_EQ(fault(rsa_key(Octets(256, 0xff), {3})), WebauthnFault::public_key);
    EXPECT_EQ(fault(rsa_key(Octets(256, 0xff), {1})), WebauthnFault::public_key) << "everything would verify";
    EXPECT_EQ(fault(rsa_key(Octets(256, 0xff), {})), WebauthnFault::public_key);
    EXPECT_EQ(fault(rsa_key(Octets(256, 0xff), {0, 1, 0, 1})), WebauthnFault::public_key);
    Octets neutral(32);
    neutral[0] = 1;
    EXPECT_EQ(fault(okp_key(neutral)), WebauthnFault::public_key) << "of small order";
    EXPECT_EQ(fault(okp_key(Octets(32))), WebauthnFault::public_key) << "of small order";
    EXPECT_EQ(fault(okp_key(Octets(32, 0xff))), WebauthnFault::public_key) << "not canonical";
    EXPECT_EQ(fault(okp_key(Octets(31, 1))), WebauthnFault::public_key);
    EXPECT_EQ(fault(okp_key(Octets(33, 1))), WebauthnFault::public_key);
}

TEST(RegistrationTest, LengthsAreBounded) {
    Created created = SoftwareAuthenticator{}.create(us, challenge);
    Created longer = created;
    longer.client_data.insert(longer.client_data.end(), client_data_bytes_max - longer.client_data.size(),
                              ' ');
    EXPECT_EQ(registration_fault(longer), std::nullopt) << "just fits";
    longer.client_data.push_back(' ');
    EXPECT_EQ(registration_fault(longer), WebauthnFault::oversize);
    created.attestation_object.resize(attestation_object_bytes_max + 1);
    EXPECT_EQ(registration_fault(created), WebauthnFault::oversize);
}

TEST(RegistrationTest, OfTheTransportsThoseThatExistAreKept) {
    const Created created = SoftwareAuthenticator{}.create(us, challenge);
    RegistrationAnswer answer = created.answer();
    answer.transports = {"usb", "telepathy", "internal", "usb", "", "<script>"};
    EXPECT_EQ(verify_registration(us, challenge, answer).transports,
              (std::vector<std::string>{"internal", "usb"}));
}

class AssertionTest : public ::testing::Test {
protected:
    std::optional<WebauthnFault> fault() { return fault(authenticator_.assert_to(us, challenge)); }
    std::optional<WebauthnFault> fault(const Asserted& asserted) {
        return assertion_fault(passkey_, asserted);
    }
    std::optional<WebauthnFault> fault_of_flags(int flags) {
        authenticator_.flags = static_cast<std::uint8_t>(flags);
        return fault();
    }

    SoftwareAuthenticator authenticator_;
    Passkey passkey_ = verify_registration(us, challenge, authenticator_.create(us, challenge).answer());
};

TEST_F(AssertionTest, EachOtherCeremonyIsRefused) {
    ASSERT_EQ(fault(), std::nullopt);
    EXPECT_EQ(fault(authenticator_.assert_to(us, other_challenge)), WebauthnFault::challenge);
    EXPECT_EQ(fault(authenticator_.assert_to(them, challenge)), WebauthnFault::origin);
    RelyingParty mixed = us;
    mixed.id = them.id;
    EXPECT_EQ(fault(authenticator_.assert_to(mixed, challenge)), WebauthnFault::rp_id);
    const Octets client = client_data(Ceremony::registration, challenge, us.origin);
    EXPECT_EQ(fault(authenticator_.assert_with(client, authenticator_.assertion_data(us.id))),
              WebauthnFault::client_data_type);
}

TEST_F(AssertionTest, FlagsAreLookedAt) {
    EXPECT_EQ(fault_of_flags(user_present | user_verified), std::nullopt);
    EXPECT_EQ(fault_of_flags(user_verified), WebauthnFault::user_presence);
    EXPECT_EQ(fault_of_flags(user_present), WebauthnFault::user_verification);
    EXPECT_EQ(fault_of_flags(user_present | user_verified | backed_up), WebauthnFault::backup);
    EXPECT_EQ(fault_of_flags(user_present | user_verified | backup_eligible), WebauthnFault::backup)
        << "it could not be backed up when it was made";
    EXPECT_EQ(fault_of_flags(user_present | user_verified | attested), WebauthnFault::authenticator_data);
    EXPECT_EQ(fault_of_flags(user_present | user_verified | extended), WebauthnFault::cbor);
}

TEST_F(AssertionTest, ABackupMayComeAndGo) {
    authenticator_.flags = user_present | user_verified | backup_eligible;
    passkey_ = verify_registration(us, challenge, authenticator_.create(us, challenge).answer());
    EXPECT_TRUE(passkey_.backup_eligible);
    EXPECT_FALSE(passkey_.backed_up);
    authenticator_.flags = user_present | user_verified | backup_eligible | backed_up;
    const Asserted asserted = authenticator_.assert_to(us, challenge);
    EXPECT_TRUE(verify_assertion(us, challenge, known(passkey_), asserted.answer()).backed_up);
    EXPECT_EQ(fault_of_flags(user_present | user_verified), WebauthnFault::backup);
}

TEST_F(AssertionTest, ACounterRisesOrIsNotUsed) {
    const auto with_counters = [this](std::uint32_t kept, std::uint32_t sent) {
        passkey_.sign_count = kept;
        authenticator_.sign_count = sent;
        return fault();
    };
    EXPECT_EQ(with_counters(0, 0), std::nullopt);
    EXPECT_EQ(with_counters(0, 1), std::nullopt);
    EXPECT_EQ(with_counters(41, 42), std::nullopt);
    EXPECT_EQ(with_counters(1, 0xffffffff), std::nullopt);
    EXPECT_EQ(with_counters(42, 42), WebauthnFault::cloned);
    EXPECT_EQ(with_counters(42, 41), WebauthnFault::cloned);
    EXPECT_EQ(with_counters(42, 0), WebauthnFault::cloned);
    EXPECT_EQ(with_counters(0xffffffff, 0xffffffff), WebauthnFault::cloned);
}

TEST_F(AssertionTest, OnlyTheRightKeyTellsOfAClone) {
    passkey_.sign_count = 42;
    Asserted asserted = authenticator_.assert_to(us, challenge);
    asserted.signature = SoftwareAuthenticator{}.assert_to(us, challenge).signature;
    EXPECT_EQ(fault(asserted), WebauthnFault::signature);
}

TEST_F(AssertionTest, AnotherCredentialIsRefused) {
    Asserted asserted = authenticator_.assert_to(us, challenge);
    asserted.credential_id.back() ^= 1;
    EXPECT_EQ(fault(asserted), WebauthnFault::credential_id);
    asserted.credential_id.pop_back();
    EXPECT_EQ(fault(asserted), WebauthnFault::credential_id);
    asserted.credential_id.clear();
    EXPECT_EQ(fault(asserted), WebauthnFault::credential_id);
    asserted.credential_id.assign(1024, 0);
    EXPECT_EQ(fault(asserted), WebauthnFault::oversize);
}

/// Whatever is changed after it was signed, byte by byte.
TEST_F(AssertionTest, NothingSignedCanBeChanged) {
    authenticator_.sign_count = 5;
    authenticator_.extensions = from_hex("a16161f5");
    const Asserted honest = authenticator_.assert_to(us, challenge);
    ASSERT_EQ(fault(honest), std::nullopt);
    for (std::size_t bit = 0; bit < honest.authenticator_data.size() * 8; ++bit) {
        Asserted asserted = honest;
        auto& byte = asserted.authenticator_data[bit / 8];
        byte = static_cast<std::uint8_t>(byte ^ (1 << bit % 8));
        EXPECT_NE(fault(asserted), std::nullopt) << bit;
    }
    for (std::size_t i = 0; i < honest.client_data.size(); ++i) {
        Asserted asserted = honest;
        asserted.client_data[i] ^= 1;
        EXPECT_NE(fault(asserted), std::nullopt) << i;
    }
    Asserted spaced = honest;
    spaced.client_data.push_back(' ');
    EXPECT_EQ(fault(spaced), WebauthnFault::signature) << "the same JSON in other bytes";
}

TEST_F(AssertionTest, AuthenticatorDataIsWholeAndEndsWhereItEnds) {
    const Octets client = client_data(Ceremony::assertion, challenge, us.origin);
    const Octets whole = authenticator_.assertion_data(us.id);
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(fault(authenticator_.assert_with(
                      client, Octets(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)))),
                  WebauthnFault::authenticator_data);
    EXPECT_EQ(fault(authenticator_.assert_with(client, joined(whole, Octets{0xa0}))),
              WebauthnFault::authenticator_data)
        << "signed, but not announced";
    EXPECT_EQ(fault(authenticator_.assert_with(client, joined(whole, Octets(5'000)))),
              WebauthnFault::oversize);
}

TEST_F(AssertionTest, ExtensionsMayBeThere) {
    for (const std::string_view hex : {"a0", "a16161f5", "a2616101616282f5f4"}) {
        authenticator_.extensions = from_hex(hex);
        EXPECT_EQ(fault(), std::nullopt) << hex;
    }
    authenticator_.extensions = joined(cbor_map(1), cbor_text("hmac-secret"), cbor_bytes(Octets(32)));
    EXPECT_EQ(fault(), WebauthnFault::signature) << "libfido2 passes on nothing that was not asked for";
}

TEST_F(AssertionTest, ASpoiledKeyInTheDatabaseIsNoWayIn) {
    passkey_.public_key.pop_back();
    EXPECT_EQ(fault(), WebauthnFault::cbor);
    passkey_.public_key.clear();
    EXPECT_EQ(fault(), WebauthnFault::cbor);
}

TEST(WebauthnRefusedTest, ItsReasonIsItsFaultsName) {
    EXPECT_EQ(WebauthnRefused{WebauthnFault::user_verification}.reason(), "user_verification");
    EXPECT_EQ(WebauthnRefused{WebauthnFault::cloned}.reason(), "cloned");
}

RC_GTEST_PROP(WebauthnProperty, NoSpoiledRegistrationIsBelievedAsAnother,
              (std::uint16_t where, std::uint8_t what)) {
    static const SoftwareAuthenticator authenticator;
    static const Created honest = authenticator.create_self_attested(us, challenge);
    Created created = honest;
    auto& byte = created.attestation_object[where % created.attestation_object.size()];
    RC_PRE(byte != what);
    byte = what;
    RC_ASSERT(registration_fault(created) != std::nullopt);
}

}  // namespace
}  // namespace suncrew::factors
