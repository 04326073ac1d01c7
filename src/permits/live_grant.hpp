#pragma once

#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "permits/rules.hpp"
#include "store/connection.hpp"

namespace suncrew::permits {

/// The proof that somebody of the staff may open what it names at the moment when it was read. Only
/// `live_grant` makes one. What it is not: a proof for later, so it is asked for in the transaction that
/// records the opening, and not kept; and no proof that the opening serves the purpose.
class LiveGrant {
public:
    GrantId id() const { return id_; }
    AccountId holder() const { return holder_; }
    Scope scope() const { return scope_; }
    const std::string& purpose() const { return purpose_; }
    Instant ends_at() const { return ends_at_; }

private:
    friend std::optional<LiveGrant> live_grant(store::Reading&, AccountId, AccountId, Instant);
    friend std::optional<LiveGrant> live_grant(store::Reading&, AccountId, OrderId, Instant);
    LiveGrant(GrantId id, AccountId holder, Scope scope, std::string purpose, Instant ends_at)
        : id_{id}, holder_{holder}, scope_{scope}, purpose_{std::move(purpose)}, ends_at_{ends_at} {}

    GrantId id_;
    AccountId holder_;
    Scope scope_;
    std::string purpose_;
    Instant ends_at_;
};

/// The holder's grant for the contact details of one account, or for everything. None where there is none, it
/// has ended, or the holder's account is not as it was when they asked; all of that is judged by the one
/// statement that reads it, so what was revoked or locked before counts.
std::optional<LiveGrant> live_grant(store::Reading& reading, AccountId holder, AccountId contact_details_of,
                                    Instant now);
/// The same, for one order.
std::optional<LiveGrant> live_grant(store::Reading& reading, AccountId holder, OrderId order, Instant now);

}  // namespace suncrew::permits
