// What lets somebody in is ended within `end_access` alone, which marks anew what stays: nobody else makes
// the leave for it.
#include "identity/sessions.hpp"

using namespace suncrew;

void end_all(store::Writing& writing, sealing::Keyring& keyring, AccountId account) {
    identity::end_access(writing, keyring, account,
                         [](const identity::Ending& ending) { identity::end_sessions(ending); });
#ifdef VIOLATION
    const identity::Ending ending{writing, keyring, account};
    identity::end_sessions(ending);
#endif
}
