#include "keys/aws_kms.hpp"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include "crypto/random.hpp"
#include "keys/kms_json.hpp"

namespace suncrew::keys {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t arn_length_max = 2'048;

void require(bool sound, const char* complaint) {
    if (!sound)
        throw Refused{std::string{"aws-kms: "} + complaint};
}

/// "arn:partition:kms:region:account:key/id". An alias could be made to lead elsewhere.
bool is_key_arn(std::string_view arn, std::string_view region) {
    return arn.size() <= arn_length_max && arn.starts_with("arn:aws") && arn.find(":key/") != arn.npos &&
           arn.find(":kms:" + std::string{region} + ':') != arn.npos &&
           std::all_of(arn.begin(), arn.end(),
                       [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

bool is_region(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

/// Errors that pass: KMS's own, those common to AWS services, and credentials that are renewed. Source: AWS
/// KMS API Reference, Encrypt, Decrypt and Common Errors.
bool may_pass(int status, const std::string& error) {
    static constexpr std::array<std::string_view, 11> passing{
        "ThrottlingException",        "Throttling",
        "TooManyRequestsException",   "RequestLimitExceeded",
        "DependencyTimeoutException", "KMSInternalException",
        "KeyUnavailableException",    "InternalFailure",
        "ServiceUnavailable",         "ServiceUnavailableException",
        "ExpiredTokenException"};
    return status == 429 || (status >= 500 && status <= 599) ||
           std::find(passing.begin(), passing.end(), error) != passing.end();
}

std::string text_of(std::string_view operation, int status, const std::string& error) {
    return "aws-kms " + std::string{operation} + ": " + std::to_string(status) +
           (error.empty() ? "" : ' ' + error);
}

/// So that many who were turned away together do not come back together.
milliseconds some_of(milliseconds pause) {
    const auto random = crypto::random_bytes<2>();
    const int part = (random[0] << 8 | random[1]) % 1000;
    return pause / 2 + pause / 2 * part / 1000;
}

}  // namespace

AwsKms::AwsKms(AwsKmsSettings settings, AwsKmsMeans means)
    : settings_{std::move(settings)}, means_{std::move(means)} {
    require(!settings_.host.empty(), "no host");
    require(is_region(settings_.region), "the region is none");
    require(is_key_arn(settings_.key, settings_.region), "the key is not the ARN of a key of the region");
    require(settings_.older.size() <= older_keys_max, "more older keys than are kept");
    for (const std::string& older : settings_.older)
        require(is_key_arn(older, settings_.region), "an older key is not the ARN of a key of the region");
    if (!means_.pause)
        means_.pause = [](milliseconds pause) { std::this_thread::sleep_for(pause); };
}

KmsRequest AwsKms::signed_request(std::string_view operation, const crypto::Secret& body) const {
    std::vector<AwsHeader> headers{{"content-type", "application/x-amz-json-1.1"},
                                   {"x-amz-target", "TrentService." + std::string{operation}}};
    const auto added =
        sigv4_headers({.method = "POST", .host = settings_.host, .headers = headers, .body = body.expose()},
                      means_.credentials(), settings_.region, "kms", means_.clock->now());
    headers.insert(headers.end(), added.begin(), added.end());
    return {std::move(headers), body.copy()};
}

crypto::Secret AwsKms::call_once(std::string_view operation, const crypto::Secret& body) {
    KmsAnswer answer = means_.send(signed_request(operation, body));
    if (answer.body.size() > answer_bytes_max)
        throw Unavailable{"aws-kms: an answer that is too large"};
    if (answer.status == 200)
        return std::move(answer.body);
    const std::string error = error_in(answer.body);
    const std::string text = text_of(operation, answer.status, error);
    if (may_pass(answer.status, error))
        throw Unavailable{text};
    throw Refused{text};
}

crypto::Secret AwsKms::call(std::string_view operation, const crypto::Secret& body) {
    milliseconds pause = first_pause;
    for (int attempt = 1;; ++attempt) {
        try {
            return call_once(operation, body);
        } catch (const Unavailable&) {
            if (attempt == attempts_max)
                throw;
        }
        means_.pause(some_of(pause));
        pause *= 2;
    }
}

Wrapped AwsKms::wrap(const crypto::Secret& key, std::string_view context) {
    check_key(key);
    check_context(context);
    const auto sealed =
        bytes_in(call("Encrypt", encrypt_body(settings_.key, key, context)), "CiphertextBlob");
    if (!sealed || sealed->bytes.empty() || sealed->bytes.size() > wrapped_bytes_max)
        throw Unavailable{"aws-kms Encrypt: an answer that is none"};
    if (sealed->key_arn != settings_.key)
        throw Refused{"aws-kms Encrypt: done with another key than ours"};
    const auto bytes = sealed->bytes.expose_bytes();
    return {settings_.key, {bytes.begin(), bytes.end()}};
}

crypto::Secret AwsKms::unwrap(const Wrapped& wrapped, std::string_view context) {
    check_context(context);
    const auto& older = settings_.older;
    if (wrapped.key_id != settings_.key &&
        std::find(older.begin(), older.end(), wrapped.key_id) == older.end())
        throw Refused{"aws-kms: a key that the settings do not name"};
    if (wrapped.bytes.empty() || wrapped.bytes.size() > wrapped_bytes_max)
        throw Refused{"aws-kms: not a key that was wrapped with KMS"};
    auto opened =
        bytes_in(call("Decrypt", decrypt_body(wrapped.key_id, wrapped.bytes, context)), "Plaintext");
    if (!opened)
        throw Unavailable{"aws-kms Decrypt: an answer that is none"};
    if (opened->key_arn != wrapped.key_id)
        throw Refused{"aws-kms Decrypt: done with another key than ours"};
    if (opened->bytes.size() != key_size)
        throw Refused{"aws-kms Decrypt: what was wrapped is not a key of ours"};
    return std::move(opened->bytes);
}

}  // namespace suncrew::keys
