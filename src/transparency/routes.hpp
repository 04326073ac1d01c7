#pragma once

namespace suncrew::http {
class Routes;
}

namespace suncrew::transparency {

class LogView;
class OwnRecord;

void add_routes(http::Routes& routes, LogView& log);
void add_routes(http::Routes& routes, OwnRecord& record);

}  // namespace suncrew::transparency
