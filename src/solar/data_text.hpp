#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"

namespace suncrew::solar {

/// A place in a file, both counted from 1, the column in bytes.
struct FilePosition {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// The lines of a file of data; whoever complains says where.
class DataText {
public:
    static constexpr std::size_t fields_max = 128;

    DataText(std::string_view text, std::string_view name) : lines_{text}, name_{name} {}

    /// Goes to the next line; false after the last.
    bool next();
    /// The same; a file that ends here is refused.
    void require_next();

    std::string_view line() const { return line_; }
    std::size_t number() const { return lines_.number(); }
    FilePosition at(std::size_t column) const { return {number(), column}; }
    /// The line's comma-separated fields.
    std::vector<CsvField> fields() const;

    /// "NAME, line N, column N: what"
    std::string complaint(FilePosition where, const std::string& what) const;
    [[noreturn]] void fail(FilePosition where, const std::string& what) const;

private:
    Lines lines_;
    std::string_view line_;
    std::string_view name_;
};

/// A number within bounds; `what` names it in the complaint. Spaces around it are allowed.
double number_in(const DataText& text, std::string_view cell, std::size_t column, double low, double high,
                 std::string_view what);
int whole_in(const DataText& text, std::string_view cell, std::size_t column, int low, int high,
             std::string_view what);
/// Without spaces around it.
std::string_view trimmed(std::string_view cell);
/// Small letters for capital ones of ASCII.
std::string lower(std::string_view cell);

/// Where the columns of a file stand, by the names in its line of names.
class Columns {
public:
    explicit Columns(const DataText& text);
    /// Index of the column with one of these names; refused where there is none or more than one.
    std::size_t require(std::initializer_list<std::string_view> names) const;
    /// The same; `absent` where there is none.
    std::size_t find(std::initializer_list<std::string_view> names) const;

    /// Refuses a name that is none of these.
    void require_known(std::initializer_list<std::string_view> names) const;

    static constexpr std::size_t absent = static_cast<std::size_t>(-1);

private:
    const DataText& text_;
    std::size_t line_;
    std::vector<CsvField> names_;
};

/// One line's cells by column.
class Cells {
public:
    explicit Cells(const DataText& text) : text_{text}, fields_{text.fields()} {}

    const CsvField& at(std::size_t column) const;
    double number(std::size_t column, double low, double high, std::string_view what) const;
    int whole(std::size_t column, int low, int high, std::string_view what) const;
    std::size_t size() const { return fields_.size(); }

private:
    const DataText& text_;
    std::vector<CsvField> fields_;
};

}  // namespace suncrew::solar
