// What stands in a sealed column is not written as a text.
#include "sealing/keyring.hpp"

using Street = suncrew::sealing::Sealed<std::string, "orders.street">;

Street made(const suncrew::sealing::Sealer& sealer, const suncrew::sealing::Row& row,
            const std::string& street) {
#ifdef VIOLATION
    (void)sealer;
    (void)row;
    return Street{street};
#else
    return sealer.seal<"orders.street">(row, street);
#endif
}
