#pragma once

#include <string>

#include "http/message.hpp"

namespace suncrew::http {

/// The status line and headers of a response, the security headers of every answer among them, up to the
/// empty line. A stream's length is open: it ends with the connection.
std::string head_of(const Response& response, bool keep_alive);

}  // namespace suncrew::http
