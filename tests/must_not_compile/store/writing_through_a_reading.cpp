#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

void clear(Reading& reading, Transaction& tx) {
#ifdef VIOLATION
    reading.run("delete from t");
    (void)tx;
#else
    (void)reading;
    tx.run("delete from t");
#endif
}
