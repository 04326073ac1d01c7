#pragma once

#include <stdexcept>

namespace suncrew::egress {

/// The other side could not be reached, is not who it should be, or did not take what was sent; it may work
/// later. The text is for the log and holds neither a secret nor a person's address.
class Failed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The other side took the trouble to say no for good (an SMTP reply 5xx to the recipient or the message).
class Rejected : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace suncrew::egress
