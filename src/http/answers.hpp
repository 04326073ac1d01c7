#pragma once

#include <memory>

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

/// 201, and the browser gets the session's token in the `__Host-session` cookie.
template <class View>
struct SessionBegun {
    View view;
    crypto::Secret token;
};
/// 204, and the browser forgets the session.
struct SessionEnded {};

class EventStream;
/// 200, and events until either side ends.
struct Following {
    std::shared_ptr<EventStream> stream;
};

}  // namespace suncrew::http
