#pragma once

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

namespace suncrew {

/// Why a request is refused, in the terms of the edge; each has one HTTP status there.
enum class Code {
    bad_request,        ///< 400: what was sent cannot be read
    unauthenticated,    ///< 401: no session, or one that has ended
    forbidden,          ///< 403: the role does not have the permission
    not_found,          ///< 404: absent, or somebody else's, which must look the same
    not_possible,       ///< 405: the path is known, but not with this method
    conflict,           ///< 409: the state has moved on, or the idempotency key was used otherwise
    too_large,          ///< 413
    unsupported,        ///< 415
    invalid,            ///< 422: a field breaks its rule; `field` says which
    too_many,           ///< 429
    headers_too_large,  ///< 431
    unavailable,        ///< 503: overload, or the database is away; to be tried again
};

/// An expected "no". Thrown where the rule is, mapped once at the edge; an open transaction rolls back.
/// `reason` is public and stable (`snake_case`, a literal); `field` is the path of the offending member, such
/// as `roof_planes[0].tilt_deg`, or empty. `detail` goes to the log only. `retry_after` is public too: how
/// long to wait before trying again could help.
class Refusal : public std::exception {
public:
    Refusal(Code code, std::string_view reason, std::string field = {}, std::string detail = {},
            std::optional<std::chrono::seconds> retry_after = {})
        : code_{code},
          reason_{reason},
          field_{std::move(field)},
          detail_{std::move(detail)},
          retry_after_{retry_after} {}

    Code code() const noexcept { return code_; }
    const std::string& reason() const noexcept { return reason_; }
    const std::string& field() const noexcept { return field_; }
    const std::string& detail() const noexcept { return detail_; }
    std::optional<std::chrono::seconds> retry_after() const noexcept { return retry_after_; }
    const char* what() const noexcept override { return reason_.c_str(); }

private:
    Code code_;
    std::string reason_;
    std::string field_;
    std::string detail_;
    std::optional<std::chrono::seconds> retry_after_;
};

}  // namespace suncrew
