// What needs a fresh proof is not done with the proof of what needs none.
#include "access/granted.hpp"

using namespace suncrew::access;

void lock(Granted<Permission::lock_accounts>);

void act(const Caller& caller) {
#ifdef VIOLATION
    lock(check<Permission::read_accounts>(caller));
#else
    lock(check<Permission::lock_accounts>(caller));
#endif
}
