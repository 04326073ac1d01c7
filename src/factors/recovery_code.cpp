#include "factors/recovery_code.hpp"

#include <cstdint>

#include "crypto/random.hpp"

namespace suncrew::factors {
namespace {

/// Crockford's base 32: without I, L, O (looked alike) and U.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t typed_length_max = 64;
constexpr std::size_t random_characters = 12;

using Characters = std::array<char, 1 + random_characters>;  // the number's digit first

/// Writes the hyphens, and wipes what it was written from.
RecoveryCode code_of(Characters& characters) {
    std::array<char, 16> text;
    std::size_t size = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (i % 4 == 1)
            text[size++] = '-';
        text[size++] = characters[i];
    }
    RecoveryCode code{characters[0] - '0', crypto::Secret{std::string_view{text.data(), text.size()}}};
    ::explicit_bzero(text.data(), text.size());
    ::explicit_bzero(characters.data(), characters.size());
    return code;
}

/// The character of the alphabet that was meant; nullopt if there is none.
std::optional<char> meant(char c) {
    if (c >= 'a' && c <= 'z')
        c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O')
        c = '0';
    if (c == 'I' || c == 'L')
        c = '1';
    if (alphabet.find(c) == std::string_view::npos)
        return std::nullopt;
    return c;
}

}  // namespace

std::array<RecoveryCode, recovery_codes_count> make_recovery_codes() {
    std::array<RecoveryCode, recovery_codes_count> codes;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        auto random = crypto::random_bytes<random_characters>();
        Characters characters;
        characters[0] = alphabet[i];
        for (std::size_t j = 0; j < random.size(); ++j)
            characters[j + 1] = alphabet[random[j] & 31];
        ::explicit_bzero(random.data(), random.size());
        codes[i] = code_of(characters);
    }
    return codes;
}

std::optional<RecoveryCode> read_recovery_code(std::string_view typed) {
    if (typed.size() > typed_length_max)
        return std::nullopt;
    Characters characters{};
    std::size_t size = 0;
    for (const char c : typed) {
        if (c == ' ' || c == '-')
            continue;
        const std::optional<char> character = meant(c);
        if (!character || size == characters.size())
            return std::nullopt;
        characters[size++] = *character;
    }
    if (size != characters.size() || characters[0] > '9')
        return std::nullopt;
    return code_of(characters);
}

}  // namespace suncrew::factors
