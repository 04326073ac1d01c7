#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/secret.hpp"

/// What AWS KMS is sent and what it answers (API version 2014-11-01, JSON 1.1).
namespace suncrew::keys {

/// The bodies of Encrypt and Decrypt.
crypto::Secret encrypt_body(std::string_view key_arn, const crypto::Secret& plaintext,
                            std::string_view context);
crypto::Secret decrypt_body(std::string_view key_arn, const std::vector<std::uint8_t>& ciphertext,
                            std::string_view context);

/// What the bytes of an answer's member are, and with which key; nullopt for an answer that is not of the
/// form.
struct KmsBytes {
    std::string key_arn;
    crypto::Secret bytes;
};
std::optional<KmsBytes> bytes_in(const crypto::Secret& answer, std::string_view member);

/// The name of the error in an answer, such as "ThrottlingException"; empty where there is none.
std::string error_in(const crypto::Secret& answer);

}  // namespace suncrew::keys
