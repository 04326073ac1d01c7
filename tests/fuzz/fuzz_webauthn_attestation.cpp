// Any bytes as an attestation object, to the key in it and the signature over it: they are read or refused,
// and what is read lies within what was sent.
#include "factors/attestation.hpp"
#include "factors/authenticator_data.hpp"
#include "factors/webauthn_refused.hpp"
#include "property.hpp"

using namespace suncrew;

namespace {

bool lies_within(factors::Bytes part, factors::Bytes whole) {
    return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

void read(factors::Bytes bytes) {
    const factors::AttestationObject object = factors::read_attestation_object(bytes);
    fuzz::must_hold(lies_within(object.authenticator_data, bytes), "the authenticator data was sent");
    const factors::AuthenticatorData data =
        factors::read_authenticator_data(object.authenticator_data, factors::Ceremony::registration);
    fuzz::must_hold(data.attested.has_value(), "a registration has a credential");
    const factors::Bytes id = data.attested->credential_id;
    fuzz::must_hold(lies_within(id, object.authenticator_data), "the credential id was sent");
    fuzz::must_hold(!id.empty() && id.size() <= factors::credential_id_bytes_max, "its length is bounded");
    const factors::CredentialKey key = factors::CredentialKey::read(data.attested->public_key);
    factors::check_attestation(object, crypto::sha256(std::string_view{"{}"}), key);
    fuzz::must_hold(object.format == "none" || object.format == "packed", "no other format is believed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        read({bytes, size});
    } catch (const factors::WebauthnRefused& refused) {
        fuzz::must_hold(refused.fault() != factors::WebauthnFault::cloned,
                        "nothing was compared with a counter");
    }
    return 0;
}
