#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace suncrew::sealing {

/// Whose key seals a value: a person's, or that of a day for what came from somebody who has no account. What
/// a subject's key has sealed is gone with that key.
class Subject {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): an account is a subject
    Subject(AccountId account) : id_{account.uuid()} {}
    /// What strangers left on the day of an instant, UTC. No account has its id: a UUID of ours has a
    /// version.
    static Subject day_of(Instant instant);
    static Subject stored(const Uuid& id) { return Subject{id}; }

    const Uuid& id() const { return id_; }
    friend bool operator==(const Subject&, const Subject&) = default;

private:
    explicit Subject(const Uuid& id) : id_{id} {}
    Uuid id_;
};

/// The row that a sealed value stands in: the bytes of its primary key.
class Row {
public:
    template <class Tag>
    explicit Row(Id<Tag> id) : Row{std::span<const std::uint8_t>{id.uuid()}} {}
    template <class Tag>
    Row(Id<Tag> id, std::int64_t number) : Row{id} {
        add(number);
    }
    template <class Tag>
    Row(Id<Tag> id, std::string_view text) : Row{id} {
        key_.append(text);
    }
    explicit Row(std::span<const std::uint8_t> bytes)
        : key_{reinterpret_cast<const char*>(bytes.data()), bytes.size()} {}
    explicit Row(std::int64_t number) { add(number); }

    std::string_view key() const { return key_; }

private:
    /// The eight bytes of a number, the highest first.
    void add(std::int64_t number);
    std::string key_;
};

}  // namespace suncrew::sealing
