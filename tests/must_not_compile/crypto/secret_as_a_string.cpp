#include "crypto/secret.hpp"

using suncrew::crypto::Secret;

std::string text_of(const Secret& secret) {
#ifdef VIOLATION
    std::string text = secret;
#else
    std::string text{secret.expose()};
#endif
    return text;
}
