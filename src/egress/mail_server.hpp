#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "crypto/secret.hpp"

namespace suncrew::egress {

/// How TLS begins. There is no third way: a server without TLS gets nothing.
enum class MailSecurity : std::uint8_t {
    tls,       ///< from the first byte (smtps, port 465)
    starttls,  ///< demanded after the greeting (port 587)
};

/// What the configuration says of a mail server.
struct MailServerSettings {
    std::string host;  ///< a name or an IPv4 address; the name that the certificate must carry
    std::uint16_t port = 465;
    MailSecurity security = MailSecurity::tls;
    std::string user{};  ///< empty: without sign-in
    crypto::Secret password{};
    std::string ca_file{};  ///< PEM file of the only authority to trust; empty: those of the system
    std::string greeting = "localhost";  ///< how we name ourselves (EHLO), a host name
};

/// A mail server that was approved: its settings stood in the configuration and are sound.
class MailServer {
public:
    static constexpr std::chrono::seconds connect_timeout{10};
    static constexpr std::chrono::seconds timeout{60};

    /// Throws std::invalid_argument, saying which setting is not.
    explicit MailServer(MailServerSettings settings);

    const MailServerSettings& settings() const { return settings_; }

private:
    MailServerSettings settings_;
};

}  // namespace suncrew::egress
