#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/security_events.hpp"
#include "crypto/hash.hpp"

/// What the log keeps of an event for ever, without what can be told about a person.
namespace suncrew::audit {

/// 32 random bytes of one entry. Without them nobody can find a value out by trying.
using Salt = std::array<std::uint8_t, 32>;

/// The fields that stand in a leaf as commitments, in this order.
enum class Field : std::uint8_t { actor, grant, subject, address, device, before, after };
BOOST_DESCRIBE_ENUM(Field, actor, grant, subject, address, device, before, after)
inline constexpr std::size_t fields_count = static_cast<std::size_t>(Field::after) + 1;
std::string_view name_of(Field field);

/// SHA-256 of the entry's salt and the field's name: what is shown to who may know this field and no other.
crypto::Sha256Digest field_salt(const Salt& salt, Field field);
/// SHA-256 of the field's salt, a byte that says whether there is a value (1) or none (0), and the value.
crypto::Sha256Digest commitment(const crypto::Sha256Digest& field_salt,
                                const std::optional<std::string>& value);

/// The value of a field as it is committed to: ids in their canonical form.
std::optional<std::string> value_of(const SecurityEvent& event, Field field);

/// The leaf of an event, as text: a first line `suncrew log entry v1`, then a line each with the name, a
/// space and the value of `at` (RFC 3339), `action`, `role`, and the fields with their commitments in
/// base64url. Each line ends with a line feed. Nothing but these bytes is hashed into the tree.
std::string leaf_of(const SecurityEvent& event, const Salt& salt);

}  // namespace suncrew::audit
