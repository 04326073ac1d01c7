#pragma once

#include <stdexcept>
#include <string>

#include "base/refusal.hpp"

namespace suncrew::sealing {

/// A value or a key is not what was sealed here: changed, or moved from another row, column or person; or its
/// key is gone. The text names the column or the key's subject, and nothing of what is in it.
class DoesNotOpen : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The key service has been away for longer than keys are kept without it; to be tried again.
class KeysAway : public Refusal {
public:
    explicit KeysAway(std::string detail)
        : Refusal{Code::unavailable, "keys_unavailable", {}, std::move(detail)} {}
};

}  // namespace suncrew::sealing
