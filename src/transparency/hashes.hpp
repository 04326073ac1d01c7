#pragma once

#include <span>
#include <string>
#include <vector>

#include "audit/merkle.hpp"
#include "crypto/base64.hpp"

namespace suncrew::transparency {

inline std::vector<std::string> in_base64(std::span<const audit::Hash> hashes) {
    std::vector<std::string> texts;
    texts.reserve(hashes.size());
    for (const audit::Hash& hash : hashes)
        texts.push_back(crypto::base64_encode(hash));
    return texts;
}

}  // namespace suncrew::transparency
