#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace suncrew {

/// The 16 bytes of a UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits from the
/// operating system's generator, so an id cannot be guessed from another one.
using Uuid = std::array<std::uint8_t, 16>;

Uuid make_uuid(Instant now);
std::string to_string(const Uuid& uuid);
/// Reads the canonical form (8-4-4-4-12, lower or upper case) of any version; nullopt for anything else.
std::optional<Uuid> parse_uuid(std::string_view text);

/// A UUID that knows what it names, so that a quote's id is not taken for an order's.
template <class Tag>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(const Uuid& uuid) : uuid_{uuid} {}

    static Id make(Instant now) { return Id{make_uuid(now)}; }

    constexpr const Uuid& uuid() const { return uuid_; }
    constexpr auto operator<=>(const Id&) const = default;

private:
    Uuid uuid_{};
};

template <class Tag>
std::string to_string(Id<Tag> id) {
    return to_string(id.uuid());
}

struct AccountTag;
struct QuoteTag;
struct OrderTag;
struct CrewTag;
struct OfferTag;
struct SessionTag;
struct PasskeyTag;
struct ApiKeyTag;
struct AlertTag;
struct GrantTag;
struct VisitTag;
struct VisitChangeTag;
struct AbsenceTag;
struct ClosedDayTag;
using AccountId = Id<AccountTag>;
using QuoteId = Id<QuoteTag>;
using OrderId = Id<OrderTag>;
using CrewId = Id<CrewTag>;
using OfferId = Id<OfferTag>;
using SessionId = Id<SessionTag>;  ///< names a session to its owner; not what it is shown by
using PasskeyId = Id<PasskeyTag>;
using ApiKeyId = Id<ApiKeyTag>;
using AlertId = Id<AlertTag>;
using GrantId = Id<GrantTag>;
using VisitId = Id<VisitTag>;
using VisitChangeId = Id<VisitChangeTag>;
using AbsenceId = Id<AbsenceTag>;
using ClosedDayId = Id<ClosedDayTag>;

}  // namespace suncrew
