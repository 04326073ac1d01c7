#pragma once

#include <string>

#include "base/refusal.hpp"

namespace suncrew::solar {

/// Refuses a figure outside [low, high], and NaN: `Refusal{Code::invalid, "out_of_range", field}`.
inline void require_in(double value, double low, double high, const std::string& field) {
    if (!(value >= low && value <= high))
        throw Refusal{Code::invalid, "out_of_range", field};
}

}  // namespace suncrew::solar
