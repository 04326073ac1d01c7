#pragma once

#include <memory>
#include <optional>

#include "crypto/secret.hpp"

/// What a handler can return besides a plain view, which is 200 with the view as JSON.
namespace suncrew::http {

/// 201 with a view.
template <class View>
struct Created {
    View view;
};
/// 202 with a view.
template <class View>
struct Accepted {
    View view;
};
/// 204.
struct NoContent {};

/// 201, and the browser gets the session's token in the `__Host-session` cookie; where it becomes known to
/// the account, also the token it is known by from now on, in the `__Host-device` cookie.
template <class View>
struct SessionBegun {
    View view;
    crypto::Secret token;
    std::optional<crypto::Secret> device{};
};
/// 201, and the browser gets a token that ties what was begun to it, in the `__Host-ceremony` cookie; none
/// for who has a session, which ties it already.
template <class View>
struct CeremonyBegun {
    View view;
    std::optional<crypto::Secret> token{};
};
/// 204, and the browser gets the token that an account knows it by from now on.
struct BrowserKnown {
    crypto::Secret device;
};
/// 204, and the browser forgets the session.
struct SessionEnded {};

class EventStream;
/// 200, and events until either side ends.
struct Following {
    std::shared_ptr<EventStream> stream;
};

}  // namespace suncrew::http
