#pragma once

#include <string_view>

#include "routing/model.hpp"

namespace suncrew::routing {

/// Whether a text looks like Solomon's form: a name, then `VEHICLE`.
bool is_solomon(std::string_view text);

/// Reads the text of Solomon's and of Gehring and Homberger's instances: a name, the number of vehicles and
/// their capacity, then a customer a line (number, x, y, demand, ready time, due date, service time), of
/// which number 0 is the depot. Distances are Euclidean and real-valued; a unit of distance takes one of time
/// and costs 1. A visit's id is its customer's number, a vehicle's counts from 1. Source: Solomon, Algorithms
/// for the vehicle routing and scheduling problems with time window constraints, Operations Research 35
/// (1987) 254-265.
///
/// Throws Refusal{Code::invalid or Code::too_large, reason, "line N"}.
Problem read_solomon(std::string_view text);

}  // namespace suncrew::routing
