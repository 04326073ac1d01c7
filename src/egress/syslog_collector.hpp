#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "base/time.hpp"

namespace suncrew::egress {

/// What the configuration says of the collector of security events.
struct SyslogCollectorSettings {
    std::string host;           ///< a name or an IPv4 address; the name that the certificate must carry
    std::uint16_t port = 6514;  ///< that of RFC 5425
    std::string ca_file;        ///< PEM file of the only authority to trust
    std::string own_name;       ///< how we name ourselves in each message, a host name
};

/// How urgent a message is, in the numbers of RFC 5424.
enum class SyslogSeverity : std::uint8_t {
    critical = 2,
    error = 3,
    warning = 4,
    notice = 5,
    informational = 6
};

struct SyslogMessage {
    SyslogSeverity severity = SyslogSeverity::informational;
    Instant at;
    std::string id;    ///< what kind of message, at most `syslog_id_bytes_max` of printable ASCII
    std::string text;  ///< plain ASCII
};
inline constexpr std::size_t syslog_id_bytes_max = 32;
/// As much as every receiver takes (RFC 5425, section 4.3.1).
inline constexpr std::size_t syslog_message_bytes_max = 2048;

/// A collector of syslog messages (RFC 5424) over TLS (RFC 5425) that was approved: its settings stood in the
/// configuration and are sound. TLS 1.2 or newer, with certificate and name verified against the one
/// authority.
class SyslogCollector {
public:
    static constexpr std::chrono::seconds connect_timeout{5};
    static constexpr std::chrono::seconds send_timeout{10};

    /// Throws std::invalid_argument, saying which setting is not sound.
    explicit SyslogCollector(SyslogCollectorSettings settings);

    /// Hands all the messages on in one connection. Syslog has no receipts; what comes nearest is asked for:
    /// we close our side after the last byte, and the collector closes its own, which it does when it has
    /// read all. Throws `Failed` where any of that does not happen in time; then some may have arrived, and
    /// they are to be sent again. Throws std::invalid_argument for a message that is too large or not plain
    /// ASCII.
    void send(std::span<const SyslogMessage> messages) const;

private:
    SyslogCollectorSettings settings_;
};

}  // namespace suncrew::egress
