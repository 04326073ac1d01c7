#include "crypto/token.hpp"

#include "crypto/base64.hpp"
#include "crypto/random.hpp"

namespace suncrew::crypto {

Secret make_token() {
    auto bytes = random_bytes<32>();
    Secret token = Secret::take(base64url_encode(bytes));
    ::explicit_bzero(bytes.data(), bytes.size());
    return token;
}

Sha256Digest token_hash(const Secret& token) {
    return sha256(token.expose());
}

}  // namespace suncrew::crypto
