#pragma once

#include <filesystem>
#include <functional>

#include "keys/sigv4.hpp"

namespace suncrew::keys {

/// Asked before each request, so that credentials that were renewed are used. Throws Unavailable or Refused.
using AwsCredentialsSource = std::function<AwsCredentials()>;

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, where it is set, AWS_SESSION_TOKEN. Throws Refused, naming
/// what is missing or is not of the form.
AwsCredentials aws_credentials_in_environment();

/// The section [default] of a file as the AWS tools keep it: aws_access_key_id, aws_secret_access_key and
/// aws_session_token, a line each. Throws Refused, also for a file that others can read (`read_secret_file`).
AwsCredentials aws_credentials_in_file(const std::filesystem::path& file);

}  // namespace suncrew::keys
