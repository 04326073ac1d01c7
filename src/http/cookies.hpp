#pragma once

#include <string_view>

namespace suncrew::http {

// The prefix has browsers accept them from our own host alone, over HTTPS, for all paths (RFC
// 6265bis, 4.1.3.2).
inline constexpr std::string_view session_cookie = "__Host-session";  ///< who is signed in
inline constexpr std::string_view device_cookie = "__Host-device";    ///< a browser that an account knows
inline constexpr std::string_view ceremony_cookie =
    "__Host-ceremony";  ///< ties a begun ceremony to a browser

/// The value of a cookie in a Cookie header (RFC 6265, section 4.2), or nothing where it is absent. One that
/// stands twice is nothing too: only an attacker sends two.
std::string_view cookie_value(std::string_view cookies, std::string_view name);

}  // namespace suncrew::http
