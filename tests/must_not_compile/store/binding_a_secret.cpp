#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

std::int64_t keep(Transaction& tx, const crypto::Secret& secret, const std::array<std::uint8_t, 32>& hash) {
#ifdef VIOLATION
    (void)hash;
    return tx.run("update t set token = ?", secret);
#else
    (void)secret;
    return tx.run("update t set token = ?", hash);
#endif
}
