// Any bytes as authenticator data, of both ceremonies: no bytes are good for both, and none can be appended.
#include <optional>
#include <vector>

#include "factors/authenticator_data.hpp"
#include "factors/webauthn_refused.hpp"
#include "property.hpp"

using namespace suncrew;
using factors::Ceremony;

namespace {

std::optional<factors::AuthenticatorData> read(factors::Bytes bytes, Ceremony ceremony) {
    try {
        return factors::read_authenticator_data(bytes, ceremony);
    } catch (const factors::WebauthnRefused&) {
        return std::nullopt;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const factors::Bytes bytes{data, size};
    const auto registered = read(bytes, Ceremony::registration);
    const auto asserted = read(bytes, Ceremony::assertion);
    fuzz::must_hold(!(registered && asserted), "an answer belongs to one ceremony");
    if (!registered && !asserted)
        return 0;
    fuzz::must_hold(registered.has_value() == (registered && registered->attested),
                    "a registration has a credential");
    fuzz::must_hold(!asserted || !asserted->attested, "an assertion has none");
    std::vector<std::uint8_t> longer{bytes.begin(), bytes.end()};
    longer.push_back(0xa0);
    fuzz::must_hold(!read(longer, registered ? Ceremony::registration : Ceremony::assertion),
                    "nothing follows authenticator data");
    return 0;
}
