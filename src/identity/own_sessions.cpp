#include "identity/own_sessions.hpp"

#include <string>

#include "base/refusal.hpp"
#include "identity/api_keys.hpp"
#include "identity/entrance.hpp"
#include "identity/notices.hpp"
#include "identity/security_wire.hpp"
#include "identity/sessions.hpp"

namespace suncrew::identity {
namespace {

using access::Permission;
using audit::EventKind;

constexpr int history_page = 50;

std::vector<Permission> permissions_possible(access::Role role) {
    std::vector<Permission> possible;
    for (const access::Grant& grant : access::grants)
        if (access::delegable(grant.permission) && grant.roles.contains(role))
            possible.push_back(grant.permission);
    return possible;
}

}  // namespace

SessionList OwnSessions::list(access::Granted<Permission::read_own_security> who, const ListSessions&,
                              store::Reading& reading) {
    SessionList list;
    for (const auto& [hash, id, device, address, created_at, used_at] :
         reading.rows<access::SessionHash, SessionId, std::string, std::string, Instant, Instant>(
             "select token_hash, id, device, address, created_at, used_at from sessions"
             " where account = ? and expires_at > ? order by used_at desc, id",
             who.account(), setup_.clock.now()))
        list.items.push_back({id, hash == who.session(), device, address, setup_.networks.country(address),
                              created_at, used_at});
    return list;
}

http::NoContent OwnSessions::end(access::Granted<Permission::end_own_sessions> who, const EndSession& command,
                                 store::Transaction& transaction) {
    require_standing(transaction, setup_.post.keyring, who.caller(), setup_.clock.now());
    const Epoch epoch =
        end_access(transaction, setup_.post.keyring, who.account(), [&](const Ending& ending) {
            if (!end_session(ending, command.session))
                throw Refusal{Code::not_found, "no_such_session"};
        });
    audit::record(transaction,
                  event_of(EventKind::session_ended, who.account(), who.client(), setup_.clock.now(), epoch));
    return {};
}

http::NoContent OwnSessions::end_others(access::Granted<Permission::end_own_sessions> who,
                                        const EndOtherSessions&, store::Transaction& transaction) {
    require_standing(transaction, setup_.post.keyring, who.caller(), setup_.clock.now());
    const Epoch epoch = end_access(transaction, setup_.post.keyring, who.account(),
                                   [&](const Ending& ending) { end_other_sessions(ending, who.session()); });
    audit::record(transaction, event_of(EventKind::sessions_ended, who.account(), who.client(),
                                        setup_.clock.now(), epoch));
    return {};
}

ApiKeyList OwnSessions::list_keys(access::Granted<Permission::read_own_security> who, const ListApiKeys&,
                                  store::Reading& reading) {
    ApiKeyList list{{}, permissions_possible(who.caller().role)};
    for (const ApiKeyRow& key : api_keys_of(reading, who.account(), setup_.clock.now()))
        list.items.push_back(
            {key.id, key.name, key.permissions, key.created_at, key.expires_at, key.used_at});
    return list;
}

http::Created<ApiKeyMade> OwnSessions::make_key(access::Granted<Permission::manage_own_keys> who,
                                                const MakeApiKey& command, const access::HashingLane& lane) {
    access::PermissionSet permissions;
    for (const Permission permission : command.permissions) {
        if (!access::delegable(permission) || !access::roles_with(permission).contains(who.caller().role))
            throw Refusal{Code::invalid, "not_delegable", "permissions"};
        permissions.add(permission);
    }
    const Instant now = setup_.clock.now();
    const std::chrono::days valid{static_cast<std::int64_t>(command.days)};
    return store::in_transaction(lane.connection(), [&](store::Transaction& transaction) {
        require_standing(transaction, setup_.post.keyring, who.caller(), now);
        const MadeApiKey made = make_api_key(transaction, setup_.post.keyring,
                                             {who.account(), command.name.text(), permissions, valid}, now);
        audit::record(transaction, event_of(EventKind::api_key_made, who.account(), who.client(), now));
        if (const auto account = find_account(transaction, who.account()))
            tell(setup_.post, transaction, *account, Letter::api_key_made, setup_.post.base_url + "/security",
                 now);
        return http::Created<ApiKeyMade>{
            {made.id, command.name.text(), std::string{made.key.expose()}, made.expires_at}};
    });
}

http::NoContent OwnSessions::end_key(access::Granted<Permission::manage_own_keys> who,
                                     const EndApiKey& command, store::Transaction& transaction) {
    require_standing(transaction, setup_.post.keyring, who.caller(), setup_.clock.now());
    const Epoch epoch =
        end_access(transaction, setup_.post.keyring, who.account(), [&](const Ending& ending) {
            if (!end_api_key(ending, command.api_key))
                throw Refusal{Code::not_found, "no_such_key"};
        });
    audit::record(transaction,
                  event_of(EventKind::api_key_ended, who.account(), who.client(), setup_.clock.now(), epoch));
    return {};
}

History OwnSessions::history(access::Granted<Permission::read_own_security> who, const ReadHistory& command,
                             store::Reading& reading) {
    std::optional<std::int64_t> before;
    if (command.before)
        before = static_cast<std::int64_t>(*command.before);
    const auto events = audit::events_about(reading, who.account(), before, history_page);
    History history;
    for (const auto& [id, event] : events) {
        // From where somebody else works is not the reader's to know.
        const bool own = !event.actor;
        history.items.push_back({id, event.at, std::string{audit::name_of(event.kind)},
                                 own ? event.device : "", own ? event.address : "",
                                 own ? setup_.networks.country(event.address) : std::nullopt, !own});
    }
    if (events.size() == history_page)
        history.next = events.back().id;
    return history;
}

}  // namespace suncrew::identity
