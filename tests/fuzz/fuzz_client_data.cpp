// Any text as clientDataJSON: it is believed only with our challenge and our origin in it, for one ceremony.
#include "base/utf8.hpp"
#include "factors/client_data.hpp"
#include "factors/webauthn_refused.hpp"
#include "property.hpp"

using namespace suncrew;
using factors::Ceremony;

namespace {

constexpr std::uint8_t challenge[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
constexpr std::uint8_t other_challenge[] = {1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

bool is_believed(factors::Bytes json, Ceremony ceremony, factors::Bytes expected, std::string_view origin) {
    try {
        factors::check_client_data(json, ceremony, expected, origin);
        return true;
    } catch (const factors::WebauthnRefused&) {
        return false;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const factors::Bytes json{data, size};
    const std::string_view origin = "https://suncrew.example";
    const bool registered = is_believed(json, Ceremony::registration, challenge, origin);
    const bool asserted = is_believed(json, Ceremony::assertion, challenge, origin);
    fuzz::must_hold(!(registered && asserted), "an answer belongs to one ceremony");
    if (!registered && !asserted)
        return 0;
    const Ceremony ceremony = registered ? Ceremony::registration : Ceremony::assertion;
    fuzz::must_hold(is_utf8(fuzz::text_of(data, size)), "what is believed was UTF-8");
    fuzz::must_hold(!is_believed(json, ceremony, other_challenge, origin), "it answers one challenge");
    fuzz::must_hold(!is_believed(json, ceremony, challenge, "https://evil.example"),
                    "it comes from one origin");
    return 0;
}
