#include "access/opening.hpp"

#include <string>
#include <vector>

#include <boost/describe/enum_to_string.hpp>

#include "access/recorded.hpp"

namespace suncrew::access {

sealing::MayOpen Opening::others(std::span<const AccountId> whose) {
    return sealing::MayOpen{std::vector<sealing::Subject>(whose.begin(), whose.end())};
}

void Desk::record_opening(store::Transaction& transaction, AccountId whose, Opened what,
                          const std::optional<GrantId>& grant) {
    record(transaction, caller_,
           {.kind = audit::EventKind::data_opened,
            .account = whose,
            .after = boost::describe::enum_to_string(what, ""),
            .grant = grant},
           now_);
}

sealing::MayOpen Desk::open(std::span<const AccountId> whose, Opened what) {
    const AccountId who = caller_.account.value();
    const std::string named = boost::describe::enum_to_string(what, "");
    std::vector<AccountId> unrecorded;
    for (const AccountId account : whose)
        if (account != who &&
            !audit::opened_between(reading_, account, who, named, now_ - opening_stands, now_))
            unrecorded.push_back(account);
    if (!unrecorded.empty())
        store::in_transaction(connection_, [&](store::Transaction& transaction) {
            for (const AccountId account : unrecorded)
                record_opening(transaction, account, what, std::nullopt);
        });
    return Opening::others(whose);
}

sealing::MayOpen Desk::open_each_time(AccountId whose, Opened what) {
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        record_opening(transaction, whose, what, std::nullopt);
    });
    return Opening::others(std::span{&whose, 1});
}

void Desk::found_nobody() {
    store::in_transaction(connection_, [&](store::Transaction& transaction) {
        record(transaction, caller_, {.kind = audit::EventKind::customer_not_found, .after = "none"}, now_);
    });
}

}  // namespace suncrew::access
