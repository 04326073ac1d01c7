#pragma once

#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "orders/start_code.hpp"
#include "orders/state.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// The one way in which an order changes its state.
namespace suncrew::orders {

/// Who makes a move.
struct Mover {
    Party party = Party::system;
    std::optional<AccountId> account{};  ///< none for the system

    static Mover customer(AccountId account) { return {Party::customer, account}; }
    static Mover crew(AccountId account) { return {Party::crew, account}; }
    static Mover system() { return {}; }
};

/// What of an order moves look at and change.
struct Standing {
    OrderId id;
    AccountId customer;
    int version = 0;
    State state{};
    std::optional<Hold> hold{};  ///< while it is on hold
    std::optional<CrewId> crew{};
    std::optional<AccountId> crew_account{};
    std::optional<Date> visit_date{};
    std::optional<Date> installation_date{};
    std::optional<StartCode> start_code{};
    Instant waiting_since{};  ///< since when it looks for a crew, or did when it last found one
    Instant cooling_off_ends_at{};
    std::optional<Instant> cooling_off_waived_at{};
};

/// The order, if it is the customer's, or if the crew has it. The owner stands in the statement.
std::optional<Standing> find_own(store::Reading& reading, OrderId order, const Mover& owner);
/// As find_own; absent, somebody else's and not yet one's own are refused alike, as "order_not_found".
Standing need_own(store::Reading& reading, OrderId order, const Mover& owner);
/// The order, whosoever it is: for the system, and for the crew whose right to move it stands in the
/// statement that has just closed its offer.
std::optional<Standing> find_any(store::Reading& reading, OrderId order);

/// Refuses as "order_changed" what was decided on another version.
void require_version(const Standing& standing, std::int64_t version);

struct Move {
    Event event{};
    Mover by{};
    std::string note{};  ///< may be empty
    Instant at{};
};

/// The order after the move, as far as the move alone says: the state, what a hold remembers, what a leaving
/// crew leaves behind. Throws as `step` does.
Standing moved(const Standing& before, const Move& move);

/// Writes the order, moved or otherwise changed by a version, where it still stands as `before`, notes the
/// move, tells both sides at once, and by mail what they should not miss. Refuses as "order_changed" where
/// somebody else was faster.
void keep(store::Writing& writing, sealing::Keyring& keyring, const Standing& before, const Standing& after,
          const Move& move);

}  // namespace suncrew::orders
