#pragma once

#include <string_view>

namespace suncrew::access {

/// Where a request comes from, beside who shows themselves: what sessions are listed with, attempts are
/// counted by and known browsers are known by. Views into the request, for as long as it is worked on.
struct Client {
    std::string_view address;         ///< IPv4, or the first 64 bits of IPv6, as text
    std::string_view user_agent;      ///< as sent; anybody can send anything
    std::string_view device_token;    ///< of the `__Host-device` cookie; empty without one
    std::string_view ceremony_token;  ///< of the `__Host-ceremony` cookie; empty without one
};

/// For work that no request began.
inline constexpr Client nobodys_client{};

}  // namespace suncrew::access
