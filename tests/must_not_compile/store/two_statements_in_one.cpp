#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

std::int64_t clear(Transaction& tx) {
#ifdef VIOLATION
    return tx.run("delete from a; delete from b");
#else
    return tx.run("delete from a where b = ';'");
#endif
}
