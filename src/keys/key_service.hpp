#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/secret.hpp"

/// Services that keep the keys with which our data keys are wrapped.
namespace suncrew::keys {

/// The service cannot be reached or is too busy, and has been asked again as often as is good; it may work
/// later. The text is for the log and holds no secret.
class Unavailable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Asking again does not help: another key, another context, changed bytes, a permission or a setting.
class Refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

inline constexpr std::size_t key_size = 32;              ///< of what is wrapped, in bytes
inline constexpr std::size_t context_length_max = 256;   ///< in characters
inline constexpr std::size_t wrapped_bytes_max = 6'144;  ///< as much as AWS KMS takes back
inline constexpr std::size_t older_keys_max = 16;        ///< that still unwrap, beside the one that wraps

/// A key that only its service can unwrap. Both parts are public.
struct Wrapped {
    std::string key_id;  ///< what it was wrapped with
    std::vector<std::uint8_t> bytes;
};

/// Wraps and unwraps keys of `key_size` bytes; what it wraps with never leaves it. `context` says what the
/// key is for and is authenticated with it: who unwraps must say the same. It is not secret, and printable
/// ASCII of 1 to `context_length_max` characters. For any number of threads.
class KeyService {
public:
    virtual ~KeyService() = default;

    /// Which kind of service: "file", "pkcs11", "aws-kms".
    virtual std::string_view name() const = 0;
    /// Which key it wraps with now; to be kept beside what is wrapped. A key that has it once keeps it.
    virtual std::string key_id() const = 0;

    /// Throws Unavailable or Refused; std::invalid_argument for a key of another size or a context that is
    /// none.
    virtual Wrapped wrap(const crypto::Secret& key, std::string_view context) = 0;
    /// The key that was wrapped. Throws as `wrap` does; Refused for anything that was not wrapped by this
    /// service in this context.
    virtual crypto::Secret unwrap(const Wrapped& wrapped, std::string_view context) = 0;
};

/// For services: throw std::invalid_argument where a caller did not keep to the above.
void check_key(const crypto::Secret& key);
void check_context(std::string_view context);

}  // namespace suncrew::keys
