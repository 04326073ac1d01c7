// Signatures against Project Wycheproof's cases (C2SP/wycheproof, ed25519_test.json), in
// DATA/vectors/wycheproof.
#include <algorithm>

#include "crypto/ed25519.hpp"
#include "validate/bytes.hpp"
#include "validate/cases.hpp"

namespace {

using namespace suncrew;
using validate::bytes_in;

}  // namespace

int main(int, char** argv) {
    const auto file =
        validate::read_json(std::filesystem::path{argv[1]} / "vectors" / "wycheproof" / "ed25519_test.json");
    validate::Cases cases;
    for (const auto& group : file.at("testGroups").as_array()) {
        const std::string key_bytes = bytes_in(group.at("publicKey").at("pk"));
        crypto::Ed25519PublicKey key{};
        std::copy_n(key_bytes.begin(), std::min(key_bytes.size(), key.size()), key.begin());
        for (const auto& test : group.at("tests").as_array()) {
            const std::string signature = bytes_in(test.at("sig"));
            const bool holds = crypto::ed25519_verifies(
                key, bytes_in(test.at("msg")),
                {reinterpret_cast<const std::uint8_t*>(signature.data()), signature.size()});
            cases.expect(holds == (test.at("result").as_string() == "valid"),
                         "ed25519, case " + std::to_string(test.at("tcId").as_int64()));
        }
    }
    return cases.end("Ed25519 signatures");
}
