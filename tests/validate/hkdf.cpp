// HMAC-SHA-256 and HKDF-SHA-256 against C2SP Wycheproof's cases in DATA/vectors/wycheproof.
#include "crypto/hmac.hpp"
#include "validate/bytes.hpp"
#include "validate/cases.hpp"

namespace {

using namespace suncrew;

std::string number_of(const boost::json::value& test) {
    return std::to_string(test.at("tcId").as_int64());
}

bool is_valid(const boost::json::value& test) {
    return test.at("result").as_string() == "valid";
}

/// Tags that were cut are compared as far as they go.
void try_hmac(const boost::json::value& test, validate::Cases& cases) {
    const auto tag = crypto::hmac_sha256(crypto::Secret{validate::bytes_in(test.at("key"))},
                                         validate::bytes_in(test.at("msg")));
    const std::string expected = validate::bytes_in(test.at("tag"));
    const std::string_view ours{reinterpret_cast<const char*>(tag.data()), tag.size()};
    cases.expect((ours.substr(0, expected.size()) == expected) == is_valid(test),
                 "hmac, case " + number_of(test));
}

bool derives(const boost::json::value& test) {
    try {
        const crypto::Secret derived = crypto::hkdf_sha256(
            crypto::Secret{validate::bytes_in(test.at("ikm"))}, validate::bytes_in(test.at("salt")),
            validate::bytes_in(test.at("info")), static_cast<std::size_t>(test.at("size").as_int64()));
        return derived.expose() == validate::bytes_in(test.at("okm"));
    } catch (const std::invalid_argument&) {
        return false;
    }
}

template <class Try>
void each_case(const std::filesystem::path& path, Try try_one) {
    const auto file = validate::read_json(path);
    for (const auto& group : file.at("testGroups").as_array())
        for (const auto& test : group.at("tests").as_array())
            try_one(test);
}

}  // namespace

int main(int, char** argv) {
    const std::filesystem::path folder = std::filesystem::path{argv[1]} / "vectors" / "wycheproof";
    validate::Cases cases;
    each_case(folder / "hmac_sha256_test.json", [&](const auto& test) { try_hmac(test, cases); });
    each_case(folder / "hkdf_sha256_test.json", [&](const auto& test) {
        cases.expect(derives(test) == is_valid(test), "hkdf, case " + number_of(test));
    });
    return cases.end("HMAC-SHA-256 and HKDF-SHA-256");
}
