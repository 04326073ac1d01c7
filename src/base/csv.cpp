#include "base/csv.hpp"

#include <algorithm>

namespace suncrew {
namespace {

/// Reads one line from its first byte to its last.
class Reader {
public:
    explicit Reader(std::string_view line) : line_{line} {}

    std::optional<CsvMistake> field(CsvField& field) {
        field.column = at_ + 1;
        return at_ < line_.size() && line_[at_] == '"' ? quoted(field.text) : plain(field.text);
    }
    /// Goes past a comma; false at the end of the line.
    bool comma() {
        if (at_ == line_.size())
            return false;
        ++at_;
        return true;
    }
    std::size_t column() const { return at_ + 1; }

private:
    std::optional<CsvMistake> plain(std::string& text) {
        const std::size_t end = std::min(line_.find(',', at_), line_.size());
        text = line_.substr(at_, end - at_);
        const std::size_t quote = text.find('"');
        if (quote != std::string::npos)
            return CsvMistake{at_ + quote + 1, "quote_in_field"};
        at_ = end;
        return std::nullopt;
    }
    std::optional<CsvMistake> quoted(std::string& text) {
        const std::size_t begin = at_++;
        for (;;) {
            const std::size_t quote = line_.find('"', at_);
            if (quote == std::string_view::npos)
                return CsvMistake{begin + 1, "quote_not_closed"};
            text += line_.substr(at_, quote - at_);
            at_ = quote + 1;
            if (at_ == line_.size() || line_[at_] == ',')
                return std::nullopt;
            if (line_[at_] != '"')
                return CsvMistake{at_ + 1, "text_after_quote"};
            text += line_[at_++];
        }
    }

    std::string_view line_;
    std::size_t at_ = 0;
};

}  // namespace

CsvLine CsvLine::read(std::string_view line, std::size_t fields_max) {
    CsvLine read;
    Reader reader{line};
    do {
        if (read.fields.size() == fields_max)
            return {{}, CsvMistake{reader.column(), "too_many_fields"}};
        CsvField field;
        if (const auto mistake = reader.field(field))
            return {{}, mistake};
        read.fields.push_back(std::move(field));
    } while (reader.comma());
    return read;
}

Lines::Lines(std::string_view text) : rest_{text} {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (rest_.starts_with(byte_order_mark))
        rest_.remove_prefix(byte_order_mark.size());
}

std::optional<std::string_view> Lines::next() {
    if (rest_.empty())
        return std::nullopt;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

}  // namespace suncrew
