#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include <boost/describe/enum.hpp>

namespace suncrew::access {

/// Who is calling. A visitor is a role: nobody is signed in. So is who is entering: one who has shown a first
/// proof and still owes another, or has yet to enrol one; their own role begins when that is done.
enum class Role : std::uint8_t { visitor, entering, customer, crew, support, sales, engineer, security };
BOOST_DESCRIBE_ENUM(Role, visitor, entering, customer, crew, support, sales, engineer, security)
inline constexpr std::size_t roles_count = static_cast<std::size_t>(Role::security) + 1;

/// Some of the roles.
class Roles {
public:
    constexpr Roles() = default;
    constexpr Roles(std::initializer_list<Role> roles) {
        for (const Role role : roles)
            bits_ = static_cast<std::uint8_t>(bits_ | bit(role));
    }
    constexpr bool contains(Role role) const { return (bits_ & bit(role)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    friend constexpr Roles operator|(Roles a, Roles b) {
        Roles both;
        both.bits_ = static_cast<std::uint8_t>(a.bits_ | b.bits_);
        return both;
    }

private:
    static constexpr std::uint8_t bit(Role role) {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(role));
    }
    static_assert(roles_count <= 8);
    std::uint8_t bits_ = 0;
};

/// Who works for Suncrew.
inline constexpr Roles staff{Role::support, Role::sales, Role::engineer, Role::security};
/// Who asks for access grants and decides them.
inline constexpr Roles grant_parties{Role::support, Role::engineer, Role::security};
/// Who has shown everything that their account asks for.
inline constexpr Roles signed_in = Roles{Role::customer, Role::crew} | staff;
inline constexpr Roles everyone = Roles{Role::visitor, Role::entering} | signed_in;
/// Who has to have a second factor: whoever works with other people's homes and data.
inline constexpr Roles second_factor_required = Roles{Role::crew} | staff;

}  // namespace suncrew::access
