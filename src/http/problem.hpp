#pragma once

#include <exception>
#include <string_view>

#include "base/refusal.hpp"
#include "http/message.hpp"

namespace suncrew::http {

int status_of(Code code);

/// The RFC 9457 problem document of a refusal: its public reason and field, the request's id, nothing of the
/// inside. 503 and 429 carry Retry-After.
Response problem(const Refusal& refusal, std::string_view request_id);
/// 500, without any detail.
Response fault(std::string_view request_id);
/// Turns whatever was thrown into a response, and logs it: a refusal's detail, a fault with its text.
Response respond_to(std::exception_ptr thrown, std::string_view endpoint, std::string_view request_id);

}  // namespace suncrew::http
