#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include <boost/describe/enum.hpp>

namespace suncrew::access {

/// Who is calling. A visitor is a role: nobody is signed in.
enum class Role : std::uint8_t { visitor, customer, crew };
BOOST_DESCRIBE_ENUM(Role, visitor, customer, crew)

/// What can be done, each named for itself. An endpoint needs exactly one.
enum class Permission : std::uint8_t {
    look_up_places,
    make_quote,
    read_quote,
    sign_up,
    verify_email,
    sign_in,
    sign_out,
    read_own_account,
    follow_own_events,
    place_order,
    read_own_orders,
    move_own_orders,
    rate_own_orders,
    read_own_crew,
    read_own_offers,
    answer_own_offers,
    read_own_jobs,
    move_own_jobs,
    read_interface,
    move_clock,
};
BOOST_DESCRIBE_ENUM(Permission, look_up_places, make_quote, read_quote, sign_up, verify_email, sign_in,
                    sign_out, read_own_account, follow_own_events, place_order, read_own_orders,
                    move_own_orders, rate_own_orders, read_own_crew, read_own_offers, answer_own_offers,
                    read_own_jobs, move_own_jobs, read_interface, move_clock)
inline constexpr std::size_t permissions_count = static_cast<std::size_t>(Permission::move_clock) + 1;

/// The roles that have a permission.
class Roles {
public:
    constexpr Roles() = default;
    constexpr Roles(std::initializer_list<Role> roles) {
        for (const Role role : roles)
            bits_ = static_cast<std::uint8_t>(bits_ | bit(role));
    }
    constexpr bool contains(Role role) const { return (bits_ & bit(role)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }

private:
    static constexpr std::uint8_t bit(Role role) {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(role));
    }
    std::uint8_t bits_ = 0;
};

struct Grant {
    Permission permission;
    Roles roles;
};

inline constexpr Roles everyone{Role::visitor, Role::customer, Role::crew};
inline constexpr Roles signed_in{Role::customer, Role::crew};

/// Who may do what. What does not stand here is refused.
inline constexpr std::array grants{
    Grant{Permission::look_up_places, everyone},
    Grant{Permission::make_quote, everyone},
    Grant{Permission::read_quote, everyone},
    Grant{Permission::sign_up, everyone},
    Grant{Permission::verify_email, everyone},
    Grant{Permission::sign_in, everyone},
    Grant{Permission::sign_out, signed_in},
    Grant{Permission::read_own_account, signed_in},
    Grant{Permission::follow_own_events, signed_in},
    Grant{Permission::place_order, {Role::customer}},
    Grant{Permission::read_own_orders, {Role::customer}},
    Grant{Permission::move_own_orders, {Role::customer}},
    Grant{Permission::rate_own_orders, {Role::customer}},
    Grant{Permission::read_own_crew, {Role::crew}},
    Grant{Permission::read_own_offers, {Role::crew}},
    Grant{Permission::answer_own_offers, {Role::crew}},
    Grant{Permission::read_own_jobs, {Role::crew}},
    Grant{Permission::move_own_jobs, {Role::crew}},
    Grant{Permission::read_interface, everyone},
    Grant{Permission::move_clock, everyone},  // its endpoint exists in the development environment alone
};

constexpr Roles roles_with(Permission permission) {
    for (const Grant& grant : grants)
        if (grant.permission == permission)
            return grant.roles;
    return {};
}

constexpr bool every_permission_once() {
    for (std::size_t i = 0; i < permissions_count; ++i)
        if (std::count_if(grants.begin(), grants.end(), [i](const Grant& grant) {
                return static_cast<std::size_t>(grant.permission) == i;
            }) != 1)
            return false;
    return true;
}
static_assert(every_permission_once());
static_assert(!roles_with(Permission::read_own_orders).contains(Role::visitor));
static_assert(!roles_with(Permission::read_own_orders).contains(Role::crew), "a crew sees jobs, not orders");
static_assert(!roles_with(Permission::move_own_jobs).contains(Role::customer));

}  // namespace suncrew::access
