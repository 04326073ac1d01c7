#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

std::size_t size(Reading& reading) {
#ifdef VIOLATION
    return reading.value<std::string_view>("select name from t")->size();
#else
    return reading.value<std::string>("select name from t")->size();
#endif
}
