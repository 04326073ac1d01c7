// What an API key may do as well has no session that could be counted on.
#include "access/granted.hpp"

using namespace suncrew::access;

auto session_of(const Granted<Permission::change_own_password>& who) {
    return who.session();
}
#ifdef VIOLATION
auto session_of(const Granted<Permission::read_own_orders>& who) {
    return who.session();
}
#endif
