#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

std::optional<int> take(Reading& reading) {
#ifdef VIOLATION
    return reading.value<int>("update t set n = 0 returning n");
#else
    return reading.value<int>("select n from t");
#endif
}
