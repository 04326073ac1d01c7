#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

std::int64_t change(Transaction& tx, int a) {
#ifdef VIOLATION
    return tx.run("update t set n = ? where a = '?'", a, a);
#else
    return tx.run("update t set n = ? where a = '?'", a);
#endif
}
