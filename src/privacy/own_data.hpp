#pragma once

#include "access/granted.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "store/connection.hpp"

/// A person's own data, whole: to take along (GDPR, articles 15 and 20), and to be forgotten (article 17).
namespace suncrew::privacy {

struct ExportOwnData;
struct OwnDataView;
struct EraseOwnAccount;

inline constexpr int exported_orders_max = 200;
inline constexpr int exported_events_max = 1000;

class OwnData {
public:
    OwnData(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// Leaves an event: who has it in hand has everything.
    http::Created<OwnDataView> take(access::Granted<access::Permission::export_own_data> who,
                                    const ExportOwnData& command, store::Transaction& transaction);
    /// Ends the account as `erase_account` says, at once. Refuses with conflict "order_open" while an order
    /// has not ended, and with invalid "not_your_email".
    http::SessionEnded erase(access::Granted<access::Permission::erase_own_account> who,
                             const EraseOwnAccount& command, store::Transaction& transaction);

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::privacy
