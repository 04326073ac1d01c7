#pragma once

#include <string_view>

#include "factors/cbor.hpp"

namespace suncrew::factors {

/// Whether a browser answers a registration or an assertion.
enum class Ceremony { registration, assertion };

/// Believes what a browser says about the page it stood on (clientDataJSON): the ceremony, our challenge,
/// compared in constant time, our origin to the letter, and no page of another site around it. Throws
/// WebauthnRefused. Members that we do not know are left alone, as the specification asks; a member that
/// stands twice is not.
/// Source: Web Authentication Level 3, section 5.8.1.
void check_client_data(Bytes json, Ceremony ceremony, Bytes challenge, std::string_view origin);

}  // namespace suncrew::factors
