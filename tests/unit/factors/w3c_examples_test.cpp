#include "factors/w3c_examples.hpp"

#include <optional>

#include <gtest/gtest.h>

#include "factors/attestation.hpp"
#include "factors/hex.hpp"
#include "factors/webauthn.hpp"

namespace suncrew::factors {
namespace {

using testing::from_hex;
using testing::W3cExample;
using Octets = std::vector<std::uint8_t>;

const RelyingParty example_org = relying_party("https://example.org");

/// What we make of a published example: nullopt where it is believed.
struct Verdict {
    std::string_view name;
    std::optional<WebauthnFault> registration;
    std::optional<WebauthnFault> authentication;
};

// Most of the examples lack user verification, which they may and we do not accept.
constexpr auto unverified = WebauthnFault::user_verification;
constexpr std::array verdicts{
    Verdict{"none.ES256", unverified, unverified},
    Verdict{"packed-self.ES256", std::nullopt, unverified},
    Verdict{"none.ES256.crossOrigin", WebauthnFault::cross_origin, WebauthnFault::cross_origin},
    Verdict{"none.ES256.topOrigin", WebauthnFault::cross_origin, WebauthnFault::cross_origin},
    Verdict{"none.ES256.long-credential-id", unverified, std::nullopt},
    Verdict{"packed.ES256", std::nullopt, std::nullopt},
    Verdict{"packed.RS256", std::nullopt, unverified},
    Verdict{"packed.EdDSA", unverified, unverified},
    Verdict{"packed.ES384", unverified, WebauthnFault::algorithm},
    Verdict{"packed.ES512", WebauthnFault::algorithm, unverified},
    Verdict{"packed.Ed25519", unverified, unverified},
    Verdict{"fido-u2f.ES256", unverified, unverified},
};

class W3cExamplesTest : public ::testing::TestWithParam<std::size_t> {
protected:
    W3cExamplesTest() {
        object_ = read_attestation_object(attestation_object_);
        data_ = read_authenticator_data(object_.authenticator_data, Ceremony::registration);
    }

