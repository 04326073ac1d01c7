// What was read from one column is no value of another.
#include "sealing/keyring.hpp"

using Street = suncrew::sealing::Sealed<std::string, "orders.street">;
using Note = suncrew::sealing::Sealed<std::string, "orders.note">;

#ifdef VIOLATION
Street moved(const Note& note) {
#else
Street moved(const Street& note) {
#endif
    return note;
}
