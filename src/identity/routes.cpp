#include "identity/routes.hpp"

#include "http/route.hpp"
#include "identity/enrolment.hpp"
#include "identity/own_security.hpp"
#include "identity/own_sessions.hpp"
#include "identity/recovery.hpp"
#include "identity/recovery_wire.hpp"
#include "identity/security_wire.hpp"
#include "identity/sign_in_wire.hpp"
#include "identity/sign_ups.hpp"
#include "identity/signing_in.hpp"
#include "identity/staff.hpp"
#include "identity/staff_wire.hpp"
#include "identity/wire.hpp"

namespace suncrew::identity {

using http::Rate;

namespace {

/// An authenticator's answer: at most four parts of 4 KB and one of 16, as base64url.
constexpr std::size_t assertion_bytes_max = 24 * 1024;
constexpr std::size_t attestation_bytes_max = 32 * 1024;

}  // namespace

void add_routes(http::Routes& routes, SignUps& sign_ups) {
    routes.post<&SignUps::sign_up>(sign_ups, "/accounts", {.name = "sign_up", .rate = Rate::sign_in});
    routes.post<&SignUps::verify_email>(sign_ups, "/email-verifications",
                                        {.name = "verify_email", .rate = Rate::sign_in});
    routes.post<&SignUps::request_verification>(sign_ups, "/email-verifications/requests",
                                                {.name = "request_verification", .rate = Rate::sign_in});
    routes.get<&SignUps::account>(sign_ups, "/account", {.name = "read_account"});
}

void add_routes(http::Routes& routes, SigningIn& signing_in) {
    routes.post<&SigningIn::sign_in>(signing_in, "/sessions", {.name = "sign_in", .rate = Rate::sign_in});
    routes.post<&SigningIn::begin_passkey>(signing_in, "/sessions/passkey-options",
                                           {.name = "begin_passkey_sign_in", .rate = Rate::sign_in});
    routes.post<&SigningIn::sign_in_by_passkey>(
        signing_in, "/sessions/passkey",
        {.name = "sign_in_by_passkey", .body_bytes_max = assertion_bytes_max, .rate = Rate::sign_in});
    routes.get<&SigningIn::session>(signing_in, "/sessions/current", {.name = "read_session"});
    routes.delete_<&SigningIn::sign_out>(signing_in, "/sessions/current",
                                         {.name = "sign_out", .rate = Rate::write});
    routes.post<&SigningIn::begin_second_factor>(signing_in, "/sessions/current/passkey-options",
                                                 {.name = "begin_second_factor", .rate = Rate::sign_in});
    routes.post<&SigningIn::show_second_factor>(
        signing_in, "/sessions/current/second-factor",
        {.name = "show_second_factor", .body_bytes_max = assertion_bytes_max, .rate = Rate::sign_in});
    routes.post<&SigningIn::begin_step_up>(signing_in, "/sessions/current/step-up-options",
                                           {.name = "begin_step_up", .rate = Rate::sign_in});
    routes.post<&SigningIn::step_up>(
        signing_in, "/sessions/current/step-up",
        {.name = "step_up", .body_bytes_max = assertion_bytes_max, .rate = Rate::sign_in});
}

void add_routes(http::Routes& routes, OwnSecurity& security) {
    routes.get<&OwnSecurity::read>(security, "/account/security", {.name = "read_security"});
    routes.post<&OwnSecurity::begin_totp>(security, "/account/totp",
                                          {.name = "begin_totp", .rate = Rate::sign_in});
    routes.post<&OwnSecurity::confirm_totp>(security, "/account/totp/confirmations",
                                            {.name = "confirm_totp", .rate = Rate::sign_in});
    routes.delete_<&OwnSecurity::remove_totp>(security, "/account/totp",
                                              {.name = "remove_totp", .rate = Rate::write});
    routes.post<&OwnSecurity::begin_passkey>(security, "/account/passkeys/options",
                                             {.name = "begin_passkey_enrolment", .rate = Rate::sign_in});
    routes.post<&OwnSecurity::enrol_passkey>(
        security, "/account/passkeys",
        {.name = "enrol_passkey", .body_bytes_max = attestation_bytes_max, .rate = Rate::sign_in});
    routes.delete_<&OwnSecurity::remove_passkey>(security, "/account/passkeys/{passkey}",
                                                 {.name = "remove_passkey", .rate = Rate::write});
    routes.post<&OwnSecurity::make_recovery_codes>(security, "/account/recovery-codes",
                                                   {.name = "make_recovery_codes", .rate = Rate::sign_in});
    routes.post<&OwnSecurity::change_password>(security, "/account/password",
                                               {.name = "change_password", .rate = Rate::sign_in});
}

void add_routes(http::Routes& routes, OwnSessions& sessions) {
    routes.get<&OwnSessions::list>(sessions, "/account/sessions", {.name = "list_sessions"});
    routes.delete_<&OwnSessions::end>(sessions, "/account/sessions/{session}",
                                      {.name = "end_session", .rate = Rate::write});
    routes.delete_<&OwnSessions::end_others>(sessions, "/account/sessions",
                                             {.name = "end_other_sessions", .rate = Rate::write});
    routes.get<&OwnSessions::list_keys>(sessions, "/account/api-keys", {.name = "list_api_keys"});
    routes.post<&OwnSessions::make_key>(sessions, "/account/api-keys",
                                        {.name = "make_api_key", .rate = Rate::write});
    routes.delete_<&OwnSessions::end_key>(sessions, "/account/api-keys/{api_key}",
                                          {.name = "end_api_key", .rate = Rate::write});
    routes.get<&OwnSessions::history>(sessions, "/account/history", {.name = "read_history"});
}

void add_routes(http::Routes& routes, Recovery& recovery) {
    routes.post<&Recovery::request_password_reset>(recovery, "/password-resets/requests",
                                                   {.name = "request_password_reset", .rate = Rate::sign_in});
    routes.post<&Recovery::reset_password>(recovery, "/password-resets",
                                           {.name = "reset_password", .rate = Rate::sign_in});
    routes.post<&Recovery::change_email>(recovery, "/account/email",
                                         {.name = "change_email", .rate = Rate::sign_in});
    routes.post<&Recovery::confirm_email>(recovery, "/email-changes",
                                          {.name = "confirm_email", .rate = Rate::sign_in});
    routes.post<&Recovery::request_factor_reset>(recovery, "/sessions/current/factor-reset",
                                                 {.name = "request_factor_reset", .rate = Rate::sign_in});
    routes.get<&Recovery::factor_reset>(recovery, "/sessions/current/factor-reset",
                                        {.name = "read_factor_reset"});
    routes.post<&Recovery::complete_factor_reset>(recovery, "/sessions/current/factor-reset/completion",
                                                  {.name = "complete_factor_reset", .rate = Rate::sign_in});
    routes.post<&Recovery::cancel_factor_reset>(recovery, "/factor-resets/cancellations",
                                                {.name = "cancel_factor_reset", .rate = Rate::sign_in});
}

void add_routes(http::Routes& routes, Enrolment& enrolment) {
    routes.post<&Enrolment::view>(enrolment, "/enrolments/views",
                                  {.name = "view_enrolment", .rate = Rate::sign_in});
    routes.post<&Enrolment::use>(enrolment, "/enrolments", {.name = "use_enrolment", .rate = Rate::sign_in});
}

void add_routes(http::Routes& routes, Staff& staff) {
    routes.get<&Staff::list>(staff, "/staff", {.name = "list_staff"});
    routes.post<&Staff::invite>(staff, "/staff/invitations", {.name = "invite_staff", .rate = Rate::write});
    routes.post<&Staff::send_enrolment_link>(staff, "/staff/{account}/enrolment-links",
                                             {.name = "send_enrolment_link", .rate = Rate::write});
    routes.post<&Staff::find>(staff, "/accounts/searches", {.name = "find_account", .rate = Rate::write});
    routes.post<&Staff::lock>(staff, "/accounts/{account}/lock",
                              {.name = "lock_account", .rate = Rate::write});
    routes.delete_<&Staff::unlock>(staff, "/accounts/{account}/lock",
                                   {.name = "unlock_account", .rate = Rate::write});
    routes.post<&Staff::change_role>(staff, "/accounts/{account}/role",
                                     {.name = "change_role", .rate = Rate::write});
    routes.delete_<&Staff::end_sessions>(staff, "/accounts/{account}/sessions",
                                         {.name = "end_sessions_of_account", .rate = Rate::write});
    routes.post<&Staff::send_password_reset>(staff, "/accounts/{account}/password-reset",
                                             {.name = "send_password_reset", .rate = Rate::write});
    routes.get<&Staff::events>(staff, "/security-events", {.name = "list_security_events"});
}

}  // namespace suncrew::identity
