// ECDSA on P-256 with SHA-256, as passkeys sign, against C2SP Wycheproof's cases in DATA/vectors/wycheproof.
#include "factors/credential_key.hpp"
#include "factors/webauthn_refused.hpp"
#include "validate/bytes.hpp"
#include "validate/cases.hpp"

namespace {

using namespace suncrew;

factors::Bytes bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The COSE form of a point: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, 7.1.1).
std::string cose_of(const std::string& uncompressed) {
    const std::string x = uncompressed.substr(1, 32);
    const std::string y = uncompressed.substr(33, 32);
    return std::string{"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10} + x + "\x22\x58\x20" + y;
}

bool verifies(const factors::CredentialKey& key, const boost::json::value& test) {
    const std::string message = validate::bytes_in(test.at("msg"));
    const std::string signature = validate::bytes_in(test.at("sig"));
    return key.signed_message(bytes_of(message), bytes_of(signature));
}

}  // namespace

int main(int, char** argv) {
    const std::filesystem::path folder = std::filesystem::path{argv[1]} / "vectors" / "wycheproof";
    const auto file = validate::read_json(folder / "ecdsa_secp256r1_sha256_test.json");
    validate::Cases cases;
    for (const auto& group : file.at("testGroups").as_array()) {
        const std::string point = validate::bytes_in(group.at("publicKey").at("uncompressed"));
        const std::string cose = cose_of(point);
        const auto key = factors::CredentialKey::read(bytes_of(cose));
        for (const auto& test : group.at("tests").as_array())
            cases.expect(verifies(key, test) == (test.at("result").as_string() == "valid"),
                         "ecdsa, case " + std::to_string(test.at("tcId").as_int64()));
    }
    return cases.end("ECDSA P-256 with SHA-256");
}
