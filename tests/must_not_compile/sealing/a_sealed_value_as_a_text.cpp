// What is sealed has no text to be shown.
#include "sealing/keyring.hpp"

using Street = suncrew::sealing::Sealed<std::string, "orders.street">;

std::string shown(const suncrew::sealing::Opener& opener, const suncrew::sealing::Row& row,
                  const Street& street) {
#ifdef VIOLATION
    (void)opener;
    (void)row;
    return street;
#else
    return opener.open(row, street);
#endif
}
