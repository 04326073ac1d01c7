#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::privacy {

class OwnData;

void add_routes(http::Routes& routes, OwnData& data);

}  // namespace suncrew::privacy
