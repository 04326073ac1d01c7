#include "crypto/secret.hpp"

using suncrew::crypto::Secret;

Secret make();
std::size_t size_of_made() {
#ifdef VIOLATION
    return make().expose().size();
#else
    const Secret secret = make();
    return secret.expose().size();
#endif
}
