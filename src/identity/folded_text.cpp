#include "identity/folded_text.hpp"

#include <cstddef>
#include <cstring>

#include "base/utf8.hpp"

namespace suncrew::identity {
namespace {

constexpr char32_t no_character = 0xfffd;
constexpr char32_t table_begin = 0xc0;
/// The letters that U+00C0 to U+017F are made of (Unicode Character Database 15.0, canonical decomposition,
/// and the plain letter of those that have none); a dot where there are two letters or none.
constexpr std::string_view letters =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
    "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(letters.size() == 0x180 - table_begin);

char plain_letter(char32_t c) {
    return c >= table_begin && c - table_begin < letters.size() ? letters[c - table_begin] : '.';
}

std::u32string_view two_letters(char32_t c) {
    switch (c) {
        case 0xc6:
        case 0xe6:
            return U"ae";
        case 0xde:
        case 0xfe:
            return U"th";
        case 0xdf:
            return U"ss";
        case 0x132:
        case 0x133:
            return U"ij";
        case 0x152:
        case 0x153:
            return U"oe";
        default:
            return {};
    }
}

bool is_combining_mark(char32_t c) {
    return c >= 0x300 && c <= 0x36f;
}

void append_folded(std::u32string& out, char32_t c) {
    if (is_combining_mark(c))
        return;
    if (c >= U'A' && c <= U'Z') {
        out += c - U'A' + U'a';
        return;
    }
    if (const char letter = plain_letter(c); letter != '.')
        out += static_cast<char32_t>(letter);
    else if (const auto two = two_letters(c); !two.empty())
        out += two;
    else
        out += c;
}

/// The bytes of the character that begins here, by its first byte; 1 where that begins none.
std::size_t length_at(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    return length <= text.size() && is_utf8(text.substr(0, length)) ? length : 1;
}

char32_t decoded(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1)
        return first < 0x80 ? first : no_character;
    char32_t value = first & (0x7fU >> character.size());
    for (const char c : character.substr(1))
        value = value << 6 | (static_cast<unsigned char>(c) & 0x3fU);
    return value;
}

}  // namespace

FoldedText::FoldedText(std::string_view utf8) {
    // No character becomes more than one for each of its bytes, so the memory is never moved.
    characters_.reserve(utf8.size());
    while (!utf8.empty()) {
        const std::size_t length = length_at(utf8);
        append_folded(characters_, decoded(utf8.substr(0, length)));
        utf8.remove_prefix(length);
    }
}

FoldedText::~FoldedText() {
    ::explicit_bzero(characters_.data(), characters_.capacity() * sizeof(char32_t));
}

}  // namespace suncrew::identity
