#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <boost/describe/enum.hpp>

#include "audit/event_form.hpp"
#include "audit/security_events.hpp"

/// What a security officer is called to look at. A rule is a row here: so many events of some kinds about the
/// same one, within a time.
namespace suncrew::alerts {

using audit::EventKind;
using audit::Severity;

/// The names are stored and public.
enum class Rule : std::uint8_t {
    mass_reading,           ///< one of the staff or a crew does very much about others in an hour
    night_work,             ///< one of the staff does something about others outside of working hours
    refusals_on_account,    ///< many refused proofs for one account
    refusals_from_network,  ///< many refused proofs from one network
    passkey_copied,         ///< the counter of a passkey went back
    log_broken,             ///< the signed log is not what was signed
    reset_and_new_network,  ///< second factors were reset, and a sign-in comes from where none came before
    new_security_officer,   ///< somebody became one
    key_failures,           ///< the service that keeps the keys did not wrap or unwrap
    break_glass,            ///< a grant for everything was approved
    forged_rows,            ///< somebody has written into the database beside the program
    clock_jumps,            ///< the clock is far from where it was
};
BOOST_DESCRIBE_ENUM(Rule, mass_reading, night_work, refusals_on_account, refusals_from_network,
                    passkey_copied, log_broken, reset_and_new_network, new_security_officer, key_failures,
                    break_glass, forged_rows, clock_jumps)
inline constexpr std::size_t rules_count = static_cast<std::size_t>(Rule::clock_jumps) + 1;
/// The stored and public name.
std::string_view name_of(Rule rule);

/// Whom an alert is about, of those that an event names: events about the same one are counted together.
enum class About : std::uint8_t { actor, account, network, nobody };

/// Which events of a rule's kinds concern it.
enum class Only : std::uint8_t {
    all,
    by_staff_outside_hours,  ///< crews open their jobs whenever they work, wherever that is
    making_officers,
    from_new_network_after_reset,
    for_everything  ///< an approval that begins a grant of `Scope::system`
};

/// Who can bring an alert about; what strangers can, leaves no entry in the log for ever.
enum class By : std::uint8_t { people, strangers };

struct RuleRow {
    Rule rule;
    Severity severity;
    About about;
    std::span<const EventKind> kinds;
    int threshold;                ///< so many events raise an alert; the configuration may say another number
    std::chrono::seconds window;  ///< within so long; and so long a repeat raises the count of the same alert
    By by = By::people;
    Only only = Only::all;
};

namespace kinds {
/// What the staff does about others; what takes away from what somebody may (to give back, to withdraw) is
/// not in here.
inline constexpr std::array about_others{
    EventKind::account_created,     EventKind::account_locked,   EventKind::account_unlocked,
    EventKind::role_changed,        EventKind::sessions_ended,   EventKind::password_reset_requested,
    EventKind::enrolment_link_made, EventKind::data_opened,      EventKind::case_opened,
    EventKind::customer_not_found,  EventKind::grant_requested,  EventKind::grant_approved,
    EventKind::grant_refused,       EventKind::change_requested, EventKind::change_applied,
    EventKind::change_refused,
};
/// What is done to others, and what is opened of them.
inline constexpr std::array done_or_opened{
    EventKind::account_created,     EventKind::account_locked, EventKind::account_unlocked,
    EventKind::role_changed,        EventKind::sessions_ended, EventKind::password_reset_requested,
    EventKind::enrolment_link_made, EventKind::data_opened,    EventKind::customer_not_found,
};
inline constexpr std::array refusals_on_account{
    EventKind::sign_in_failed,  EventKind::sign_in_throttled,       EventKind::second_factor_failed,
    EventKind::passkey_refused, EventKind::second_factor_throttled, EventKind::passkey_throttled,
    EventKind::step_up_failed,  EventKind::step_up_throttled,
};
inline constexpr std::array refusals_from_network{
    EventKind::sign_in_failed,         EventKind::sign_in_throttled,
    EventKind::second_factor_failed,   EventKind::second_factor_throttled,
    EventKind::passkey_refused,        EventKind::passkey_throttled,
    EventKind::api_key_refused,        EventKind::password_reset_refused,
    EventKind::email_change_refused,   EventKind::email_verification_refused,
    EventKind::enrolment_link_refused, EventKind::cancellation_refused,
    EventKind::visit_throttled,
};
inline constexpr std::array copied_passkeys{EventKind::passkey_cloned};
inline constexpr std::array broken_log{EventKind::log_broken};
inline constexpr std::array failed_keys{EventKind::key_service_failed};
inline constexpr std::array forged_rows{EventKind::row_forged};
inline constexpr std::array clock_jumps{EventKind::clock_jumped};
inline constexpr std::array sign_ins{EventKind::sign_in_succeeded};
inline constexpr std::array approved_grants{EventKind::grant_approved};
inline constexpr std::array new_roles{EventKind::role_changed, EventKind::account_created};
}  // namespace kinds

inline constexpr std::chrono::hours an_hour{1};
inline constexpr std::chrono::hours a_shift{12};
inline constexpr std::chrono::hours a_day{24};

inline constexpr std::array rules{
    RuleRow{Rule::mass_reading, Severity::high, About::actor, kinds::done_or_opened, 100, an_hour},
    RuleRow{Rule::night_work, Severity::medium, About::actor, kinds::about_others, 1, a_shift, By::people,
            Only::by_staff_outside_hours},
    RuleRow{Rule::refusals_on_account, Severity::medium, About::account, kinds::refusals_on_account, 15,
            an_hour, By::strangers},
    RuleRow{Rule::refusals_from_network, Severity::medium, About::network, kinds::refusals_from_network, 60,
            an_hour, By::strangers},
    RuleRow{Rule::passkey_copied, Severity::high, About::account, kinds::copied_passkeys, 1, a_day},
    RuleRow{Rule::log_broken, Severity::critical, About::nobody, kinds::broken_log, 1, a_day},
    RuleRow{Rule::reset_and_new_network, Severity::high, About::account, kinds::sign_ins, 1, a_day,
            By::people, Only::from_new_network_after_reset},
    RuleRow{Rule::new_security_officer, Severity::high, About::account, kinds::new_roles, 1, a_day,
            By::people, Only::making_officers},
    RuleRow{Rule::key_failures, Severity::high, About::nobody, kinds::failed_keys, 1, a_day},
    RuleRow{Rule::break_glass, Severity::high, About::account, kinds::approved_grants, 1, a_day, By::people,
            Only::for_everything},
    RuleRow{Rule::forged_rows, Severity::critical, About::nobody, kinds::forged_rows, 1, a_day},
    RuleRow{Rule::clock_jumps, Severity::high, About::nobody, kinds::clock_jumps, 1, a_day},
};

constexpr bool sound(const RuleRow& row) {
    // What is counted is counted by kind, so only what needs no counting may look closer. What strangers can
    // bring about is no change, and the other way round.
    const bool counts_by_kind = row.threshold == 1 || row.only == Only::all;
    const bool changes = std::any_of(row.kinds.begin(), row.kinds.end(), audit::is_change);
    return counts_by_kind && row.threshold > 0 && !(row.by == By::strangers && changes);
}
constexpr bool every_rule_in_its_place() {
    for (std::size_t at = 0; at < rules.size(); ++at)
        if (static_cast<std::size_t>(rules[at].rule) != at || !sound(rules[at]))
            return false;
    return rules.size() == rules_count;
}
static_assert(every_rule_in_its_place());

constexpr const RuleRow& row_of(Rule rule) {
    return rules[static_cast<std::size_t>(rule)];
}
/// Whether the number of events can be set; where a single event is the whole matter it cannot.
constexpr bool has_threshold(const RuleRow& row) {
    return row.threshold > 1;
}
inline constexpr int threshold_max = 1000;

/// What the configuration may say otherwise.
struct AlertSettings {
    std::array<int, rules_count> thresholds = [] {
        std::array<int, rules_count> usual{};
        for (const RuleRow& row : rules)
            usual[static_cast<std::size_t>(row.rule)] = row.threshold;
        return usual;
    }();
    std::chrono::hours work_begins{5};  ///< of the day, UTC
    std::chrono::hours work_ends{21};   ///< before it begins: a shift that goes over midnight

    int threshold_of(Rule rule) const { return thresholds[static_cast<std::size_t>(rule)]; }
};

}  // namespace suncrew::alerts
