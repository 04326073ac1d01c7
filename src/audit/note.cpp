#include "audit/note.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "base/hex.hpp"
#include "crypto/base64.hpp"
#include "crypto/hash.hpp"

namespace suncrew::audit {
namespace {

constexpr std::uint8_t ed25519_type = 1;
/// An em dash and a space, in UTF-8.
constexpr std::string_view signature_mark = "\xE2\x80\x94 ";

bool is_key_name(std::string_view name) {
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~' && c != '+'; });
}

bool is_note_text(std::string_view text) {
    return !text.empty() && text.back() == '\n' && std::all_of(text.begin(), text.end(), [](char c) {
        return c == '\n' || static_cast<unsigned char>(c) >= ' ';
    });
}

/// The text up to the first separator, which goes with it; nullopt without one.
std::optional<std::string_view> cut(std::string_view& text, char separator) {
    const std::size_t at = text.find(separator);
    if (at == text.npos)
        return std::nullopt;
    const std::string_view before = text.substr(0, at);
    text.remove_prefix(at + 1);
    return before;
}

}  // namespace

NoteVerifier::NoteVerifier(std::string name, const crypto::Ed25519PublicKey& key)
    : name_{std::move(name)}, key_{key} {
    if (!is_key_name(name_))
        throw std::invalid_argument{"a key's name is plain ASCII without spaces and plus signs"};
}

std::array<std::uint8_t, 4> NoteVerifier::id() const {
    std::string named = name_ + '\n' + static_cast<char>(ed25519_type);
    named.append(key_.begin(), key_.end());
    const auto hash = crypto::sha256(named);
    return {hash[0], hash[1], hash[2], hash[3]};
}

std::string NoteVerifier::text() const {
    std::vector<std::uint8_t> typed{ed25519_type};
    typed.insert(typed.end(), key_.begin(), key_.end());
    return name_ + '+' + hex(id()) + '+' + crypto::base64_encode(typed);
}

std::optional<NoteVerifier> NoteVerifier::parse(std::string_view text) {
    const auto name = cut(text, '+');
    const auto digits = cut(text, '+');
    if (!name || !digits || !is_key_name(*name))
        return std::nullopt;
    const auto typed = crypto::base64_decode(text);
    crypto::Ed25519PublicKey key;
    if (!typed || typed->size() != key.size() + 1 || typed->front() != ed25519_type)
        return std::nullopt;
    std::copy(typed->begin() + 1, typed->end(), key.begin());
    NoteVerifier verifier{std::string{*name}, key};
    if (hex(verifier.id()) != *digits)
        return std::nullopt;
    return verifier;
}

std::optional<std::string> NoteVerifier::open(std::string_view note) const {
    if (note.size() > note_bytes_max || !is_note_text(note))
        return std::nullopt;
    const std::size_t gap = note.rfind("\n\n");
    if (gap == note.npos)
        return std::nullopt;
    const std::string_view text = note.substr(0, gap + 1);
    const auto mine = id();
    bool signed_by_me = false;
    for (std::string_view lines = note.substr(gap + 2); !lines.empty();) {
        auto line = cut(lines, '\n');
        if (!line || !line->starts_with(signature_mark))
            return std::nullopt;
        line->remove_prefix(signature_mark.size());
        const auto name = cut(*line, ' ');
        const auto bytes = crypto::base64_decode(*line);
        if (!name || !bytes || bytes->size() <= mine.size())
            return std::nullopt;
        if (*name != name_ || !std::equal(mine.begin(), mine.end(), bytes->begin()))
            continue;
        if (!crypto::ed25519_verifies(key_, text, std::span{*bytes}.subspan(mine.size())))
            return std::nullopt;
        signed_by_me = true;
    }
    if (!signed_by_me)
        return std::nullopt;
    return std::string{text};
}

NoteSigner::NoteSigner(const std::string& name, crypto::Ed25519PrivateKey key)
    : key_{std::move(key)}, verifier_{name, key_.public_key()} {}

std::string NoteSigner::signature_line(std::string_view text) const {
    const auto id = verifier_.id();
    const auto signature = key_.sign(text);
    std::vector<std::uint8_t> bytes{id.begin(), id.end()};
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return std::string{signature_mark} + verifier_.name() + ' ' + crypto::base64_encode(bytes) + '\n';
}

std::string NoteSigner::sign(std::string_view text) const {
    if (!is_note_text(text))
        throw std::invalid_argument{"not the text of a note"};
    return std::string{text} + '\n' + signature_line(text);
}

std::string NoteSigner::sign_also(const std::string& note) const {
    const std::size_t gap = note.rfind("\n\n");
    if (!is_note_text(note) || gap == note.npos)
        throw std::invalid_argument{"not a note"};
    return note + signature_line(std::string_view{note}.substr(0, gap + 1));
}

}  // namespace suncrew::audit
