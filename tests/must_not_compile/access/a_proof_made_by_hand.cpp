// The proof of a permission comes from `check` alone.
#include "access/granted.hpp"

using namespace suncrew::access;

Granted<Permission::place_order> prove(const Caller& caller) {
#ifdef VIOLATION
    return Granted<Permission::place_order>{caller};
#else
    return check<Permission::place_order>(caller);
#endif
}
