// The proof of one permission is no proof of another.
#include "access/granted.hpp"

using namespace suncrew::access;

void cancel(Granted<Permission::move_own_orders>);

void act(const Caller& caller) {
#ifdef VIOLATION
    cancel(check<Permission::read_own_orders>(caller));
#else
    cancel(check<Permission::move_own_orders>(caller));
#endif
}
