// Who writes as a part of somebody's transaction cannot end it.
#include "store/connection.hpp"

void rename(suncrew::store::Writing& writing, suncrew::AccountId account) {
    writing.run("update accounts set name = '' where id = ?", account);
#ifdef VIOLATION
    writing.commit();
#endif
}
