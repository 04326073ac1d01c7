#pragma once

#include <memory>

#include "audit/pending_events.hpp"
#include "base/time.hpp"
#include "commands/configuration.hpp"
#include "keys/key_service.hpp"

namespace suncrew::commands {

/// What wraps the keys, as the configuration says. Throws BadConfiguration where it cannot be had.
std::unique_ptr<keys::KeyService> key_service(const KeySettings& settings);
/// The same, whose failures and calls outwards become `events`.
std::unique_ptr<keys::KeyService> key_service(const KeySettings& settings, audit::PendingEvents& events,
                                              const Clock& clock);

/// For who only describes the program: keys are never asked of it.
class NoKeys final : public keys::KeyService {
public:
    std::string_view name() const override { return "none"; }
    std::string key_id() const override { return {}; }
    keys::Wrapped wrap(const crypto::Secret&, std::string_view) override {
        throw keys::Unavailable{"there are no keys"};
    }
    crypto::Secret unwrap(const keys::Wrapped&, std::string_view) override {
        throw keys::Unavailable{"there are no keys"};
    }
};

}  // namespace suncrew::commands
