#include "access/recorded.hpp"

#include <stdexcept>

namespace suncrew::access {
namespace {

audit::Party party_of(Role role) {
    switch (role) {
        case Role::crew:
            return audit::Party::crew;
        case Role::support:
            return audit::Party::support;
        case Role::sales:
            return audit::Party::sales;
        case Role::engineer:
            return audit::Party::engineer;
        case Role::security:
            return audit::Party::security;
        default:
            throw std::logic_error{"something done to others by who may do nothing to them"};
    }
}

}  // namespace

void record(store::Writing& writing, const Caller& caller, const Change& change, Instant now) {
    audit::record(writing, {.kind = change.kind,
                            .at = now,
                            .account = change.account,
                            .actor = caller.account.value(),
                            .acted_as = party_of(caller.role),
                            .grant = change.grant,
                            .address = std::string{caller.client->address},
                            .device = audit::device_name(caller.client->user_agent),
                            .before = change.before,
                            .after = change.after});
}

}  // namespace suncrew::access
