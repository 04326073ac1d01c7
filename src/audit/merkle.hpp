#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "crypto/hash.hpp"

/// The Merkle tree of RFC 6962, section 2.1 (hashing) and RFC 9162, section 2.1 (proofs and their
/// verification), with SHA-256. Pure functions: where hashes are kept is the caller's.
namespace suncrew::audit {

using Hash = crypto::Sha256Digest;
/// How many leaves a tree may have.
inline constexpr std::uint64_t leaves_max = std::uint64_t{1} << 48;

/// SHA-256 of a zero byte and the leaf.
Hash leaf_hash(std::string_view leaf);
/// SHA-256 of a one byte and both halves.
Hash node_hash(const Hash& left, const Hash& right);
/// The root of the tree without leaves.
Hash empty_root();

/// A complete subtree: the 2^level leaves from `index` × 2^level on. Its hash never changes once it is full.
struct Node {
    int level = 0;
    std::uint64_t index = 0;
    auto operator<=>(const Node&) const = default;
};
/// Gives the hash of a complete subtree. May throw; what it throws passes through.
using ReadNode = std::function<Hash(Node)>;

/// The root of the first `size` leaves.
Hash root(std::uint64_t size, const ReadNode& read);

/// PATH(leaf, D[size]): from the leaf up. Throws std::invalid_argument unless leaf < size.
std::vector<Hash> inclusion_proof(std::uint64_t leaf, std::uint64_t size, const ReadNode& read);
/// PROOF(from, D[to]). Empty where from is 0 or `to`. Throws std::invalid_argument where from > to.
std::vector<Hash> consistency_proof(std::uint64_t from, std::uint64_t to, const ReadNode& read);

/// Whether the proof shows that the leaf stands there in the tree with that root (RFC 9162, 2.1.3.2).
bool inclusion_holds(std::uint64_t leaf, std::uint64_t size, const Hash& leaf_hash,
                     std::span<const Hash> proof, const Hash& root);
/// Whether the proof shows that the larger tree begins with the smaller one (RFC 9162, 2.1.4.2). There is
/// nothing to be shown of a tree without leaves: false.
bool consistency_holds(std::uint64_t from, std::uint64_t to, const Hash& from_root, const Hash& to_root,
                       std::span<const Hash> proof);

}  // namespace suncrew::audit
