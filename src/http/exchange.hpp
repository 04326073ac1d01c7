#pragma once

#include "http/lane_queue.hpp"

namespace suncrew::http {

/// One request, from its cookie to its answer, on a worker's connection. Never throws: a refusal becomes its
/// problem document, anything else a 500.
Response exchange(const Job& job, store::Connection& connection, const WorkerContext& context);

}  // namespace suncrew::http
