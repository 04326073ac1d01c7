#pragma once

#include <cstdint>
#include <vector>

#include "audit/merkle.hpp"

namespace suncrew::audit {

/// A tree that is only ever appended to: the roots of its complete subtrees, the widest first.
class Frontier {
public:
    void append(Hash hash) {
        for (std::uint64_t count = size_; (count & 1) != 0; count >>= 1) {
            hash = node_hash(peaks_.back(), hash);
            peaks_.pop_back();
        }
        peaks_.push_back(hash);
        ++size_;
    }
    Hash root() const {
        if (peaks_.empty())
            return empty_root();
        Hash hash = peaks_.back();
        for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak)
            hash = node_hash(*peak, hash);
        return hash;
    }
    std::uint64_t size() const { return size_; }

private:
    std::uint64_t size_ = 0;
    std::vector<Hash> peaks_;
};

}  // namespace suncrew::audit
