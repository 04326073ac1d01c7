#include "commands/day_keys.hpp"

namespace suncrew::commands {
namespace {

/// More days than mails and quotes are kept.
constexpr int days_looked_at_max = 100;

using std::chrono::sys_days;

/// The day whose key has this id: `sealing::Subject::day_of` writes its number into the last four bytes.
sys_days day_of_subject(const Uuid& id) {
    std::uint32_t number = 0;
    for (std::size_t i = id.size() - 4; i < id.size(); ++i)
        number = number << 8 | id[i];
    return sys_days{std::chrono::days{number}};
}

bool is_used(store::Reading& reading, const Uuid& subject) {
    const Instant from = day_of_subject(subject);
    const Instant until = from + std::chrono::days{1};
    return reading
        .value<bool>(
            "select exists (select 1 from outbox where created_at >= ? and created_at < ?)"
            " or exists (select 1 from sign_up_requests where created_at >= ? and created_at < ?)"
            " or exists (select 1 from mail_requests where created_at >= ? and created_at < ?)"
            " or exists (select 1 from quotes where subject = ?)",
            from, until, from, until, from, until, subject)
        .value();
}

}  // namespace

std::int64_t destroy_unused_day_keys(store::Transaction& transaction, sealing::Keyring& keyring,
                                     Instant now) {
    const auto before = sealing::Subject::day_of(now - day_keys_kept);
    std::int64_t destroyed = 0;
    for (const auto& [id] :
         transaction.rows<Uuid>("select subject from data_keys where subject < ? order by subject limit ?",
                                before.id(), days_looked_at_max))
        if (!is_used(transaction, id)) {
            keyring.erase(transaction, sealing::Subject::stored(id));
            ++destroyed;
        }
    return destroyed;
}

}  // namespace suncrew::commands
