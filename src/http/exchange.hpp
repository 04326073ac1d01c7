#pragma once

#include "http/lane_queue.hpp"

namespace suncrew::http {

/// Reads the sessions of the jobs whose caller is not known yet, together. Where that fails, the jobs that
/// showed a session are answered and leave the batch; who shows none is a visitor all the same.
void identify(std::vector<Job>& jobs, store::Connection& connection, const WorkerContext& context);

/// One request whose caller is known, to its answer, on a worker's connection. Never throws: a refusal
/// becomes its problem document, anything else a 500.
void exchange(const Job& job, store::Connection& connection, const WorkerContext& context);

}  // namespace suncrew::http
