#pragma once

#include <optional>
#include <vector>

#include "orders/job_wire.hpp"
#include "store/connection.hpp"

/// The statements of jobs: orders as the crews that have them see them. The crew's account stands in each.
namespace suncrew::orders {

/// One job, in one statement.
std::optional<Job> read_job(store::Reading& reading, OrderId job, AccountId crew_account);

/// The newest jobs before `cursor`, at most `limit`.
std::vector<JobSummary> list_jobs(store::Reading& reading, AccountId crew_account,
                                  std::optional<OrderId> cursor, int limit);

/// Counts a try of the start code, before it is compared, so that no number of tries at once gets more than
/// `StartCode::tries_max`. False where none is left, or the order is not what it was.
bool count_start_code_try(store::Transaction& transaction, OrderId job, int version, CrewId crew);

}  // namespace suncrew::orders
