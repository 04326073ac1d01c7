#include <ostream>

#include "crypto/secret.hpp"

using suncrew::crypto::Secret;

void print(std::ostream& out, const Secret& secret) {
#ifdef VIOLATION
    out << secret;
#else
    out << secret.size();
#endif
}
