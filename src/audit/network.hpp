#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace suncrew::audit {

/// The network of an address, as `access::Client` has it: the first 24 bits of IPv4 (`203.0.113.0/24`), the
/// first 48 of IPv6 (`2001:db8:1::/48`). Hundreds of households at least share one, so it names none of them.
/// None where the text is no address.
std::optional<std::string> network_of(std::string_view address);

}  // namespace suncrew::audit
