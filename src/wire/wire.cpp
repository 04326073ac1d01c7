#include "wire/wire.hpp"

#include "base/json_string.hpp"

namespace suncrew::wire {

Path Path::of(std::string_view member) {
    static const Path document;
    return Path{document, member};
}

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

void refuse(std::string_view reason, const Path& path) {
    throw Refusal{Code::invalid, reason, path.text()};
}

void write_string(std::string& out, std::string_view text) {
    append_json_string(out, text);
}

}  // namespace suncrew::wire
