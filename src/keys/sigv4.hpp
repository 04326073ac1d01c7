#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "crypto/secret.hpp"

/// AWS Signature Version 4 for a request with headers and a body and without a query. Source: AWS, "Create a
/// signed AWS API request", in the IAM User Guide.
namespace suncrew::keys {

struct AwsCredentials {
    std::string access_key_id;
    crypto::Secret secret_access_key;
    std::string session_token{};  ///< empty where the credentials are not temporary
};

struct AwsHeader {
    std::string name;   ///< in lower case
    std::string value;  ///< without blanks at its ends and without two in a row
};

/// What is signed. Every header in it is.
struct AwsRequest {
    std::string_view method;
    std::string_view path = "/";  ///< of unreserved characters (RFC 3986, 2.3) and slashes
    std::string host;             ///< as the request says it in `Host`, which is signed too
    std::vector<AwsHeader> headers;
    std::string_view body;
};

/// The headers that make it a signed request: `x-amz-date`, `x-amz-security-token` where there is one, and
/// `authorization`.
std::vector<AwsHeader> sigv4_headers(const AwsRequest& request, const AwsCredentials& credentials,
                                     std::string_view region, std::string_view service, Instant now);

}  // namespace suncrew::keys
