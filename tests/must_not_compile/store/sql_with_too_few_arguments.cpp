#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

std::optional<int> find(Reading& reading, int a) {
#ifdef VIOLATION
    return reading.value<int>("select n from t where a = ? and b = ?", a);
#else
    return reading.value<int>("select n from t where a = ? and b = ?", a, a);
#endif
}
