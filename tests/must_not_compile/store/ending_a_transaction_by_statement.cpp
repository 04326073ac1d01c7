#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

void end(Transaction& tx) {
#ifdef VIOLATION
    tx.run("commit");
#else
    tx.commit();
#endif
}
