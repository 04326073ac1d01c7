// Any text as an export of a log: what holds and has entries has a checkpoint that the key has signed, and
// the end is always reached.
#include <algorithm>
#include <string>

#include "audit/export_check.hpp"
#include "property.hpp"

using namespace suncrew;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const audit::NoteSigner signer{
        "suncrew.example/log", crypto::Ed25519PrivateKey::from_seed(crypto::Secret{std::string(32, 'k')})};
    audit::ExportCheck check{signer.verifier()};
    std::string_view text = fuzz::text_of(data, size);
    bool ended = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        ended = ended || text.substr(0, end).starts_with("end ");
        check.take(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    const bool holds = check.finish().holds();
    fuzz::must_hold(!holds || ended, "what holds has an end");
    fuzz::must_hold(!holds || check.entries() == 0 || check.checkpoints() > 0, "what holds is signed");
    return 0;
}
