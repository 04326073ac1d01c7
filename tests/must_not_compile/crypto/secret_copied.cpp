#include "crypto/secret.hpp"

using suncrew::crypto::Secret;

Secret another(const Secret& secret) {
#ifdef VIOLATION
    return secret;
#else
    return secret.copy();
#endif
}
