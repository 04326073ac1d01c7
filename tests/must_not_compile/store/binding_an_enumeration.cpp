#include "store/connection.hpp"

using namespace suncrew;
using namespace suncrew::store;

enum class State { placed };
std::string_view name(State) {
    return "placed";
}
std::int64_t keep(Transaction& tx, State state) {
#ifdef VIOLATION
    return tx.run("update t set state = ?", state);
#else
    return tx.run("update t set state = ?", name(state));
#endif
}
