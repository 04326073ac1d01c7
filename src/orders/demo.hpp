#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/hashing_lane.hpp"
#include "access/role.hpp"
#include "base/time.hpp"
#include "crypto/secret.hpp"
#include "factors/totp.hpp"
#include "places/gazetteer.hpp"
#include "sealing/keyring.hpp"
#include "solar/climate.hpp"
#include "solar/price_book.hpp"

namespace suncrew::orders {

/// Shown by whoever has made sure that program and data are of development: elsewhere synthetic people have
/// no place.
struct Development {
    explicit Development() = default;
};

/// What a person signs in with; all of it was made up a moment ago, and the password is nowhere else.
struct DemoSignIn {
    std::string email;
    access::Role role;
    crypto::Secret password;
    std::optional<factors::TotpSecret> totp{};  ///< of whose role needs a second factor
};

struct DemoSignIns {
    DemoSignIn customer;            ///< with orders in many states
    std::vector<DemoSignIn> crews;  ///< all of them; the first has an open offer and jobs
    std::vector<DemoSignIn> staff;  ///< one of each role
};

/// What the demo is made with.
struct DemoSources {
    sealing::Keyring& keyring;
    const Clock& clock;
    const solar::Climate& climate;
    const solar::PriceBooks& prices;
    const places::Gazetteer& gazetteer;
};

/// Fills an empty database with synthetic crews in a dozen cities, one person of the staff in each role, who
/// has taken the course, four customers, and orders of the last weeks in every state of the table. Everything
/// was really quoted, ordered, matched and moved, by the same functions that serve people, at a clock of its
/// own that ends now. Its mails are not sent: their past was lived by nobody. Not one transaction: where it
/// is broken off, start again with a new database. Refuses as conflict "demo_needs_empty_database" where
/// there are accounts.
DemoSignIns load_demo(const access::HashingLane& lane, const DemoSources& sources, Development proof);

}  // namespace suncrew::orders
