#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/enum.hpp>

#include "base/id.hpp"
#include "base/long_enum.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

/// Security events: what was tried and changed about accounts, kept where a person and a security officer can
/// read it.
namespace suncrew::audit {

/// What happened; each attempt and each change has a name of its own. The names are stored and public.
enum class EventKind : std::uint8_t {
    sign_in_succeeded,
    sign_in_failed,
    sign_in_throttled,
    password_accepted,  ///< and more is owed; who stops here knows the password
    second_factor_succeeded,
    second_factor_failed,
    second_factor_throttled,
    passkey_refused,
    passkey_throttled,
    passkey_cloned,  ///< its counter went back
    step_up_succeeded,
    step_up_failed,
    step_up_throttled,
    own_change_throttled,
    visit_throttled,
    signed_out,
    session_ended,   ///< one, out of the list
    sessions_ended,  ///< all, or all others
    password_changed,
    password_reset_requested,
    password_reset,
    password_reset_refused,
    password_upgraded,  ///< hashed anew with today's parameters
    email_verified,
    email_verification_refused,
    email_change_requested,
    email_changed,
    email_change_refused,
    totp_enrolled,
    totp_removed,
    passkey_enrolled,
    passkey_removed,
    recovery_codes_made,
    recovery_code_used,
    factor_reset_requested,
    factor_reset_cancelled,
    cancellation_refused,  ///< of a link that should have stopped one
    factor_reset_completed,
    api_key_made,
    api_key_ended,
    api_key_refused,
    enrolment_link_made,
    enrolment_link_used,
    enrolment_link_refused,
    sign_up_requested,
    account_created,
    account_locked,
    account_unlocked,
    role_changed,
    devices_forgotten,
    training_passed,
    grant_requested,
    grant_approved,  ///< by one; `after` says whether another has to follow
    grant_refused,
    grant_withdrawn,
    grant_expired,  ///< not decided in time
    grant_ended,
    case_opened,         ///< by support, for the customer whose contact was told
    customer_not_found,  ///< by a contact that support or an officer typed
    change_requested,    ///< of a customer's data, by support
    change_applied,      ///< approved and done
    change_refused,
    change_withdrawn,
    change_expired,  ///< not decided in time
    visit_moved,     ///< of a customer, by a dispatcher; `after` says why
    day_closed,      ///< by a dispatcher: nobody works there on that day
    day_opened,      ///< taken back
    data_exported,   ///< all that is kept of somebody, to themselves
    account_erased,
    data_opened,   ///< of somebody, by another person; `after` says what
    log_broken,    ///< the log in the database is not the one that was signed
    alert_raised,  ///< a rule holds over what people with an account did; `before` names rule and alert
    attack_alert_raised,   ///< the same over what strangers tried, who could make a log for ever grow
    alert_acknowledged,    ///< a security officer has seen it
    alert_closed,          ///< a security officer is done with it; `after` is why
    wrapping_key_rotated,  ///< an operator has made a new one; `after` is its version
    key_service_failed,    ///< it did not `before`, wrap or unwrap; `after` is which no it said
    vendor_called,    ///< `before`, through the door out, and it answered; `after` is with what and how fast
    vendor_failed,    ///< the same without an answer; `after` is why
    row_forged,       ///< of the table `before`, written by nobody of ours; `after` is what is wrong with it
    clock_jumped,     ///< `before`, ahead or back, so that nothing is deleted for a time; `after` is how far
    data_converted,   ///< what an earlier version left, once and for all; `before` is what, `after` how much
    log_key_rotated,  ///< an operator has made a new signing key; `before` and `after` are their ids
};
SUNCREW_DESCRIBE_LONG_ENUM(
    EventKind,
    (sign_in_succeeded, sign_in_failed, sign_in_throttled, password_accepted, second_factor_succeeded,
     second_factor_failed, second_factor_throttled, passkey_refused, passkey_throttled, passkey_cloned,
     step_up_succeeded, step_up_failed, step_up_throttled, own_change_throttled, visit_throttled, signed_out,
     session_ended, sessions_ended, password_changed, password_reset_requested, password_reset,
     password_reset_refused, password_upgraded, email_verified, email_verification_refused,
     email_change_requested, email_changed, email_change_refused, totp_enrolled, totp_removed,
     passkey_enrolled, passkey_removed, recovery_codes_made, recovery_code_used),
    (factor_reset_requested, factor_reset_cancelled, cancellation_refused, factor_reset_completed,
     api_key_made, api_key_ended, api_key_refused, enrolment_link_made, enrolment_link_used,
     enrolment_link_refused, sign_up_requested, account_created, account_locked, account_unlocked,
     role_changed, devices_forgotten, training_passed, grant_requested, grant_approved, grant_refused,
     grant_withdrawn, grant_expired, grant_ended, case_opened, customer_not_found, change_requested,
     change_applied, change_refused, change_withdrawn, change_expired, visit_moved, day_closed, day_opened,
     data_exported, account_erased, data_opened, log_broken, alert_raised, attack_alert_raised,
     alert_acknowledged, alert_closed, wrapping_key_rotated, key_service_failed, vendor_called, vendor_failed,
     row_forged, clock_jumped, data_converted, log_key_rotated))

/// The stored and public name, such as `sign_in_failed`.
std::string_view name_of(EventKind kind);

/// Whether it changes what an account is or who may use it, and so stays in the log for ever; the others are
/// attempts and visits, and go when their time is over.
constexpr bool is_change(EventKind kind) {
    switch (kind) {
        case EventKind::session_ended:
        case EventKind::sessions_ended:
        case EventKind::password_changed:
        case EventKind::password_reset:
        case EventKind::email_verified:
        case EventKind::email_changed:
        case EventKind::totp_enrolled:
        case EventKind::totp_removed:
        case EventKind::passkey_enrolled:
        case EventKind::passkey_removed:
        case EventKind::recovery_codes_made:
        case EventKind::recovery_code_used:
        case EventKind::factor_reset_requested:
        case EventKind::factor_reset_cancelled:
        case EventKind::factor_reset_completed:
        case EventKind::api_key_made:
        case EventKind::api_key_ended:
        case EventKind::enrolment_link_made:
        case EventKind::enrolment_link_used:
        case EventKind::account_created:
        case EventKind::account_locked:
        case EventKind::account_unlocked:
        case EventKind::role_changed:
        case EventKind::devices_forgotten:
        case EventKind::training_passed:
        case EventKind::grant_requested:
        case EventKind::grant_approved:
        case EventKind::grant_refused:
        case EventKind::grant_withdrawn:
        case EventKind::grant_expired:
        case EventKind::grant_ended:
        case EventKind::change_requested:
        case EventKind::change_applied:
        case EventKind::change_refused:
        case EventKind::change_withdrawn:
        case EventKind::change_expired:
        case EventKind::data_exported:
        case EventKind::account_erased:
        case EventKind::log_broken:
        case EventKind::alert_raised:
        case EventKind::alert_acknowledged:
        case EventKind::alert_closed:
        case EventKind::wrapping_key_rotated:
        case EventKind::row_forged:
        case EventKind::clock_jumped:
        case EventKind::data_converted:
        case EventKind::log_key_rotated:
            return true;
        default:
            return false;
    }
}

/// Whether such an event has an entry in the log: a change, what another person than the account's own did,
/// and what ended access to an account (`epoch_word`).
bool asks_for_entry(EventKind kind, const std::optional<AccountId>& actor,
                    const std::optional<std::string>& after);

/// In what part somebody acts: for their own account, as the crew of an order, as a
/// member of the staff, or no person at all.
enum class Party : std::uint8_t { owner, crew, support, sales, engineer, security, system };
BOOST_DESCRIBE_ENUM(Party, owner, crew, support, sales, engineer, security, system)
/// The stored and public name.
std::string_view name_of(Party party);

inline constexpr std::size_t address_bytes_max = 45;
inline constexpr std::size_t device_bytes_max = 80;
inline constexpr std::size_t change_bytes_max = 400;

/// One event. Nothing in it is secret, and but for the address nothing is personal: no e-mail, no name.
struct SecurityEvent {
    EventKind kind;
    Instant at;
    std::optional<AccountId> account{};   ///< about whom; none where an attempt named nobody we know
    std::optional<AccountId> actor{};     ///< who else did it; none where the person did, or a stranger
    Party acted_as = Party::owner;        ///< where there is an actor, their role at that time
    std::optional<GrantId> grant{};       ///< the access grant that it is about, or that was used for it
    std::string address{};                ///< where it came from, as `access::Client` has it
    std::string device{};                 ///< a `device_name`, never what the browser sent
    std::optional<std::string> before{};  ///< of a change that can be told, such as a role's name
    std::optional<std::string> after{};
};

/// Keeps the event in the transaction of what it tells of; an attempt that was refused gets a short
/// transaction of its own, so that it survives. What `asks_for_entry` gets its entry in the log with it. Also
/// writes its `outgoing_form` as a line of `log::security_event`. A transaction that is run again, or rolled
/// back, has written its line all the same: what counts is the table. Throws std::invalid_argument where a
/// text is longer than its column or not plain ASCII, which is our own mistake. The event's id.
std::int64_t record(store::Writing& writing, const SecurityEvent& event);

/// A browser and a system out of a list of known names, such as "Firefox on Linux"; "unknown device" for
/// everything else. Nothing that was sent is repeated. At most `device_bytes_max` bytes of ASCII.
std::string device_name(std::string_view user_agent);
/// Whether `device_name` could have given it.
bool is_device_name(std::string_view text);

/// An event as it stands in the table. Ids rise; `before` of the next page is the id of this page's last.
struct RecordedEvent {
    std::int64_t id;
    SecurityEvent event;
};

/// At most `limit` events about one account with an id below `before` (all, without one), newest first.
std::vector<RecordedEvent> events_about(store::Reading& reading, AccountId account,
                                        std::optional<std::int64_t> before, int limit);

/// As `events_about`, but only those that have an entry in the log.
std::vector<RecordedEvent> logged_events_about(store::Reading& reading, AccountId account,
                                               std::optional<std::int64_t> before, int limit);

/// As `events_about`, of all accounts and of none where no account is asked for.
std::vector<RecordedEvent> events(store::Reading& reading, std::optional<AccountId> account,
                                  std::optional<std::int64_t> before, int limit);

/// Whether `actor` has opened this of somebody after an instant and until now, by an entry that stands.
bool opened_between(store::Reading& reading, AccountId account, AccountId actor, std::string_view what,
                    Instant since, Instant now);
/// At most `limit` events of all with an id above `after`, in the order of their ids. What is read on MySQL
/// is not all that will ever stand there; `audit::events_after` knows.
std::vector<RecordedEvent> stored_events_after(store::Reading& reading, std::int64_t after, int limit);

/// A year, so that a yearly review sees the whole, and some weeks to make it in.
inline constexpr std::chrono::days events_kept{400};

/// Deletes these events, and with them what their entries in the log could be opened by; how many.
std::int64_t delete_events(store::Writing& writing, const std::vector<std::int64_t>& ids);

/// Deletes at most 500 events older than `events_kept`, and with them what their entries in the log could be
/// opened by; how many. For background work, until it says 0.
std::int64_t delete_old_events(store::Writing& writing, Instant now);

}  // namespace suncrew::audit
