#include "factors/webauthn_refused.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace suncrew::factors {

std::string_view WebauthnRefused::reason() const noexcept {
    return what();
}

const char* WebauthnRefused::what() const noexcept {
    return boost::describe::enum_to_string(fault_, "unknown");
}

}  // namespace suncrew::factors
