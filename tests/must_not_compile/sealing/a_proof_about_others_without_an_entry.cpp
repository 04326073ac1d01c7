// The proof about the data of others comes from the desk, which leaves the entry.
#include "access/opening.hpp"

suncrew::sealing::MayOpen may_open(suncrew::access::Desk& desk, suncrew::AccountId whose) {
#ifdef VIOLATION
    (void)desk;
    return suncrew::access::Opening::others(std::span{&whose, 1});
#else
    return desk.open(whose, suncrew::access::Opened::house);
#endif
}
