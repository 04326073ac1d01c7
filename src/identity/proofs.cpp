#include "identity/proofs.hpp"

namespace suncrew::identity {

Factors factors_of(store::Reading& reading, AccountId account) {
    const auto counts = reading.one<int, int, int>(
        "select (select count(*) from totps where account = ? and confirmed_at is not null),"
        " (select count(*) from passkeys where account = ?),"
        " (select count(*) from recovery_codes where account = ? and used_at is null)",
        account, account, account);
    const auto& [totps, passkeys, codes] = counts.value();
    return {totps > 0, passkeys, codes};
}

Owes owes(access::Role role, const Factors& factors, Proofs shown) {
    if (shown.contains(Evidence::passkey))
        return Owes::nothing;
    if (factors.any()) {
        const bool second = shown.contains(Evidence::totp) || shown.contains(Evidence::recovery_code);
        const bool first = shown.contains(Evidence::password);
        return first && second ? Owes::nothing : Owes::second_factor;
    }
    const bool password_is_enough = !access::second_factor_required.contains(role);
    if (password_is_enough && shown.contains(Evidence::password))
        return Owes::nothing;
    return shown.contains(Evidence::link) ? Owes::enrolment : Owes::enrolment_link;
}

}  // namespace suncrew::identity
