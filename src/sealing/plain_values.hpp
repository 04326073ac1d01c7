#pragma once

#include <string_view>
#include <vector>

#include "store/connection.hpp"

namespace suncrew::sealing {

/// The tables that have in the clear what is always sealed. Reads each of them whole; needs no key.
std::vector<std::string_view> tables_with_plain_values(store::Reading& reading);

}  // namespace suncrew::sealing
