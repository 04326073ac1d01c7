// Any text as a hash of another system and as a stored hash: what is understood has one text and its bounds.
#include <string>

#include "base/refusal.hpp"
#include "identity/legacy_password.hpp"
#include "identity/password.hpp"
#include "property.hpp"

using namespace suncrew;
using identity::LegacyHash;
using identity::LegacyScheme;
using identity::WrappedHash;

namespace {

void check(const LegacyScheme& scheme) {
    const int rounds = scheme.rounds.value_or(LegacyScheme::rounds_max);
    fuzz::must_hold(rounds >= LegacyScheme::rounds_min && rounds <= LegacyScheme::rounds_max,
                    "a sign-in costs no more rounds than allowed");
    fuzz::must_hold(!scheme.salt.empty() && scheme.salt.size() <= LegacyScheme::salt_bytes_max,
                    "there is a salt, and not too much of it");
}

void check_legacy(std::string_view text) {
    try {
        const LegacyHash hash = LegacyHash::parse(text, "password_hash");
        check(hash.scheme);
        const std::string stored =
            std::string{WrappedHash::prefix} + hash.scheme.text() + identity::hash_of_nothing();
        fuzz::must_hold(stored.size() <= identity::stored_hash_length_max, "what is stored has room");
        const auto wrapped = WrappedHash::parse(stored);
        fuzz::must_hold(wrapped && wrapped->scheme.text() == hash.scheme.text(),
                        "what is stored reads as itself");
    } catch (const Refusal& refusal) {
        fuzz::must_hold(refusal.field() == "password_hash" && refusal.reason().starts_with("legacy_hash_"),
                        "a refusal says what was refused");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{fuzz::text_of(data, size)};
    check_legacy(text);
    identity::is_outdated(text);
    const auto wrapped = WrappedHash::parse(text);
    if (!wrapped)
        return 0;
    check(wrapped->scheme);
    fuzz::must_hold(std::string{WrappedHash::prefix} + wrapped->scheme.text() + wrapped->argon2id == text,
                    "a stored hash has one text");
    return 0;
}
