#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <optional>

#include "audit/pending_events.hpp"
#include "base/time.hpp"
#include "egress/https.hpp"
#include "keys/key_service.hpp"

namespace suncrew::commands {

/// A key service whose failures are security events: at most one a minute for each thing that is asked and
/// each no, as who is away is asked again and again.
class WatchedKeys final : public keys::KeyService {
public:
    WatchedKeys(std::unique_ptr<keys::KeyService> service, audit::PendingEvents& events, const Clock& clock)
        : service_{std::move(service)}, events_{events}, clock_{clock} {}

    std::string_view name() const override { return service_->name(); }
    std::string key_id() const override { return service_->key_id(); }
    keys::Wrapped wrap(const crypto::Secret& key, std::string_view context) override;
    crypto::Secret unwrap(const keys::Wrapped& wrapped, std::string_view context) override;

private:
    enum class Asked : std::uint8_t { wrap, unwrap };
    enum class Answer : std::uint8_t { unavailable, refused };
    template <class Work>
    auto watched(Asked asked, Work work);
    void note(Asked asked, Answer answer);

    std::unique_ptr<keys::KeyService> service_;
    audit::PendingEvents& events_;
    const Clock& clock_;
    std::mutex mutex_;
    std::array<std::optional<Instant>, 4> noted_;  ///< by what was asked and which no it was
};

/// Makes each call outwards an event: vendor, outcome and time, nothing that was said. Throws egress::Failed
/// where there is no room for it, so that there is no answer without its record.
egress::Observer watched_calls(audit::PendingEvents& events, const Clock& clock);

}  // namespace suncrew::commands
