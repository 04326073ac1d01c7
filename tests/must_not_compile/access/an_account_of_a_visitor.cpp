// Where visitors may come, there need not be an account to act for.
#include "access/granted.hpp"

using namespace suncrew::access;

auto account_of(const Granted<Permission::place_order>& who) {
    return who.account();
}
#ifdef VIOLATION
auto account_of(const Granted<Permission::make_quote>& who) {
    return who.account();
}
#endif
