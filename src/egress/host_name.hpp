#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace suncrew::egress {

/// A name of the DNS in lower case, without a dot at its end; nullopt for everything else: a port, a user, a
/// path, brackets, an empty label, a character that is no letter, digit or hyphen, and whatever a resolver
/// takes for a number: an IPv4 address in any spelling (127.1, 0x7f000001, 0177.0.0.1, 2130706433) and an
/// IPv6 one.
std::optional<std::string> host_name(std::string_view text);

/// Whether an operator's setting can be the name or the address of a server of theirs: letters, digits, dots
/// and inner hyphens, nothing that could end a host and begin something else.
bool is_server(std::string_view text);

}  // namespace suncrew::egress
