#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

#ifdef VIOLATION
constexpr Sql sql{"select n from t where a = 'open"};
#else
constexpr Sql sql{"select n from t where a = 'closed'"};
#endif
static_assert(sql.parameters() == 0);
