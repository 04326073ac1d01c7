#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/security_events.hpp"
#include "identity/wire.hpp"

/// What the administration of accounts says and hears.
namespace suncrew::identity {

enum class AccountState : std::uint8_t { invited, active, locked };
BOOST_DESCRIBE_ENUM(AccountState, invited, active, locked)

struct StaffView {
    AccountId id;
    std::string email;
    std::optional<std::string> name;  ///< none of a customer
    access::Role role{};
    AccountState state{};
    bool second_factor = false;
    Instant created_at{};
    std::optional<Instant> last_used_at;
};
BOOST_DESCRIBE_STRUCT(StaffView, (), (id, email, name, role, state, second_factor, created_at, last_used_at))

struct ListStaff {};
BOOST_DESCRIBE_STRUCT(ListStaff, (), ())
struct StaffList {
    std::vector<StaffView> items;
};
BOOST_DESCRIBE_STRUCT(StaffList, (), (items))

struct FindAccount {
    Email email;
};
BOOST_DESCRIBE_STRUCT(FindAccount, (), (email))

/// The roles that a security officer can give.
enum class StaffRole : std::uint8_t { support, sales, engineer, security };
BOOST_DESCRIBE_ENUM(StaffRole, support, sales, engineer, security)

struct InviteStaff {
    Email email;
    PersonName name;
    StaffRole role{};
    notify::Language language{};
};
BOOST_DESCRIBE_STRUCT(InviteStaff, (), (email, name, role, language))
struct Invited {
    AccountId id;
};
BOOST_DESCRIBE_STRUCT(Invited, (), (id))

struct SendEnrolmentLink {
    AccountId account;
};
BOOST_DESCRIBE_STRUCT(SendEnrolmentLink, (), (account))
/// Why an account is locked; from a list, as what is typed could name people.
enum class LockReason : std::uint8_t { asked_by_owner, suspicious, left_company, device_lost, other };
BOOST_DESCRIBE_ENUM(LockReason, asked_by_owner, suspicious, left_company, device_lost, other)
struct LockAccount {
    AccountId account;
    LockReason reason{};
};
BOOST_DESCRIBE_STRUCT(LockAccount, (), (account, reason))
struct UnlockAccount {
    AccountId account;
};
BOOST_DESCRIBE_STRUCT(UnlockAccount, (), (account))
struct ChangeRole {
    AccountId account;
    StaffRole role{};
};
BOOST_DESCRIBE_STRUCT(ChangeRole, (), (account, role))
struct EndSessionsOf {
    AccountId account;
};
BOOST_DESCRIBE_STRUCT(EndSessionsOf, (), (account))
struct SendPasswordReset {
    AccountId account;
};
BOOST_DESCRIBE_STRUCT(SendPasswordReset, (), (account))

struct ReadSecurityEvents {
    std::optional<AccountId> account;
    std::optional<wire::Whole<1, INT64_MAX>> before;
};
BOOST_DESCRIBE_STRUCT(ReadSecurityEvents, (), (account, before))
struct SecurityEventView {
    std::int64_t id = 0;
    Instant at{};
    std::string kind;
    std::optional<AccountId> account;
    std::optional<AccountId> actor;
    std::optional<GrantId> grant;
    std::string address;
    std::optional<std::string> country;  ///< of the address, ISO 3166-1 alpha-2, where it is known
    std::string device;
    std::optional<std::string> before;
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(SecurityEventView, (),
                      (id, at, kind, account, actor, grant, address, country, device, before, after))
struct SecurityEventList {
    std::vector<SecurityEventView> items;
    std::optional<std::int64_t> next;
};
BOOST_DESCRIBE_STRUCT(SecurityEventList, (), (items, next))

}  // namespace suncrew::identity
