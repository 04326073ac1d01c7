#include "crypto/secret.hpp"

using suncrew::crypto::Secret;

bool same(const Secret& a, const Secret& b) {
#ifdef VIOLATION
    return a == b;
#else
    return equal_constant_time(a, b);
#endif
}
