#include "commands/watched_keys.hpp"

#include <string>
#include <utility>

#include "base/log.hpp"

namespace suncrew::commands {
namespace {

constexpr std::chrono::minutes noted_every{1};

}  // namespace

template <class Work>
auto WatchedKeys::watched(Asked asked, Work work) {
    try {
        return work();
    } catch (const keys::Unavailable&) {
        note(asked, Answer::unavailable);
        throw;
    } catch (const keys::Refused&) {
        note(asked, Answer::refused);
        throw;
    }
}

keys::Wrapped WatchedKeys::wrap(const crypto::Secret& key, std::string_view context) {
    return watched(Asked::wrap, [&] { return service_->wrap(key, context); });
}

crypto::Secret WatchedKeys::unwrap(const keys::Wrapped& wrapped, std::string_view context) {
    return watched(Asked::unwrap, [&] { return service_->unwrap(wrapped, context); });
}

void WatchedKeys::note(Asked asked, Answer answer) {
    const Instant now = clock_.now();
    {
        const std::lock_guard lock{mutex_};
        auto& last = noted_.at(2 * static_cast<std::size_t>(asked) + static_cast<std::size_t>(answer));
        // A clock that was set back does not silence it.
        if (last && *last <= now && now - *last < noted_every)
            return;
        last = now;
    }
    const char* what = asked == Asked::wrap ? "wrap" : "unwrap";
    const char* no = answer == Answer::refused ? "refused" : "unavailable";
    if (!events_.add({.kind = audit::EventKind::key_service_failed,
                      .at = now,
                      .acted_as = audit::Party::system,
                      .before = what,
                      .after = no}))
        log::error("key_service_failed", {{"asked", std::string_view{what}}, {"no", std::string_view{no}}});
}

egress::Observer watched_calls(audit::PendingEvents& events, const Clock& clock) {
    return [&events, &clock](const egress::Call& call) {
        const bool answered = call.outcome == egress::Outcome::answered;
        std::string told =
            answered ? "status " + std::to_string(call.status) : std::string{to_string(call.outcome)};
        told += " in " + std::to_string(call.took.count()) + " ms";
        if (!events.add({.kind = answered ? audit::EventKind::vendor_called : audit::EventKind::vendor_failed,
                         .at = clock.now(),
                         .acted_as = audit::Party::system,
                         .before = std::string{call.vendor},
                         .after = std::move(told)}))
            throw egress::Failed{"a call outwards cannot be recorded"};
    };
}

}  // namespace suncrew::commands
