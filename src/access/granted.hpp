#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "access/permission.hpp"
#include "base/id.hpp"

namespace suncrew::access {

/// SHA-256 of a session's token: what the database knows of it.
using SessionHash = std::array<std::uint8_t, 32>;

/// Who calls, as the session says; made at the edge, once a request.
struct Caller {
    Role role = Role::visitor;
    std::optional<AccountId> account{};    ///< none for a visitor
    std::optional<SessionHash> session{};  ///< the session that was shown
};

template <Permission P>
class Granted;

/// The proof that the caller's role has the permission P. Refuses with `unauthenticated` a visitor who might
/// be allowed once signed in, with `forbidden` everybody else.
template <Permission P>
Granted<P> check(const Caller& caller);

/// A handler's first parameter: the proof that its permission was checked. Only `check` can make one. It
/// proves the role's permission, never that a thing is the caller's: that stands in the statement's `where`.
template <Permission P>
class Granted {
public:
    static constexpr Permission permission = P;

    const Caller& caller() const { return caller_; }
    /// The signed-in account. Only for permissions that no visitor has.
    AccountId account() const requires(!roles_with(P).contains(Role::visitor)) { return *caller_.account; }

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
