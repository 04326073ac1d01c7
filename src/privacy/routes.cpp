#include "privacy/routes.hpp"

#include "http/route.hpp"
#include "privacy/own_data.hpp"
#include "privacy/own_data_wire.hpp"

namespace suncrew::privacy {

using http::Rate;

void add_routes(http::Routes& routes, OwnData& data) {
    routes.post<&OwnData::take>(data, "/account/exports", {.name = "export_own_data", .rate = Rate::write});
    routes.post<&OwnData::erase>(data, "/account/erasure",
                                 {.name = "erase_own_account", .rate = Rate::write});
}

}  // namespace suncrew::privacy
