#pragma once

#include <cstdint>
#include <string>

#include "base/time.hpp"

namespace suncrew::notify {

/// A mail to one person, in plain text.
struct Mail {
    std::string recipient;  ///< an address, nothing around it
    std::string subject;    ///< UTF-8, one line
    std::string body;       ///< UTF-8, lines end in \n
};

inline constexpr std::size_t recipient_bytes_max = 254;
inline constexpr std::size_t subject_bytes_max = 400;
inline constexpr std::size_t body_bytes_max = 60'000;

/// Throws std::invalid_argument unless this is a bare address: visible ASCII with one @ and without
/// `<>,;:"()[]\`.
void check_address(const std::string& address);

/// Throws std::invalid_argument unless the mail can be sent without anybody's text turning into a header, a
/// second recipient or an SMTP command: the recipient is a bare address, the
/// subject has no control character; the body none but line breaks and tabs; all within their limits.
void check_mail(const Mail& mail);

/// Where a mail is on its way.
struct Posted {
    std::int64_t id = 0;  ///< its row in the outbox
    Instant created_at{};
    Mail mail;
};

/// How a body that is not ASCII goes.
enum class Transfer : std::uint8_t {
    eight_bit,  ///< as it is: for files
    base64,     ///< as ASCII, in lines of 76: for servers that may know nothing better
};

/// The message by RFC 5322 and RFC 2045, lines ending in CRLF. The Message-ID comes from the outbox row
/// alone, so that a mail that goes twice is known as one. `sender` is an address. Throws as `check_mail`.
std::string compose(const Posted& posted, const std::string& sender, Transfer transfer);

}  // namespace suncrew::notify
