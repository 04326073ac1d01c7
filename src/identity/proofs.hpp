#pragma once

#include <cstdint>
#include <initializer_list>

#include <boost/describe/enum.hpp>

#include "access/role.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "store/connection.hpp"

/// What somebody has shown of being who they are, and what they still owe.
namespace suncrew::identity {

enum class Evidence : std::uint8_t {
    link = 1,  ///< an enrolment link, from a mail or printed at the first start
    password = 2,
    totp = 4,
    passkey = 8,  ///< with the user verified by the authenticator: possession and a second proof in one
    recovery_code = 16
};

/// Some of the proofs; stands in the sessions table as its bits.
class Proofs {
public:
    constexpr Proofs() = default;
    constexpr Proofs(std::initializer_list<Evidence> proofs) {
        for (const Evidence proof : proofs)
            add(proof);
    }
    static constexpr Proofs from_bits(int bits) {
        Proofs proofs;
        proofs.bits_ = static_cast<std::uint8_t>(bits);
        return proofs;
    }
    constexpr void add(Evidence proof) {
        bits_ = static_cast<std::uint8_t>(bits_ | static_cast<unsigned>(proof));
    }
    constexpr bool contains(Evidence proof) const { return (bits_ & static_cast<unsigned>(proof)) != 0; }
    constexpr int bits() const { return bits_; }
    friend constexpr bool operator==(Proofs, Proofs) = default;

private:
    std::uint8_t bits_ = 0;
};

/// What an account could show besides a password.
struct Factors {
    bool totp = false;
    int passkeys = 0;
    int recovery_codes = 0;  ///< not used yet

    bool any() const { return totp || passkeys > 0; }
};
Factors factors_of(store::Reading& reading, AccountId account);

enum class Owes : std::uint8_t {
    nothing,
    second_factor,
    enrolment,
    enrolment_link  ///< to enrol, one comes by a link first: of the mail, or of a security officer
};
BOOST_DESCRIBE_ENUM(Owes, nothing, second_factor, enrolment, enrolment_link)

/// What is still to be shown before a session is complete. A passkey is enough by itself; a password needs a
/// second factor where the account has one; an account whose role has to have one, and that has none, has to
/// enrol it, by a link, as whoever guessed the password would enrol one of their own; and so has an account
/// that was opened by a link and has neither password nor passkey.
Owes owes(access::Role role, const Factors& factors, Proofs shown);

}  // namespace suncrew::identity
