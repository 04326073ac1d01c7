#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "egress/mail_server.hpp"

namespace suncrew::egress {

/// The other side could not be reached, is not who it should be, or did not take what was sent; it may work
/// later. The text is for the log and holds neither a secret nor a person's address.
class Failed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The other side took the trouble to say no for good (an SMTP reply 5xx to the recipient or the message).
class Rejected : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

inline constexpr std::size_t message_bytes_max = 256 * 1024;

/// The one door out of the machine. Where it leads is always an approved peer from the configuration, never
/// anything from a request; always over TLS 1.2 or newer with the peer's certificate and name verified;
/// without proxies, redirects or other schemes; within limits of time and size.
class Client {
public:
    Client();

    /// Hands one message to a mail server. `sender` and `recipient` are bare addresses, `message` is RFC 5322
    /// with CRLF. Throws Failed or Rejected; std::invalid_argument for an address with a line break, a space
    /// or an angle bracket, or for a message that is too large. Takes at most `MailServer::timeout`.
    void send_mail(const MailServer& server, const std::string& sender, const std::string& recipient,
                   std::string_view message);
};

}  // namespace suncrew::egress
