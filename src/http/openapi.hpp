#pragma once

#include <span>
#include <string>

#include "http/route.hpp"

namespace suncrew::http {

/// The OpenAPI 3.1 document of all endpoints, derived from their declarations; pretty-printed, so that a
/// change of the interface can be read as a difference.
std::string openapi(std::span<const Endpoint> endpoints);

}  // namespace suncrew::http
