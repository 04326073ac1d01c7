#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "keys/aws_credentials.hpp"
#include "keys/key_service.hpp"

namespace suncrew::keys {

/// A request to POST to "/" of the service's endpoint.
struct KmsRequest {
    std::vector<AwsHeader> headers;  ///< without `host`, which the sender says as AwsKmsSettings does
    crypto::Secret body;
};

struct KmsAnswer {
    int status = 0;
    crypto::Secret body;
};

/// Posts over HTTPS to the endpoint of the settings, once. Throws Unavailable where there is no answer and
/// Refused where asking again does not help.
using KmsSender = std::function<KmsAnswer(const KmsRequest&)>;

struct AwsKmsSettings {
    std::string host;    ///< such as kms.eu-central-1.amazonaws.com, with ":port" where it is not 443
    std::string region;  ///< such as eu-central-1
    std::string key;     ///< ARN of the key that wraps: symmetric, for encryption and decryption
    std::vector<std::string> older;  ///< ARNs of keys that still unwrap
};

/// What the service stands on, so that tests can stand something else there.
struct AwsKmsMeans {
    KmsSender send;
    AwsCredentialsSource credentials;
    const Clock* clock = nullptr;                            ///< outlives the service
    std::function<void(std::chrono::milliseconds)> pause{};  ///< empty: the thread sleeps
};

/// Keys in AWS KMS (API version 2014-11-01): Encrypt and Decrypt with the context as EncryptionContext,
/// signed with SigV4. What may work later is asked again a few times with growing pauses, the rest never. Not
/// promised: that no copy of a key is left in memory that was freed, as JSON and TLS buffers are not wiped.
class AwsKms final : public KeyService {
public:
    static constexpr int attempts_max = 3;
    static constexpr std::chrono::milliseconds first_pause{
        100};  ///< doubled each time; a random half to all of it
    static constexpr std::size_t answer_bytes_max = 32 * 1024;

    /// Throws Refused, saying which setting is not sound.
    AwsKms(AwsKmsSettings settings, AwsKmsMeans means);

    std::string_view name() const override { return "aws-kms"; }
    /// The key's ARN.
    std::string key_id() const override { return settings_.key; }
    Wrapped wrap(const crypto::Secret& key, std::string_view context) override;
    crypto::Secret unwrap(const Wrapped& wrapped, std::string_view context) override;

private:
    crypto::Secret call(std::string_view operation, const crypto::Secret& body);
    crypto::Secret call_once(std::string_view operation, const crypto::Secret& body);
    KmsRequest signed_request(std::string_view operation, const crypto::Secret& body) const;

    AwsKmsSettings settings_;
    AwsKmsMeans means_;
};

}  // namespace suncrew::keys
