#pragma once

#include <chrono>
#include <optional>

#include "access/client.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

/// Who has passed the awareness course. Without a current one nobody gets a grant or approves one.
namespace suncrew::permits {

/// Rises when the course says something new that everybody has to know; then all take it again.
inline constexpr int course_version = 1;
inline constexpr std::chrono::days course_valid{365};
/// How long before its end a completion can be renewed.
inline constexpr std::chrono::days course_renewable{60};
inline constexpr int course_tries_an_hour_max = 10;

struct Completion {
    Instant passed_at;
    Instant valid_until;
};

/// The account's newest completion of today's course that is still valid.
std::optional<Completion> current_completion(store::Reading& reading, AccountId account, Instant now);

/// Keeps that somebody has passed, with its event. Who passes again long before the end keeps what they have,
/// so that nobody fills the log by repeating it.
Completion complete_course(store::Writing& writing, AccountId account, const access::Client& client,
                           Instant now);

/// Counts a try. How many are left this hour, this one taken; refuses with too_many "too_many_tries" where
/// none was. The account's row is to be held, so that two tries at once are counted both.
int count_try(store::Writing& writing, AccountId account, Instant now);

}  // namespace suncrew::permits
