#pragma once

#include <cstddef>

#include "alerts/rules.hpp"
#include "base/time.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

namespace suncrew::alerts {

/// Events that are looked at in one transaction.
inline constexpr int evaluated_at_once_max = 200;
/// Such transactions in one round of background work.
inline constexpr int evaluation_rounds_max = 10;
/// So many alerts an hour of a rule whose events strangers can bring about; what is beyond goes into one
/// alert about nobody.
inline constexpr int stranger_alerts_an_hour_max = 20;
/// The officers are told once in so long of one rule, and so many of them at most.
inline constexpr std::chrono::hours told_every{1};
/// For so long after a reset of second factors a sign-in from a new network is an alert.
inline constexpr std::chrono::hours reset_watched{7 * 24};

/// Holds the rules against the events that came since the last time; how many those were. Where one raises an
/// alert, that is an event itself, and of high severity is mailed to the security officers, but to none whom
/// it is about. A repeat within the rule's window raises the count of the alert that stands. What was closed
/// is done with: only what comes after counts for the next. Several programs take turns.
std::size_t evaluate(store::Connection& connection, const AlertSettings& settings, const identity::Post& post,
                     Instant now);

}  // namespace suncrew::alerts
