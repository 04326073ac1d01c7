// Any text as an e-mail address: what is read has the form that is kept and compared.
#include <algorithm>

#include "identity/email.hpp"
#include "property.hpp"

using suncrew::identity::Email;
namespace fuzz = suncrew::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto email = Email::parse(fuzz::text_of(data, size));
    if (!email)
        return 0;
    const std::string& text = email->text();
    fuzz::must_hold(text.size() == size && size <= Email::length_max,
                    "no byte is lost, and not too many are kept");
    fuzz::must_hold(std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; }),
                    "nothing but visible ASCII: no line break can reach a mail's header");
    fuzz::must_hold(std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }),
                    "lower case");
    fuzz::must_hold(std::count(text.begin(), text.end(), '@') == 1, "one @");
    fuzz::must_hold(text.find_first_of("<>(),;:\\\"[]") == std::string::npos,
                    "nothing that a mail server acts on");
    const auto again = Email::parse(text);
    fuzz::must_hold(again && again->text() == text, "what is kept reads as itself");
    return 0;
}
