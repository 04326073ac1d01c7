#pragma once

#include "http/lane_queue.hpp"

namespace suncrew::http {

/// Some requests, from their cookies to their answers, on a worker's connection. The sessions of all of them
/// are read together; then each runs by itself. Never throws: a refusal becomes its problem document,
/// anything else a 500.
void exchange(std::span<const Job> jobs, store::Connection& connection, const WorkerContext& context);

}  // namespace suncrew::http
