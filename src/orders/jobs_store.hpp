#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "access/opening.hpp"
#include "orders/job_wire.hpp"
#include "orders/move.hpp"
#include "sealing/keyring.hpp"
#include "store/connection.hpp"

/// The statements of jobs: orders as the crews that have them see them. The crew's account stands in each.
namespace suncrew::orders {

/// How long after an order's end its crew sees whose house it was and where.
inline constexpr std::chrono::days house_kept{30};

/// One job. Whose house it is and where is opened at the desk, with an entry. A job that was cancelled, or
/// was done longer than `house_kept` ago, tells no name, telephone number, street, postcode or note, and the
/// place to about 10 km; nothing is opened then.
std::optional<Job> read_job(access::Desk& desk, sealing::Keyring& keyring, OrderId job,
                            AccountId crew_account, Instant now);

/// Whose house a job is about, and whether that is over for the crew, as `read_job` has it.
struct JobHouse {
    AccountId customer;
    bool over;
};
std::optional<JobHouse> house_of_job(store::Reading& reading, OrderId job, AccountId crew_account,
                                     Instant now);

/// Where an order stands for the crew that has it.
JobStep step_of(const Standing& standing);

/// The newest jobs before `cursor`, at most `limit`.
std::vector<JobSummary> list_jobs(store::Reading& reading, AccountId crew_account,
                                  std::optional<OrderId> cursor, int limit);

/// Counts a try of the start code, before it is compared, so that no number of tries at once gets more than
/// `StartCode::tries_max`. False where none is left, or the order is not what it was.
bool count_start_code_try(store::Transaction& transaction, OrderId job, int version, CrewId crew);

/// How often the present start code was tried.
int start_code_tries(store::Reading& reading, OrderId job);

/// How often the installation of an order got another date since then.
int reschedules_since(store::Reading& reading, OrderId job, Instant since);

}  // namespace suncrew::orders
