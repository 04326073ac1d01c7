#include "identity/authentication.hpp"

#include "identity/api_keys.hpp"
#include "identity/sessions.hpp"

namespace suncrew::identity {

std::vector<access::Caller> authenticate(sealing::Keyring& keyring, store::Connection& connection,
                                         std::span<const http::Credential> shown, Instant now) {
    std::vector<access::Caller> callers(shown.size());
    std::vector<const crypto::Secret*> tokens;
    std::vector<std::size_t> shown_by;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i].kind == http::CredentialKind::api_key) {
            callers[i] = caller_of_key(connection, keyring, shown[i].token, now);
            continue;
        }
        tokens.push_back(&shown[i].token);
        shown_by.push_back(i);
    }
    const auto of_sessions = callers_of_sessions(connection, keyring, tokens, now);
    for (std::size_t i = 0; i < of_sessions.size(); ++i)
        callers[shown_by[i]] = of_sessions[i];
    return callers;
}

}  // namespace suncrew::identity
