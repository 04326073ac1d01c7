#pragma once

#include <map>
#include <string>

#include "crypto/aead.hpp"
#include "crypto/random.hpp"
#include "keys/key_service.hpp"

namespace suncrew::sealing {

/// A key service that lives as long as the test: it can be away, refuse, and change its key.
class MemoryKeys final : public keys::KeyService {
public:
    MemoryKeys() { change_key(); }

    std::string_view name() const override { return "memory"; }
    std::string key_id() const override { return std::to_string(newest_); }
    keys::Wrapped wrap(const crypto::Secret& key, std::string_view context) override {
        answer();
        return {key_id(), crypto::aead_seal(keys_.at(newest_), bytes(context), key.expose_bytes())};
    }
    crypto::Secret unwrap(const keys::Wrapped& wrapped, std::string_view context) override {
        answer();
        auto key = crypto::aead_open(keys_.at(std::stoi(wrapped.key_id)), bytes(context), wrapped.bytes);
        if (!key)
            throw keys::Refused{"not what was wrapped"};
        return *std::move(key);
    }

    void change_key() {
        const auto bytes = crypto::random_bytes<crypto::aead_key_size>();
        keys_.emplace(++newest_, crypto::Secret{std::span<const std::uint8_t>{bytes}});
    }

    bool away = false;
    int asked = 0;

private:
    void answer() {
        ++asked;
        if (away)
            throw keys::Unavailable{"the test has sent it away"};
    }
    static std::span<const std::uint8_t> bytes(std::string_view text) {
        return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    }

    std::map<int, crypto::Secret> keys_;
    int newest_ = 0;
};

}  // namespace suncrew::sealing
