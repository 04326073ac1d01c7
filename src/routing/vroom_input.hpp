#pragma once

#include <string_view>

#include "routing/model.hpp"

namespace suncrew::routing {

/// Reads VROOM's input (github.com/VROOM-Project/vroom, docs/API.md, of release 1.14): `vehicles`, `jobs`,
/// `shipments` and `matrices`. Without matrices each location is a longitude and latitude, and ways are
/// estimated (`Travel::earth`).
///
/// Read strictly: what VROOM has and we have not (`steps`, `max_distance`, a break's `max_load`) is refused
/// rather than passed over, as a plan without it would look like one with it; only descriptions and `options`
/// are. Windows may come in any order, but not overlap. A skill that no vehicle has is no mistake: its visits
/// are left out.
///
/// What VROOM does not know stands in a member `suncrew` of the file, a vehicle or a job (see own_input.hpp).
///
/// Throws Refusal, whose field is the path of the member: `jobs[3].time_windows[1]`.
Problem read_vroom(std::string_view text);

}  // namespace suncrew::routing
