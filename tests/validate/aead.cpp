// AES-256-GCM against C2SP Wycheproof's cases in DATA/vectors/wycheproof.
#include "crypto/aead.hpp"

#include "validate/bytes.hpp"
#include "validate/cases.hpp"

namespace {

using namespace suncrew;

bool is_our_form(const boost::json::value& group) {
    return group.at("keySize").as_int64() == 8 * crypto::aead_key_size &&
           group.at("ivSize").as_int64() == 8 * crypto::aead_nonce_size &&
           group.at("tagSize").as_int64() == 8 * crypto::aead_tag_size;
}

/// A case of the file opens exactly where it is valid, and what we seal ourselves opens too.
void try_case(const boost::json::value& test, validate::Cases& cases) {
    const std::string name = "aes-256-gcm, case " + std::to_string(test.at("tcId").as_int64());
    const crypto::Secret key{validate::bytes_in(test.at("key"))};
    const std::string associated = validate::bytes_in(test.at("aad"));
    const std::string plaintext = validate::bytes_in(test.at("msg"));
    const std::string sealed = validate::bytes_in(test.at("iv")) + validate::bytes_in(test.at("ct")) +
                               validate::bytes_in(test.at("tag"));
    const auto opened = crypto::aead_open(key, validate::as_bytes(associated), validate::as_bytes(sealed));
    const bool valid = test.at("result").as_string() == "valid";
    cases.expect(opened.has_value() == valid && (!valid || opened->expose() == plaintext), name);
    const auto ours = crypto::aead_seal(key, validate::as_bytes(associated), validate::as_bytes(plaintext));
    const auto back = crypto::aead_open(key, validate::as_bytes(associated), ours);
    cases.expect(back && back->expose() == plaintext, name + ", sealed by us");
}

}  // namespace

int main(int, char** argv) {
    const auto file =
        validate::read_json(std::filesystem::path{argv[1]} / "vectors" / "wycheproof" / "aes_gcm_test.json");
    validate::Cases cases;
    for (const auto& group : file.at("testGroups").as_array())
        if (is_our_form(group))
            for (const auto& test : group.at("tests").as_array())
                try_case(test, cases);
    return cases.end("AES-256-GCM");
}
