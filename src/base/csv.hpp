#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace suncrew {

/// A field of a line, without its quotes, and the byte of the line that it begins at, counted from 1.
struct CsvField {
    std::string text;
    std::size_t column = 1;
};

/// What cannot be read of a line: the byte of it, counted from 1, and why (`snake_case`).
struct CsvMistake {
    std::size_t column = 1;
    std::string_view reason;
};

/// One line of comma-separated values, as RFC 4180 has them but for line breaks within quotes, which are
/// refused: so a record is a line, and a line that is wrong spoils no other.
struct CsvLine {
    std::vector<CsvField> fields;
    std::optional<CsvMistake> mistake{};  ///< then there are no fields

    /// Spaces belong to fields; `""` within quotes is a quote. At most `fields_max` fields.
    static CsvLine read(std::string_view line, std::size_t fields_max);
};

/// The lines of a text, one after another, without their line breaks (LF or CRLF) and without a byte order
/// mark before the first.
class Lines {
public:
    explicit Lines(std::string_view text);

    /// The next line; none at the end. What follows the last line break is a line if it is not empty.
    std::optional<std::string_view> next();
    /// The number of the line that `next` gave, counted from 1.
    std::size_t number() const { return number_; }

private:
    std::string_view rest_;
    std::size_t number_ = 0;
};

}  // namespace suncrew