    const W3cExample& example_ = testing::w3c_examples.at(GetParam());
    const Verdict& verdict_ = verdicts.at(GetParam());
    Octets client_data_ = from_hex(example_.registration.client_data);
    Octets attestation_object_ = from_hex(example_.registration.attestation_object);
    Octets asserted_client_data_ = from_hex(example_.authentication.client_data);
    Octets asserted_data_ = from_hex(example_.authentication.authenticator_data);
    Octets signature_ = from_hex(example_.authentication.signature);
    AttestationObject object_;
    AuthenticatorData data_;
};

template <typename Verify>
std::optional<WebauthnFault> fault_of(Verify verify) {
    try {
        verify();
    } catch (const WebauthnRefused& refused) {
        return refused.fault();
    }
    return std::nullopt;
}

TEST_P(W3cExamplesTest, IsBelievedOrRefusedForTheRightFault) {
    EXPECT_EQ(example_.name, verdict_.name);
    const auto registration = fault_of([this] {
        const Passkey passkey = verify_registration(example_org, from_hex(example_.registration.challenge),
                                                    {client_data_, attestation_object_});
        EXPECT_EQ(passkey.sign_count, 0);
        EXPECT_EQ(passkey.credential_id,
                  Octets(data_.attested->credential_id.begin(), data_.attested->credential_id.end()));
    });
    EXPECT_EQ(registration, verdict_.registration);

    const KnownPasskey known{data_.attested->credential_id, data_.attested->public_key, 0,
                             data_.backup_eligible};
    const auto authentication = fault_of([this, &known] {
        verify_assertion(example_org, from_hex(example_.authentication.challenge), known,
                         {known.credential_id, asserted_client_data_, asserted_data_, signature_});
    });
    EXPECT_EQ(authentication, verdict_.authentication);
}

/// Whatever the flags say: the signatures are over these bytes, and over no others.
TEST_P(W3cExamplesTest, ItsSignaturesVerify) {
    if (example_.name == "packed.ES384" || example_.name == "packed.ES512") {
        EXPECT_EQ(fault_of([this] { CredentialKey::read(data_.attested->public_key); }),
                  WebauthnFault::algorithm);
        return;
    }
    const CredentialKey key = CredentialKey::read(data_.attested->public_key);
    const auto attestation =
        fault_of([&, this] { check_attestation(object_, crypto::sha256(client_data_), key); });
    if (example_.name == "fido-u2f.ES256")
        EXPECT_EQ(attestation, WebauthnFault::attestation_format);
    else
        EXPECT_EQ(attestation, std::nullopt);

    const auto hash = crypto::sha256(asserted_client_data_);
    EXPECT_TRUE(key.signed_assertion("example.org", asserted_data_, hash, signature_));
    EXPECT_FALSE(
        key.signed_assertion("example.org", asserted_data_, crypto::sha256(client_data_), signature_));
}

/// One bit of anything that is signed, and of the signature itself.
TEST_P(W3cExamplesTest, NoFlippedBitVerifies) {
    if (verdict_.registration == WebauthnFault::algorithm ||
        verdict_.authentication == WebauthnFault::algorithm)
        return;
    const CredentialKey key = CredentialKey::read(data_.attested->public_key);
    const auto hash = crypto::sha256(asserted_client_data_);
    for (std::size_t i = 0; i < signature_.size(); ++i) {
        Octets flipped = signature_;
        flipped[i] = static_cast<std::uint8_t>(flipped[i] ^ (1 << i % 8));
        EXPECT_FALSE(key.signed_assertion("example.org", asserted_data_, hash, flipped)) << i;
    }
    for (std::size_t i = 0; i < asserted_data_.size(); ++i) {
        Octets flipped = asserted_data_;
        flipped[i] = static_cast<std::uint8_t>(flipped[i] ^ (1 << i % 8));
        EXPECT_FALSE(key.signed_assertion("example.org", flipped, hash, signature_)) << i;
    }
}

/// The attestations that are signed: a changed signature, or a changed thing under it.
TEST_P(W3cExamplesTest, NoFlippedAttestationVerifies) {
    if (object_.format != "packed" || verdict_.registration == WebauthnFault::algorithm ||
        verdict_.authentication == WebauthnFault::algorithm)
        return;
    const CredentialKey key = CredentialKey::read(data_.attested->public_key);
    EXPECT_EQ(fault_of([&, this] { check_attestation(object_, crypto::sha256(asserted_client_data_), key); }),
              WebauthnFault::attestation_signature);
    const cbor::Item* signature = object_.statement.find("sig");
    ASSERT_NE(signature, nullptr);
    const auto start = static_cast<std::size_t>(signature->content.data() - attestation_object_.data());
    for (std::size_t i = start; i < start + signature->content.size(); ++i) {
        attestation_object_[i] = static_cast<std::uint8_t>(attestation_object_[i] ^ 1);
        EXPECT_EQ(fault_of([&, this] { check_attestation(object_, crypto::sha256(client_data_), key); }),
                  WebauthnFault::attestation_signature);
        attestation_object_[i] = static_cast<std::uint8_t>(attestation_object_[i] ^ 1);
    }
}

std::string test_name(const ::testing::TestParamInfo<std::size_t>& info) {
    std::string name{testing::w3c_examples.at(info.param).name};
    for (char& c : name)
        if (c == '.' || c == '-')
            c = '_';
    return name;
}

INSTANTIATE_TEST_SUITE_P(Published, W3cExamplesTest,
                         ::testing::Range<std::size_t>(0, testing::w3c_examples.size()), test_name);
static_assert(verdicts.size() == testing::w3c_examples.size());

}  // namespace
}  // namespace suncrew::factors
