#include "audit/merkle.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <stdexcept>
#include <string>

namespace suncrew::audit {
namespace {

/// Leaves from `begin` to before `end`.
struct Range {
    std::uint64_t begin;
    std::uint64_t end;
    std::uint64_t size() const { return end - begin; }
};

/// Where RFC 6962 splits a range of at least two leaves: after the largest power of two that is smaller.
std::uint64_t split(Range range) {
    return range.begin + std::bit_floor(range.size() - 1);
}

/// Of a range as splitting makes them: it begins at a multiple of the power of two that holds it.
Hash range_hash(Range range, const ReadNode& read) {
    // From the right, as the smallest subtree stands there.
    std::uint64_t end = range.end;
    Hash hash{};
    bool first = true;
    while (end > range.begin) {
        const std::uint64_t rest = end - range.begin;
        const int level = std::countr_zero(rest);
        const std::uint64_t width = std::uint64_t{1} << level;
        const Hash node = read({level, (end - width) >> level});
        hash = first ? node : node_hash(node, hash);
        first = false;
        end -= width;
    }
    return hash;
}

}  // namespace

Hash leaf_hash(std::string_view leaf) {
    std::string bytes(1, '\0');
    bytes += leaf;
    return crypto::sha256(bytes);
}

Hash node_hash(const Hash& left, const Hash& right) {
    std::array<std::uint8_t, 65> bytes;
    bytes[0] = 1;
    std::copy(left.begin(), left.end(), bytes.begin() + 1);
    std::copy(right.begin(), right.end(), bytes.begin() + 33);
    return crypto::sha256(bytes);
}

Hash empty_root() {
    return crypto::sha256(std::span<const std::uint8_t>{});
}

Hash root(std::uint64_t size, const ReadNode& read) {
    return size == 0 ? empty_root() : range_hash({0, size}, read);
}

std::vector<Hash> inclusion_proof(std::uint64_t leaf, std::uint64_t size, const ReadNode& read) {
    if (leaf >= size || size > leaves_max)
        throw std::invalid_argument{"no such leaf in a tree of that size"};
    std::vector<Hash> proof;
    for (Range range{0, size}; range.size() > 1;) {
        const std::uint64_t middle = split(range);
        const Range left{range.begin, middle};
        const Range right{middle, range.end};
        proof.push_back(range_hash(leaf < middle ? right : left, read));
        range = leaf < middle ? left : right;
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

std::vector<Hash> consistency_proof(std::uint64_t from, std::uint64_t to, const ReadNode& read) {
    if (from > to || to > leaves_max)
        throw std::invalid_argument{"no proof from a larger tree to a smaller one"};
    std::vector<Hash> proof;
    if (from == 0 || from == to)
        return proof;
    Range range{0, to};
    while (range.end != from) {
        const std::uint64_t middle = split(range);
        const Range left{range.begin, middle};
        const Range right{middle, range.end};
        proof.push_back(range_hash(from <= middle ? right : left, read));
        range = from <= middle ? left : right;
    }
    // Who has the smaller tree knows its root, and so a subtree that is all of it.
    if (range.begin != 0)
        proof.push_back(range_hash(range, read));
    std::reverse(proof.begin(), proof.end());
    return proof;
}

bool inclusion_holds(std::uint64_t leaf, std::uint64_t size, const Hash& leaf_hash,
                     std::span<const Hash> proof, const Hash& root) {
    if (leaf >= size)
        return false;
    std::uint64_t node = leaf;
    std::uint64_t last = size - 1;
    Hash hash = leaf_hash;
    for (const Hash& sibling : proof) {
        if (last == 0)
            return false;
        if ((node & 1) != 0 || node == last) {
            hash = node_hash(sibling, hash);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && hash == root;
}

bool consistency_holds(std::uint64_t from, std::uint64_t to, const Hash& from_root, const Hash& to_root,
                       std::span<const Hash> proof) {
    if (from == 0 || from > to)
        return false;
    if (from == to)
        return proof.empty() && from_root == to_root;
    std::vector<Hash> path{proof.begin(), proof.end()};
    if (std::has_single_bit(from))
        path.insert(path.begin(), from_root);
    if (path.empty())
        return false;
    std::uint64_t node = from - 1;
    std::uint64_t last = to - 1;
    while ((node & 1) != 0) {
        node >>= 1;
        last >>= 1;
    }
    Hash smaller = path.front();
    Hash larger = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (last == 0)
            return false;
        if ((node & 1) != 0 || node == last) {
            smaller = node_hash(path[i], smaller);
            larger = node_hash(path[i], larger);
            while ((node & 1) == 0 && node != 0) {
                node >>= 1;
                last >>= 1;
            }
        } else {
            larger = node_hash(larger, path[i]);
        }
        node >>= 1;
        last >>= 1;
    }
    return last == 0 && smaller == from_root && larger == to_root;
}

}  // namespace suncrew::audit
