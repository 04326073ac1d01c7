#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

std::optional<std::string> name_of(Reading& reading, const std::string& table) {
#ifdef VIOLATION
    return reading.value<std::string>(("select name from " + table).c_str());
#else
    return reading.value<std::string>("select name from crews where name = ?", table);
#endif
}
