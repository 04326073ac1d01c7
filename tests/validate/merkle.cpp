// The verification of Merkle proofs against transparency-dev's cases (github.com/transparency-dev/merkle,
// testdata), in DATA/vectors/merkle.
#include "audit/merkle.hpp"

#include <algorithm>

#include "crypto/base64.hpp"
#include "validate/cases.hpp"

namespace {

using namespace suncrew;
namespace json = boost::json;

/// Bytes of another length than a hash has, of which there are some, become one that stands for them.
audit::Hash hash_in(const json::value& text) {
    const auto bytes = crypto::base64_decode(text.is_null() ? "" : std::string_view{text.as_string()});
    audit::Hash hash{};
    if (!bytes || bytes->size() != hash.size())
        return crypto::sha256(bytes.value_or(std::vector<std::uint8_t>{}));
    std::copy(bytes->begin(), bytes->end(), hash.begin());
    return hash;
}

std::vector<audit::Hash> proof_in(const json::value& list) {
    std::vector<audit::Hash> proof;
    if (list.is_array())
        for (const auto& text : list.get_array())
            proof.push_back(hash_in(text));
    return proof;
}

/// An empty hash is refused where hashes are read; the cases of consistency use short texts for any hash at
/// all.
bool inclusion(const json::object& test) {
    return !test.at("root").as_string().empty() && !test.at("leafHash").as_string().empty() &&
           audit::inclusion_holds(
               test.at("leafIdx").to_number<std::uint64_t>(), test.at("treeSize").to_number<std::uint64_t>(),
               hash_in(test.at("leafHash")), proof_in(test.at("proof")), hash_in(test.at("root")));
}

bool consistency(const json::object& test) {
    return audit::consistency_holds(test.at("size1").to_number<std::uint64_t>(),
                                    test.at("size2").to_number<std::uint64_t>(), hash_in(test.at("root1")),
                                    hash_in(test.at("root2")), proof_in(test.at("proof")));
}

template <class Holds>
void try_all(validate::Cases& cases, const std::filesystem::path& folder, Holds holds) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.path().extension() != ".json")
            continue;
        const auto test = validate::read_json(entry.path());
        cases.expect(holds(test.as_object()) != test.at("wantErr").as_bool(), entry.path().string());
    }
}

}  // namespace

int main(int, char** argv) {
    const std::filesystem::path data = std::filesystem::path{argv[1]} / "vectors" / "merkle";
    validate::Cases cases;
    try_all(cases, data / "inclusion", inclusion);
    try_all(cases, data / "consistency", consistency);
    return cases.end("Merkle proofs");
}
