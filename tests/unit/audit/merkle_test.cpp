#include "audit/merkle.hpp"

#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/hex.hpp"

namespace suncrew::audit {
namespace {

std::vector<Hash> leaves(std::uint64_t count) {
    std::vector<Hash> hashes;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string leaf = "leaf " + std::to_string(i);
        hashes.push_back(leaf_hash(leaf));
    }
    return hashes;
}

/// MTH of RFC 6962, section 2.1, word for word.
Hash tree_hash(std::span<const Hash> hashes) {
    if (hashes.empty())
        return empty_root();
    if (hashes.size() == 1)
        return hashes.front();
    std::size_t k = 1;
    while (2 * k < hashes.size())
        k *= 2;
    return node_hash(tree_hash(hashes.first(k)), tree_hash(hashes.subspan(k)));
}

ReadNode complete_subtrees_of(const std::vector<Hash>& hashes) {
    return [&hashes](Node node) {
        const std::size_t width = std::size_t{1} << node.level;
        return tree_hash(std::span{hashes}.subspan(node.index * width, width));
    };
}

TEST(Merkle, HashesWhatTheStandardHashes) {
    // SHA-256 of nothing, and of a zero byte (RFC 6962, 2.1; the values are those of the CT test vectors).
    EXPECT_EQ(hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(leaf_hash({})), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Merkle, EveryLeafOfEveryTreeUpToFortyIsProvenAndNoOther) {
    const auto all = leaves(41);
    for (std::uint64_t size = 1; size <= 40; ++size) {
        const std::vector<Hash> tree{all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)};
        const auto read = complete_subtrees_of(tree);
        const Hash top = root(size, read);
        ASSERT_EQ(top, tree_hash(tree));
        for (std::uint64_t leaf = 0; leaf < size; ++leaf) {
            const auto proof = inclusion_proof(leaf, size, read);
            EXPECT_TRUE(inclusion_holds(leaf, size, tree[leaf], proof, top));
            EXPECT_FALSE(inclusion_holds(leaf, size, all[leaf + 1], proof, top)) << "another leaf";
            EXPECT_FALSE(inclusion_holds(leaf + 1, size, tree[leaf], proof, top)) << "another place";
            EXPECT_FALSE(inclusion_holds(size, size, tree[leaf], proof, top)) << "beyond the tree";
        }
    }
}

TEST(Merkle, EveryTreeBeginsWithEverySmallerOneAndNotWithAnother) {
    const auto all = leaves(33);
    const auto read = complete_subtrees_of(all);
    for (std::uint64_t to = 1; to <= 33; ++to)
        for (std::uint64_t from = 1; from <= to; ++from) {
            const auto proof = consistency_proof(from, to, read);
            EXPECT_TRUE(consistency_holds(from, to, root(from, read), root(to, read), proof));
            if (from > 1) {
                EXPECT_FALSE(consistency_holds(from, to, all[0], root(to, read), proof));
            }
            if (from < to) {
                EXPECT_FALSE(consistency_holds(from, to, root(from, read), root(to - 1, read), proof));
            }
        }
}

TEST(Merkle, ThereIsNothingToProveBeyondTheTree) {
    const auto all = leaves(4);
    const auto read = complete_subtrees_of(all);
    EXPECT_THROW(inclusion_proof(4, 4, read), std::invalid_argument);
    EXPECT_THROW(consistency_proof(5, 4, read), std::invalid_argument);
    EXPECT_TRUE(consistency_proof(4, 4, read).empty());
    EXPECT_FALSE(consistency_holds(0, 4, empty_root(), root(4, read), {}));
    EXPECT_FALSE(consistency_holds(4, 3, root(4, read), root(3, read), {}));
}

RC_GTEST_PROP(MerkleProperty, AFlippedBitAnywhereInAProofIsNoticed, ()) {
    const auto size = *rc::gen::inRange<std::uint64_t>(2, 200);
    const auto leaf = *rc::gen::inRange<std::uint64_t>(0, size);
    const auto all = leaves(size);
    const auto read = complete_subtrees_of(all);
    auto proof = inclusion_proof(leaf, size, read);
    const auto which = *rc::gen::inRange<std::size_t>(0, proof.size());
    const auto bit = *rc::gen::inRange<unsigned>(0, 256);
    proof[which][bit / 8] = static_cast<std::uint8_t>(proof[which][bit / 8] ^ (1U << (bit % 8)));
    RC_ASSERT(!inclusion_holds(leaf, size, all[leaf], proof, root(size, read)));
}

}  // namespace
}  // namespace suncrew::audit
