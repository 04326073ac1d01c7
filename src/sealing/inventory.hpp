#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/connection.hpp"

namespace suncrew::sealing {

/// A wrapping key, as an operator may know it.
struct WrappingKey {
    std::uint32_t version = 0;
    std::string service_key;     ///< the key service's key that wraps it
    std::int64_t data_keys = 0;  ///< that it wraps
};

/// All wrapping keys, the oldest first. Needs no key service.
std::vector<WrappingKey> wrapping_keys(store::Reading& reading);

}  // namespace suncrew::sealing
