#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "access/client.hpp"
#include "access/permission.hpp"
#include "base/id.hpp"

namespace suncrew::access {

/// SHA-256 of a session's token: what the database knows of it.
using SessionHash = std::array<std::uint8_t, 32>;

/// Who calls, as the session or the API key says; made at the edge, once a request.
struct Caller {
    Role role = Role::visitor;
    std::optional<AccountId> account{};      ///< none for a visitor
    std::optional<SessionHash> session{};    ///< the session that was shown
    bool proved_recently = false;            ///< the session's person, within `proof_fresh`
    std::optional<PermissionSet> key_may{};  ///< an API key was shown, which may do this much
    const Client* client = &nobodys_client;  ///< lives as long as the request is worked on
};

template <Permission P>
class Granted;

/// The proof that the caller's role has the permission P, and that what P asks to be shown was shown. Refuses
/// with `unauthenticated` a visitor who might be allowed once signed in ("session_required"), one who is
/// still entering ("second_factor_required"); with `forbidden` everybody else: whose role has it not
/// ("permission_required"), an API key that may not ("key_not_sufficient"), a session whose proof is too old
/// for it ("step_up_required").
template <Permission P>
Granted<P> check(const Caller& caller);

/// A handler's first parameter: the proof that its permission was checked. Only `check` can make one. It
/// proves the role's permission, never that a thing is the caller's: that stands in the statement's `where`.
template <Permission P>
class Granted {
public:
    static constexpr Permission permission = P;

    const Caller& caller() const { return caller_; }
    const Client& client() const { return *caller_.client; }
    /// The signed-in account. Only for permissions that no visitor has.
    AccountId account() const requires(!roles_with(P).contains(Role::visitor)) { return *caller_.account; }
    /// The session that was shown. Only for permissions that ask for one.
    const SessionHash& session() const
        requires(grant_of(P).shown != Shown::any && !roles_with(P).contains(Role::visitor)) {
        return *caller_.session;
    }

private:
    friend Granted check<P>(const Caller& caller);
    explicit Granted(const Caller& caller) : caller_{caller} {}
    Caller caller_;
};

/// Throws as `check` says; apart, so that it is compiled once.
void require(const Caller& caller, Permission permission);

template <Permission P>
Granted<P> check(const Caller& caller) {
    static_assert(!roles_with(P).empty(), "a permission that nobody has");
    require(caller, P);
    return Granted<P>{caller};
}

}  // namespace suncrew::access
