// Any text as a signed note and as a checkpoint: nothing that this key has not signed is opened, what is
// signed is, and a checkpoint's text reads the same again.
#include <string>

#include "audit/checkpoint.hpp"
#include "property.hpp"

using namespace suncrew;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const audit::NoteSigner signer{
        "suncrew.example/log", crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, 'k')})};
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::must_hold(!signer.verifier().open(text), "a note that nobody signed");
    if (const auto checkpoint = audit::parse_checkpoint(text)) {
        const std::string written = audit::checkpoint_text(*checkpoint);
        fuzz::must_hold(text.starts_with(written), "a size and a root have one text");
        fuzz::must_hold(audit::parse_checkpoint(written) == checkpoint, "what is written reads the same");
    }
    if (const auto key = audit::NoteVerifier::parse(text))
        fuzz::must_hold(key->text() == text, "a key has one text");
    try {
        const std::string note = signer.sign(text);
        fuzz::must_hold(note.size() > audit::note_bytes_max || signer.verifier().open(note) == text,
                        "what is signed is opened");
    } catch (const std::invalid_argument&) {
        return 0;  // no text of a note
    }
    return 0;
}
