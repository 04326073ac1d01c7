#include "factors/webauthn.hpp"

#include <algorithm>
#include <stdexcept>

#include "factors/attestation.hpp"
#include "factors/client_data.hpp"

namespace suncrew::factors {
namespace {

/// AuthenticatorTransport of Web Authentication Level 3, section 5.8.4.
constexpr std::array<std::string_view, 6> known_transports{"ble", "hybrid",     "internal",
                                                           "nfc", "smart-card", "usb"};

void require(bool holds, WebauthnFault fault) {
    if (!holds)
        throw WebauthnRefused{fault};
}

void require_size(Bytes bytes, std::size_t bytes_max) {
    require(bytes.size() <= bytes_max, WebauthnFault::oversize);
}

std::vector<std::uint8_t> copy(Bytes bytes) {
    return {bytes.begin(), bytes.end()};
}

/// Each once, in alphabetical order.
std::vector<std::string> existing(const std::vector<std::string>& sent) {
    std::vector<std::string> transports;
    for (const std::string_view known : known_transports)
        if (std::find(sent.begin(), sent.end(), known) != sent.end())
            transports.emplace_back(known);
    return transports;
}

/// Authenticators without a counter always say 0 (Web Authentication Level 3, section 6.1.1).
bool rises(std::uint32_t kept, std::uint32_t sent) {
    return sent > kept || (sent == 0 && kept == 0);
}

}  // namespace

RelyingParty relying_party(std::string_view base_url) {
    const std::size_t scheme_end = base_url.find("://");
    const std::string_view scheme = base_url.substr(0, scheme_end);
    if (scheme_end == std::string_view::npos || (scheme != "https" && scheme != "http"))
        throw std::invalid_argument{"not an origin"};
    std::string_view authority = base_url.substr(scheme_end + 3);
    const std::string_view default_port = scheme == "https" ? ":443" : ":80";
    if (authority.size() > default_port.size() &&
        authority.substr(authority.size() - default_port.size()) == default_port)
        authority.remove_suffix(default_port.size());  // a browser does not say it
    const std::string_view host = authority.substr(0, authority.rfind(':'));
    if (host.empty() || authority.find_first_of("/?#@\\ ") != std::string_view::npos)
        throw std::invalid_argument{"not an origin"};
    return {std::string{host}, "Suncrew", std::string{scheme} + "://" + std::string{authority}};
}

Passkey verify_registration(const RelyingParty& rp, Bytes challenge, const RegistrationAnswer& answer) {
    require_size(answer.client_data, client_data_bytes_max);
    require_size(answer.attestation_object, attestation_object_bytes_max);
    check_client_data(answer.client_data, Ceremony::registration, challenge, rp.origin);
    const AttestationObject object = read_attestation_object(answer.attestation_object);
    const AuthenticatorData data = read_authenticator_data(object.authenticator_data, Ceremony::registration);
    check_flags(data, rp.id);
    const AttestedCredential& attested = data.attested.value();
    const CredentialKey key = CredentialKey::read(attested.public_key);
    check_attestation(object, crypto::sha256(answer.client_data), key);
    return {.credential_id = copy(attested.credential_id),
            .public_key = copy(attested.public_key),
            .algorithm = key.algorithm(),
            .sign_count = data.sign_count,
            .aaguid = attested.aaguid,
            .backup_eligible = data.backup_eligible,
            .backed_up = data.backed_up,
            .transports = existing(answer.transports)};
}

AssertedPasskey verify_assertion(const RelyingParty& rp, Bytes challenge, const KnownPasskey& known,
                                 const AssertionAnswer& answer) {
    require_size(answer.credential_id, credential_id_bytes_max);
    require_size(answer.client_data, client_data_bytes_max);
    require_size(answer.authenticator_data, authenticator_data_bytes_max);
    require_size(answer.signature, signature_bytes_max);
    require(std::equal(answer.credential_id.begin(), answer.credential_id.end(), known.credential_id.begin(),
                       known.credential_id.end()),
            WebauthnFault::credential_id);
    check_client_data(answer.client_data, Ceremony::assertion, challenge, rp.origin);
    const AuthenticatorData data = read_authenticator_data(answer.authenticator_data, Ceremony::assertion);
    check_flags(data, rp.id);
    require(data.backup_eligible == known.backup_eligible, WebauthnFault::backup);
    const CredentialKey key = CredentialKey::read(known.public_key);
    require(key.signed_assertion(rp.id, answer.authenticator_data, crypto::sha256(answer.client_data),
                                 answer.signature),
            WebauthnFault::signature);
    require(rises(known.sign_count, data.sign_count), WebauthnFault::cloned);
    return {data.sign_count, data.backed_up};
}

}  // namespace suncrew::factors
