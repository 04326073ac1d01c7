#include "permits/opened_contact.hpp"

#include "base/refusal.hpp"
#include "identity/accounts.hpp"
#include "permits/live_grant.hpp"

namespace suncrew::permits {

ContactView OpenedContact::read(access::Granted<access::Permission::open_by_grant> who,
                                const OpenContact& command, access::Desk& desk) {
    const Instant now = clock_.now();
    const auto live = [&](store::Reading& reading) {
        return LiveGrant::of_contact(reading, post_.keyring, who.account(), command.account, now);
    };
    if (!live(desk.reading()))
        throw Refusal{Code::forbidden, "grant_required"};
    const auto account = identity::find_account(desk.reading(), command.account);
    if (!account)
        throw Refusal{Code::not_found, "no_such_account"};
    const auto proof = desk.open_by_grant(command.account, access::Opened::contact, live);
    if (!proof)
        throw Refusal{Code::forbidden, "grant_required"};
    identity::Person person = identity::person_of(desk.reading(), post_.keyring, *proof, *account);
    return {std::move(person.name), std::move(person.email)};
}

}  // namespace suncrew::permits
