#include "keys/key_service.hpp"

#include <algorithm>

namespace suncrew::keys {

void check_key(const crypto::Secret& key) {
    if (key.size() != key_size)
        throw std::invalid_argument{"a key to be wrapped has 32 bytes"};
}

void check_context(std::string_view context) {
    if (context.empty() || context.size() > context_length_max ||
        !std::all_of(context.begin(), context.end(), [](char c) { return c >= ' ' && c <= '~'; }))
        throw std::invalid_argument{"a key's context is 1 to 256 characters of printable ASCII"};
}

}  // namespace suncrew::keys
