#pragma once

#include <string>

#include "sealing/keyring.hpp"

namespace suncrew::identity {

/// What letters to people are made with.
struct Post {
    std::string base_url;  ///< what links start with, such as `https://localhost:8443`
    sealing::Keyring& keyring;
};

}  // namespace suncrew::identity
