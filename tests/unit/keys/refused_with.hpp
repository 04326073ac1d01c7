#pragma once

#include <string>

#include "keys/key_service.hpp"

namespace suncrew::keys {

/// What was refused with; empty where nothing was.
template <class Act>
std::string refused_with(Act act) {
    try {
        act();
    } catch (const Refused& refused) {
        return refused.what();
    }
    return {};
}

}  // namespace suncrew::keys
