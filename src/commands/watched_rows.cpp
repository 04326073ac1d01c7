#include "commands/watched_rows.hpp"

#include "base/log.hpp"

namespace suncrew::commands {
namespace {

constexpr std::chrono::minutes noted_every{1};

}  // namespace

void WatchedRows::note(const sealing::Forgery& forgery) {
    const Instant now = clock_.now();
    const std::string table{forgery.table};
    const std::string what = forgery.what == sealing::Forged::plain ? "plain" : "mark";
    {
        const std::lock_guard lock{mutex_};
        const auto [last, first] = noted_.try_emplace(table + ' ' + what, now);
        // A clock that was set back does not silence it.
        if (!first && last->second <= now && now - last->second < noted_every)
            return;
        last->second = now;
    }
    if (!events_.add({.kind = audit::EventKind::row_forged,
                      .at = now,
                      .account = forgery.whose,
                      .acted_as = audit::Party::system,
                      .before = table,
                      .after = what}))
        log::error("row_forged", {{"table", forgery.table}});
}

}  // namespace suncrew::commands
