#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/secret.hpp"
#include "egress/failed.hpp"

/// What goes out to a vendor, what comes back, and what is told of it.
namespace suncrew::egress {

enum class Method : std::uint8_t { get, post };

struct Header {
    std::string name;
    std::string value;
};

struct HttpsRequest {
    Method method = Method::get;
    std::string path;  ///< with its query, percent-encoded already; sent as it is
    std::vector<Header> headers{};
    crypto::Secret body{};  ///< a body may hold a key
};

struct HttpsAnswer {
    int status = 0;  ///< whatever the vendor said, a redirect too: it is not followed
    crypto::Secret body{};
};

inline constexpr std::size_t request_headers_max = 32;
inline constexpr std::size_t request_header_bytes_max = 8 * 1024;  ///< of one header's value
inline constexpr std::size_t request_body_bytes_max = 256 * 1024;
inline constexpr std::size_t answer_header_bytes_max = 64 * 1024;  ///< of all headers of an answer

/// What became of a call.
enum class Outcome : std::uint8_t {
    answered,
    request_refused,  ///< not sent: a path that the vendor's settings do not have, or a request that is none
    rate_limited,     ///< not sent: too many in the last minute
    address_refused,  ///< not sent: the name led to an address where no vendor is
    not_trusted,      ///< not sent: the certificate is not the vendor's
    unreachable,      ///< not sent: no address, or nobody there
    too_slow,         ///< the connection or the whole took too long
    too_large,        ///< the answer was cut off and thrown away
    broken,           ///< TLS or HTTP was not spoken to its end
};
std::string_view to_string(Outcome outcome);
std::string_view to_string(Method method);

/// What is told of each call: neither path nor headers nor bodies.
struct Call {
    std::string_view vendor;
    Method method = Method::get;
    Outcome outcome = Outcome::broken;
    int status = 0;                  ///< 0 where there was no answer
    std::size_t sent_bytes = 0;      ///< of the body
    std::size_t received_bytes = 0;  ///< of the answer's body
    std::chrono::milliseconds took{};
};
/// Called once for each call by its thread, before `send` returns or throws. What it throws goes to the
/// caller in the answer's stead: no answer without its record.
using Observer = std::function<void(const Call&)>;

/// There is no answer. It may come later, but for `request_refused`.
class NoAnswer : public Failed {
public:
    explicit NoAnswer(const Call& call);
    Outcome outcome() const { return outcome_; }

private:
    Outcome outcome_;
};

/// Whether the headers and the body can go out as they are: names are tokens (RFC 9110, 5.6.2), values have
/// no control characters, nothing that decides how the request is framed or whom it is for, and all within
/// limits.
bool is_sound(const HttpsRequest& request);

}  // namespace suncrew::egress
