#include "identity/account_access.hpp"

namespace suncrew::identity {

sealing::MarkedRow marked(const AccountAccess& access) {
    return marked_in(access.epoch, "accounts", access.account, access.role, access.standing, access.locked_at,
                     access.password);
}

std::optional<AccountAccess> access_of(store::Reading& reading, AccountId account) {
    auto row = reading.one<std::string, std::int64_t, Epoch, std::optional<Instant>, std::string,
                           std::optional<store::Bytes>>(
        "select role, standing, epoch, locked_at, password, mark from accounts where id = ?", account);
    if (!row)
        return std::nullopt;
    auto& [role, standing, epoch, locked_at, password, mark] = *row;
    return AccountAccess{account,   std::move(role),     standing,       epoch,
                         locked_at, std::move(password), std::move(mark)};
}

bool holds_as_ours(store::Writing& writing, sealing::Keyring& keyring, AccountId account) {
    writing.run("update accounts set name = name where id = ?", account);
    const auto access = access_of(writing, account);
    return access && keyring.is_ours(writing, marked(*access), access->mark, account);
}

void forget_password(store::Writing& writing, AccountId account) {
    writing.run("update accounts set password = '' where id = ?", account);
}

void mark_access(store::Writing& writing, sealing::Keyring& keyring, AccountId account) {
    if (const auto access = access_of(writing, account))
        writing.run("update accounts set mark = ? where id = ?", keyring.mark(marked(*access)), account);
}

}  // namespace suncrew::identity
