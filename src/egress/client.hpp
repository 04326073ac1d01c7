#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "egress/failed.hpp"
#include "egress/https.hpp"
#include "egress/mail_server.hpp"
#include "egress/rate.hpp"
#include "egress/vendor.hpp"

namespace suncrew::egress {

inline constexpr std::size_t message_bytes_max = 256 * 1024;

/// The one door out of the machine. Where it leads is always an approved peer from the configuration, never
/// anything from a request; always over TLS 1.2 or newer with the peer's certificate and name verified;
/// without proxies, redirects or other schemes; within limits of time and size. For any number of threads.
class Client {
public:
    Client();
    /// `observer` is told of each call of `send`.
    explicit Client(Observer observer);

    /// Sends a request to a vendor and waits for the answer, whatever its status. The address that the
    /// vendor's name has led to is judged when its socket is opened, so a name that changes its mind gains
    /// nothing. Throws NoAnswer. Takes at most the vendor's `timeout`, and beyond it what the system's
    /// resolver takes to give up. The rate is counted by the vendor's name.
    HttpsAnswer send(const Vendor& vendor, const HttpsRequest& request);

    /// Hands one message to a mail server. `sender` and `recipient` are bare addresses, `message` is RFC 5322
    /// with CRLF. Throws Failed or Rejected; std::invalid_argument for an address with a line break, a space
    /// or an angle bracket, or for a message that is too large. Takes at most `MailServer::timeout`.
    void send_mail(const MailServer& server, const std::string& sender, const std::string& recipient,
                   std::string_view message);

protected:
    /// For tests: names that lead where `names` says ("name:port:address,address"), with every check in
    /// place.
    Client(Observer observer, std::vector<std::string> names);

private:
    bool take(const Vendor& vendor);

    Observer observer_;
    std::vector<std::string> names_;
    std::mutex mutex_;
    std::map<std::string, Rate, std::less<>> rates_;  ///< by vendor; as many as the configuration has
};

}  // namespace suncrew::egress
