#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

#ifdef VIOLATION
constexpr Sql sql{"select n from t", "delete from t"};
#else
constexpr Sql sql{"select n from t", "select n from t for update"};
#endif
static_assert(sql.parameters() == 0);
