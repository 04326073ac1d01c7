#pragma once

#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "permits/rules.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

namespace suncrew::permits {

struct StoredGrant;

/// The proof that somebody of the staff may open what it names at the moment when it was read. Only its own
/// functions make one. What it is not: a proof for later, so it is asked for in the transaction that records
/// the opening, and not kept; and no proof that the opening serves the purpose.
class LiveGrant {
public:
    /// The holder's grant for the contact details of one account, a case with its customer, or one for
    /// everything. None where there is none, it has ended, or the holder's account is not as it was when they
    /// asked; all of that is judged by the statements that read it, so what was revoked or locked before
    /// counts. One that bears no mark of ours is none either.
    static std::optional<LiveGrant> of_contact(store::Reading& reading, sealing::Keyring& keyring,
                                               AccountId holder, AccountId account, Instant now);
    /// The same, for one order of a customer; without the customer none of a case.
    static std::optional<LiveGrant> of_order(store::Reading& reading, sealing::Keyring& keyring,
                                             AccountId holder, OrderId order,
                                             const std::optional<AccountId>& customer, Instant now);
    /// The holder's case in hand.
    static std::optional<LiveGrant> of_case(store::Reading& reading, sealing::Keyring& keyring,
                                            AccountId holder, GrantId grant, Instant now);
    /// The same, of a row that was just read.
    static std::optional<LiveGrant> of_case(const StoredGrant& grant, AccountId holder, Instant now);

    GrantId id() const { return id_; }
    AccountId holder() const { return holder_; }
    Scope scope() const { return scope_; }
    AccountId subject() const { return subject_; }  ///< whose data it is; the holder, where it is everybody's
    Instant ends_at() const { return ends_at_; }

private:
    /// What a grant has to be for; what is absent is asked for by none.
    struct For {
        std::optional<AccountId> contact{};
        std::optional<AccountId> customer{};
        std::optional<OrderId> order{};
    };
    static std::optional<LiveGrant> find(store::Reading& reading, sealing::Keyring& keyring, AccountId holder,
                                         const For& what, Instant now);
    LiveGrant(GrantId id, AccountId holder, Scope scope, AccountId subject, Instant ends_at)
        : id_{id}, holder_{holder}, scope_{scope}, subject_{subject}, ends_at_{ends_at} {}

    GrantId id_;
    AccountId holder_;
    Scope scope_;
    AccountId subject_;
    Instant ends_at_;
};

}  // namespace suncrew::permits
