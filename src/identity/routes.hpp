#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::identity {

class Identity;

/// Accounts, e-mail verification and sessions. `identity` outlives `routes`.
void add_routes(http::Routes& routes, Identity& identity);

}  // namespace suncrew::identity
