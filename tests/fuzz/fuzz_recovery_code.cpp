// Any text as a recovery code, and as base 32: what is read has one canonical text, which reads the same.
#include <string>

#include "factors/base32.hpp"
#include "factors/recovery_code.hpp"
#include "property.hpp"

using namespace suncrew;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    if (const auto code = factors::read_recovery_code(text)) {
        const std::string canonical{code->text.expose()};
        fuzz::must_hold(canonical.size() == 16 && canonical[0] == '0' + code->number,
                        "the first digit is the number");
        const auto again = factors::read_recovery_code(canonical);
        fuzz::must_hold(again && again->text.expose() == canonical, "the canonical text reads the same");
        fuzz::must_hold(!factors::read_recovery_code(canonical + "0"), "a code has a length");
    }
    if (const auto bytes = factors::base32_decode(text))
        fuzz::must_hold(factors::base32_encode(*bytes) == text, "each byte sequence has one text");
    return 0;
}
