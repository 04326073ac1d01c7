#include "transparency/routes.hpp"

#include "http/route.hpp"
#include "transparency/log_view.hpp"
#include "transparency/own_record.hpp"
#include "transparency/wire.hpp"

namespace suncrew::transparency {

void add_routes(http::Routes& routes, LogView& log) {
    routes.get<&LogView::checkpoint>(log, "/log/checkpoint", {.name = "read_log_checkpoint"});
    routes.get<&LogView::consistency>(log, "/log/consistency", {.name = "read_log_consistency"});
}

void add_routes(http::Routes& routes, OwnRecord& record) {
    routes.get<&OwnRecord::read>(record, "/account/record", {.name = "read_own_record"});
}

}  // namespace suncrew::transparency
