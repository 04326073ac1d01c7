#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/ed25519.hpp"

/// Text with an Ed25519 signature, as C2SP's signed-note has it (https://c2sp.org/signed-note).
namespace suncrew::audit {

/// A longer note is not looked at.
inline constexpr std::size_t note_bytes_max = 16 * 1024;

/// A public key with the name that it signs by.
class NoteVerifier {
public:
    /// Throws std::invalid_argument for a name that is empty, not plain ASCII, or has a space or a plus.
    NoteVerifier(std::string name, const crypto::Ed25519PublicKey& key);
    /// Reads `<name>+<eight hexadecimal digits>+<base64>`; nullopt where a part or the digits are wrong.
    static std::optional<NoteVerifier> parse(std::string_view text);

    const std::string& name() const { return name_; }
    const crypto::Ed25519PublicKey& key() const { return key_; }
    /// The form that `parse` reads.
    std::string text() const;

    /// The text of a note that this key has signed, with its last line feed. Signatures of other keys are
    /// passed over; nullopt where there is none of this one, one that is wrong, or no note.
    std::optional<std::string> open(std::string_view note) const;

private:
    friend class NoteSigner;
    std::array<std::uint8_t, 4> id() const;
    std::string name_;
    crypto::Ed25519PublicKey key_;
};

/// A private key with the name that it signs by.
class NoteSigner {
public:
    NoteSigner(const std::string& name, crypto::Ed25519PrivateKey key);

    const NoteVerifier& verifier() const { return verifier_; }
    /// The text, an empty line, and the signature. Throws std::invalid_argument for a text that no note can
    /// have: empty, without a line feed at its end, or with another control character.
    std::string sign(std::string_view text) const;
    /// The note with a signature of this key too.
    std::string sign_also(const std::string& note) const;

private:
    std::string signature_line(std::string_view text) const;

    crypto::Ed25519PrivateKey key_;
    NoteVerifier verifier_;
};

}  // namespace suncrew::audit
