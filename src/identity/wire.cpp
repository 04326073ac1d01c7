#include "identity/wire.hpp"

#include <algorithm>

namespace suncrew::wire {

crypto::Secret secret_of(const boost::json::value& value, const Path& path, std::size_t min,
                         std::size_t max) {
    const std::string_view text = string_of(value, path);
    const auto length = static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
    if (length < min)
        refuse("too_short", path);
    if (length > max)
        refuse("too_long", path);
    return crypto::Secret{text};
}

identity::Email Wire<identity::Email>::read_text(std::string_view text, const Path& path) {
    using identity::Email;
    if (text.size() <= Email::length_max * 4 &&
        std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        refuse("email_not_ascii", path);
    auto email = Email::parse(text);
    if (!email)
        refuse(Email::refused_as, path);
    return *std::move(email);
}

identity::Email Wire<identity::Email>::read(const boost::json::value& value, const Path& path) {
    return read_text(string_of(value, path), path);
}

boost::json::object Wire<identity::Email>::schema(Schemas&) {
    using identity::Email;
    return {{"type", "string"},
            {"format", "email"},
            {"pattern", Email::json_pattern},
            {"maxLength", Email::length_max}};
}

}  // namespace suncrew::wire
