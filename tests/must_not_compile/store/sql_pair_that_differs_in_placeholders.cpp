#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

#ifdef VIOLATION
constexpr Sql sql{"select n from t where a = ?", "select n from t where a = ? and b = ?"};
#else
constexpr Sql sql{"select n from t where a = ? and 1", "select n from t where a = ?"};
#endif
static_assert(sql.parameters() == 1);
