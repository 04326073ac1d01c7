#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <boost/describe/enum.hpp>

#include "access/role.hpp"
#include "base/long_enum.hpp"

namespace suncrew::access {

/// What can be done, each named for itself. An endpoint needs exactly one.
enum class Permission : std::uint8_t {
    look_up_places,
    make_quote,
    read_quote,
    sign_up,
    verify_email,
    sign_in,
    reset_password,
    use_enrolment_link,
    confirm_own_email,
    cancel_factor_reset,
    complete_sign_in,
    recover_factor,
    sign_out,
    read_own_session,
    prove_again,
    read_own_account,
    read_own_security,
    enrol_factor,
    remove_own_factors,
    change_own_password,
    change_own_email,
    end_own_sessions,
    manage_own_keys,
    read_own_record,
    read_log_head,
    follow_own_events,
    place_order,
    read_own_orders,
    move_own_orders,
    rate_own_orders,
    read_own_crew,
    read_own_offers,
    answer_own_offers,
    read_own_jobs,
    open_own_jobs,
    move_own_jobs,
    read_own_days,
    move_own_visits,
    report_own_absence,
    read_own_visits,
    answer_own_visits,
    read_order_progress,
    read_board,
    move_visits,
    read_sales_figures,
    read_system_state,
    read_accounts,
    invite_staff,
    enrol_crew,
    change_roles,
    lock_accounts,
    end_others_sessions,
    reset_others_credentials,
    read_security_events,
    read_alerts,
    handle_alerts,
    take_course,
    ask_for_grants,
    read_own_grants,
    give_up_own_grants,
    read_grant_requests,
    decide_grants,
    read_live_grants,
    revoke_grants,
    open_by_grant,
    open_cases,
    propose_changes,
    withdraw_changes,
    read_change_requests,
    open_change_requests,
    decide_change_requests,
    read_own_changes,
    decide_own_changes,
    export_own_data,
    erase_own_account,
    read_interface,
    move_clock,
};
SUNCREW_DESCRIBE_LONG_ENUM(
    Permission,
    (look_up_places, make_quote, read_quote, sign_up, verify_email, sign_in, reset_password,
     use_enrolment_link, confirm_own_email, cancel_factor_reset, complete_sign_in, recover_factor, sign_out,
     read_own_session, prove_again, read_own_account, read_own_security, enrol_factor, remove_own_factors,
     change_own_password, change_own_email, end_own_sessions, manage_own_keys, read_own_record, read_log_head,
     follow_own_events, place_order, read_own_orders),
    (move_own_orders, rate_own_orders, read_own_crew, read_own_offers, answer_own_offers, read_own_jobs,
     open_own_jobs, move_own_jobs, read_own_days, move_own_visits, report_own_absence, read_own_visits,
     answer_own_visits, read_order_progress, read_board, move_visits, read_sales_figures, read_system_state,
     read_accounts, invite_staff, enrol_crew, change_roles, lock_accounts, end_others_sessions,
     reset_others_credentials, read_security_events, read_alerts, handle_alerts, take_course, ask_for_grants,
     read_own_grants, give_up_own_grants, read_grant_requests, decide_grants, read_live_grants, revoke_grants,
     open_by_grant, open_cases, propose_changes, withdraw_changes, read_change_requests, open_change_requests,
     decide_change_requests, read_own_changes, decide_own_changes, export_own_data, erase_own_account,
     read_interface, move_clock))
inline constexpr std::size_t permissions_count = static_cast<std::size_t>(Permission::move_clock) + 1;

/// What has to be shown besides a role that has the permission.
enum class Shown : std::uint8_t {
    any,           ///< a session, or an API key that names the permission
    session,       ///< a session: a person in a browser
    fresh_session  ///< a session whose person has proved themselves in the last minutes: a sensitive action
};
BOOST_DESCRIBE_ENUM(Shown, any, session, fresh_session)

/// What is left behind when it is done.
enum class Trail : std::uint8_t {
    own,      ///< what its handler leaves: it is about who does it, or about nobody
    opening,  ///< an entry in the log, committed before the data of others are opened
    change    ///< an entry in the log, in the transaction of the change: the staff does it to others
};

struct Grant {
    Permission permission;
    Roles roles;
    Shown shown = Shown::any;
    Trail trail = Trail::own;
};

/// Who may do what. What does not stand here is refused.
inline constexpr std::array grants{
    Grant{Permission::look_up_places, everyone},
    Grant{Permission::make_quote, everyone},
    Grant{Permission::read_quote, everyone},
    Grant{Permission::sign_up, everyone},
    Grant{Permission::verify_email, everyone},
    Grant{Permission::sign_in, everyone},
    Grant{Permission::reset_password, everyone},
    Grant{Permission::use_enrolment_link, everyone},
    Grant{Permission::confirm_own_email, everyone},    // the link in the mail is the proof
    Grant{Permission::cancel_factor_reset, everyone},  // the same
    Grant{Permission::complete_sign_in, {Role::entering}, Shown::session},
    Grant{Permission::recover_factor, {Role::entering}, Shown::session},
    Grant{Permission::sign_out, signed_in | Roles{Role::entering}, Shown::session},
    Grant{Permission::read_own_session, everyone},
    Grant{Permission::prove_again, signed_in, Shown::session},
    Grant{Permission::read_own_account, signed_in},
    Grant{Permission::read_own_security, signed_in, Shown::session},
    Grant{Permission::enrol_factor, signed_in | Roles{Role::entering}, Shown::fresh_session},
    Grant{Permission::remove_own_factors, signed_in, Shown::fresh_session},
    Grant{Permission::change_own_password, signed_in, Shown::fresh_session},
    Grant{Permission::change_own_email, signed_in, Shown::fresh_session},
    Grant{Permission::end_own_sessions, signed_in, Shown::fresh_session},
    Grant{Permission::manage_own_keys, signed_in, Shown::fresh_session},
    Grant{Permission::read_own_record, signed_in, Shown::session},
    Grant{Permission::read_log_head, everyone},
    Grant{Permission::follow_own_events, signed_in, Shown::session},
    Grant{Permission::place_order, {Role::customer}},
    Grant{Permission::read_own_orders, {Role::customer}},
    Grant{Permission::move_own_orders, {Role::customer}},
    Grant{Permission::rate_own_orders, {Role::customer}},
    Grant{Permission::read_own_crew, {Role::crew}},
    Grant{Permission::read_own_offers, {Role::crew}},
    Grant{Permission::answer_own_offers, {Role::crew}},
    Grant{Permission::read_own_jobs, {Role::crew}},
    Grant{Permission::open_own_jobs, {Role::crew}, Shown::any, Trail::opening},
    Grant{Permission::move_own_jobs, {Role::crew}},
    Grant{Permission::read_own_days, {Role::crew}},
    Grant{Permission::move_own_visits, {Role::crew}},
    Grant{Permission::report_own_absence, {Role::crew}},
    Grant{Permission::read_own_visits, {Role::customer}},
    Grant{Permission::answer_own_visits, {Role::customer}},
    Grant{Permission::read_order_progress, {Role::support}},
    Grant{Permission::read_board, {Role::support}, Shown::session},
    Grant{Permission::move_visits, {Role::support}, Shown::fresh_session, Trail::change},
    Grant{Permission::read_sales_figures, {Role::sales}},
    Grant{Permission::read_system_state, {Role::engineer}},
    Grant{Permission::read_accounts, {Role::security}, Shown::session, Trail::opening},
    Grant{Permission::invite_staff, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::enrol_crew, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::change_roles, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::lock_accounts, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::end_others_sessions, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::reset_others_credentials, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::read_security_events, {Role::security}, Shown::session},
    Grant{Permission::read_alerts, {Role::security}, Shown::session},
    Grant{Permission::handle_alerts, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::take_course, staff, Shown::session},
    Grant{Permission::ask_for_grants, grant_parties, Shown::fresh_session, Trail::change},
    Grant{Permission::read_own_grants, grant_parties, Shown::session},
    Grant{Permission::give_up_own_grants, grant_parties, Shown::session},  // to have less needs no new proof
    Grant{Permission::read_grant_requests, grant_parties, Shown::session},
    Grant{Permission::decide_grants, grant_parties, Shown::fresh_session, Trail::change},
    Grant{Permission::read_live_grants, {Role::security}, Shown::session},
    Grant{Permission::revoke_grants, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::open_by_grant, grant_parties, Shown::session, Trail::opening},
    Grant{Permission::open_cases, {Role::support}, Shown::fresh_session, Trail::change},
    Grant{Permission::propose_changes, {Role::support}, Shown::fresh_session, Trail::change},
    Grant{Permission::withdraw_changes, {Role::support}, Shown::session},
    Grant{Permission::read_change_requests, {Role::support, Role::security}, Shown::session},
    Grant{Permission::open_change_requests, {Role::support, Role::security}, Shown::session, Trail::opening},
    Grant{Permission::decide_change_requests, {Role::security}, Shown::fresh_session, Trail::change},
    Grant{Permission::read_own_changes, {Role::customer}, Shown::session},
    Grant{Permission::decide_own_changes, {Role::customer}, Shown::fresh_session},
    Grant{Permission::export_own_data, {Role::customer}, Shown::fresh_session},
    Grant{Permission::erase_own_account, {Role::customer}, Shown::fresh_session},
    Grant{Permission::read_interface, everyone},
    Grant{Permission::move_clock, everyone},  // its endpoint exists in the development environment alone
};

/// The table's row of a permission.
constexpr const Grant& grant_of(Permission permission) {
    return *std::find_if(grants.begin(), grants.end(),
                         [permission](const Grant& grant) { return grant.permission == permission; });
}

constexpr Roles roles_with(Permission permission) {
    return grant_of(permission).roles;
}

/// Whether an API key can be given it: something of its owner's own that no fresh proof is asked for.
constexpr bool delegable(Permission permission) {
    return grant_of(permission).shown == Shown::any && !roles_with(permission).contains(Role::visitor);
}

/// Some of the permissions: what an API key may do.
class PermissionSet {
public:
    constexpr void add(Permission permission) { has_[static_cast<std::size_t>(permission)] = true; }
    constexpr bool contains(Permission permission) const {
        return has_[static_cast<std::size_t>(permission)];
    }
    constexpr bool empty() const { return has_ == std::array<bool, permissions_count>{}; }

private:
    std::array<bool, permissions_count> has_{};
};

constexpr bool every_permission_once() {
    for (std::size_t i = 0; i < permissions_count; ++i)
        if (std::count_if(grants.begin(), grants.end(), [i](const Grant& grant) {
                return static_cast<std::size_t>(grant.permission) == i;
            }) != 1)
            return false;
    return true;
}
static_assert(every_permission_once());

/// Whoever of the staff does what is sensitive leaves an entry.
constexpr bool staff_leave_a_trail() {
    return std::all_of(grants.begin(), grants.end(), [](const Grant& grant) {
        const bool of_staff_alone =
            !grant.roles.contains(Role::visitor) && !grant.roles.contains(Role::entering) &&
            !grant.roles.contains(Role::customer) && !grant.roles.contains(Role::crew);
        return (grant.trail == Trail::change) == (of_staff_alone && grant.shown == Shown::fresh_session);
    });
}
static_assert(staff_leave_a_trail());
static_assert(!roles_with(Permission::read_own_orders).contains(Role::visitor));
static_assert(!roles_with(Permission::read_own_orders).contains(Role::crew), "a crew sees jobs, not orders");
static_assert(!roles_with(Permission::move_own_jobs).contains(Role::customer));
static_assert(!roles_with(Permission::read_own_account).contains(Role::entering),
              "nothing before all is shown");
static_assert(!delegable(Permission::change_own_password), "no key may change what guards the account");

}  // namespace suncrew::access
