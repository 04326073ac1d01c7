#pragma once

#include "permits/grants_wire.hpp"

namespace suncrew::permits {

/// What was typed, of a grant; nothing where it is not kept any more.
struct TypedWords {
    std::string purpose{};
    std::optional<std::string> ticket{};
    std::optional<std::string> reason{};
};
TypedWords words_of(store::Reading& reading, sealing::Keyring& keyring, const StoredGrant& grant);

/// A grant as everybody sees it who may see it, at this time.
GrantView view_of(store::Reading& reading, sealing::Keyring& keyring, const StoredGrant& grant, Instant now);

/// Of each, in their order.
GrantList list_of(store::Reading& reading, sealing::Keyring& keyring, const std::vector<StoredGrant>& grants,
                  Instant now);

/// The groups whose approval a request still needs.
std::vector<access::Role> groups_missing(const StoredGrant& grant,
                                         const std::vector<StandingApproval>& approvals);

}  // namespace suncrew::permits
