#pragma once

#include <cstdint>
#include <exception>
#include <string_view>

#include <boost/describe/enum.hpp>

namespace suncrew::factors {

/// What was wrong with an answer of an authenticator, each named for itself.
enum class WebauthnFault : std::uint8_t {
    oversize,               ///< a part is longer than its limit
    client_data,            ///< not JSON of the known shape, or a member that stands twice
    client_data_type,       ///< of the other ceremony
    challenge,              ///< not the one that was given
    origin,                 ///< another page's
    cross_origin,           ///< made in a frame of another site's page
    cbor,                   ///< not in CTAP2 canonical form, too deep, or followed by something
    attestation_object,     ///< not the three members it must have
    attestation_format,     ///< neither "none" nor "packed"
    attestation_statement,  ///< not of the format's shape
    attestation_signature,  ///< not made by the key it names
    authenticator_data,     ///< truncated, followed by something, or without (or with) attested data
    rp_id,                  ///< for another site
    user_presence,          ///< nobody touched the authenticator
    user_verification,      ///< nobody proved to the authenticator who they are
    backup,                 ///< flags that contradict each other or what was registered
    credential_id,          ///< empty, over-long, or another one
    algorithm,              ///< not one that we asked for
    public_key,             ///< not a key of its algorithm
    signature,              ///< not made by the credential's key
    cloned,                 ///< the counter did not rise: two authenticators hold this key
};
BOOST_DESCRIBE_ENUM(WebauthnFault, oversize, client_data, client_data_type, challenge, origin, cross_origin,
                    cbor, attestation_object, attestation_format, attestation_statement,
                    attestation_signature, authenticator_data, rp_id, user_presence, user_verification,
                    backup, credential_id, algorithm, public_key, signature, cloned)

/// An authenticator's answer that is not believed. The fault is for the log and the security event; to
/// whoever sent it, all faults look the same.
class WebauthnRefused : public std::exception {
public:
    explicit WebauthnRefused(WebauthnFault fault) : fault_{fault} {}

    WebauthnFault fault() const noexcept { return fault_; }
    /// The fault's name, such as `user_verification`: a literal.
    std::string_view reason() const noexcept;
    const char* what() const noexcept override;

private:
    WebauthnFault fault_;
};

}  // namespace suncrew::factors
