// Any text as a UUID: what is read is written as it came, in lower case.
#include <algorithm>

#include "base/id.hpp"
#include "property.hpp"

using namespace suncrew;

namespace {

std::string lower(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    if (const auto uuid = parse_uuid(text))
        fuzz::must_hold(to_string(*uuid) == lower(std::string{text}), "a UUID is written as it was read");

    Uuid bytes{};
    std::copy_n(data, std::min(size, bytes.size()), bytes.begin());
    fuzz::must_hold(parse_uuid(to_string(bytes)) == bytes, "a UUID is read as it was written");
    return 0;
}
