#include "wire/wire.hpp"

namespace suncrew::wire {

std::string Path::text() const {
    if (!parent_)
        return {};
    std::string text = parent_->text();
    if (member_.empty())
        return text + '[' + std::to_string(index_) + ']';
    if (!text.empty())
        text += '.';
    return text.append(member_);
}

void refuse(std::string_view reason, const Path& path) { throw Refusal{Code::invalid, reason, path.text()}; }

void write_string(std::string& out, std::string_view text) {
    static constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += "\\u00";
                    out += hex[static_cast<unsigned char>(c) >> 4];
                    out += hex[c & 15];
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

}  // namespace suncrew::wire
