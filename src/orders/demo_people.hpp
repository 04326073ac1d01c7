#pragma once

#include <string>
#include <vector>

#include "dispatch/travel.hpp"
#include "notify/language.hpp"
#include "orders/crews.hpp"
#include "orders/demo.hpp"

/// Made-up people, who can sign in.
namespace suncrew::orders {

struct Person {
    AccountId account;
    DemoSignIn sign_in;
};

/// An account with a password of its own and, where its role asks for one, an authenticator app.
Person add_person(const access::HashingLane& lane, sealing::Keyring& keyring, const std::string& email,
                  const std::string& name, access::Role role, notify::Language language, Instant now);

/// One person of the staff in each role, who has taken the course; and a second security officer, as nobody
/// approves what is asked for by an account that they have made.
std::vector<DemoSignIn> add_staff(const access::HashingLane& lane, sealing::Keyring& keyring, Instant now);

/// The `index`-th crew of a place: each a little apart, and not all of the same trade or on the same days.
NewCrew made_up_crew(const std::string& name, dispatch::Position centre, int index, AccountId account,
                     Date today);

/// What was written to made-up people: it is not sent, as nobody lived it.
void drop_mails(store::Connection& connection);

}  // namespace suncrew::orders
