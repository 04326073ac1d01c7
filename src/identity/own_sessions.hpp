#pragma once

#include "access/granted.hpp"
#include "access/hashing_lane.hpp"
#include "http/answers.hpp"
#include "identity/setup.hpp"
#include "store/connection.hpp"

namespace suncrew::identity {

struct ListSessions;
struct SessionList;
struct EndSession;
struct EndOtherSessions;
struct ListApiKeys;
struct ApiKeyList;
struct MakeApiKey;
struct ApiKeyMade;
struct EndApiKey;
struct ReadHistory;
struct History;

/// Where one is signed in, what one's programs may do, and what happened. What ends here is refused from the
/// next request on, on every replica, since each reads its session anew.
class OwnSessions {
public:
    explicit OwnSessions(const Setup& setup) : setup_{setup} {}

    SessionList list(access::Granted<access::Permission::read_own_security> who, const ListSessions& command,
                     store::Reading& reading);
    /// Refuses with not_found "no_such_session" one that has ended or is somebody else's.
    http::NoContent end(access::Granted<access::Permission::end_own_sessions> who, const EndSession& command,
                        store::Transaction& transaction);
    http::NoContent end_others(access::Granted<access::Permission::end_own_sessions> who,
                               const EndOtherSessions& command, store::Transaction& transaction);

    ApiKeyList list_keys(access::Granted<access::Permission::read_own_security> who,
                         const ListApiKeys& command, store::Reading& reading);
    /// A key with some of the owner's permissions; on the hashing lane, where no answer is kept for a
    /// repetition. Refuses with invalid "not_delegable" what no key can do or the owner cannot.
    http::Created<ApiKeyMade> make_key(access::Granted<access::Permission::manage_own_keys> who,
                                       const MakeApiKey& command, const access::HashingLane& lane);
    http::NoContent end_key(access::Granted<access::Permission::manage_own_keys> who,
                            const EndApiKey& command, store::Transaction& transaction);

    History history(access::Granted<access::Permission::read_own_security> who, const ReadHistory& command,
                    store::Reading& reading);

private:
    const Setup& setup_;
};

}  // namespace suncrew::identity
