#include "solar/data_text.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace suncrew::solar {
namespace {

std::string shown(double bound) {
    std::string text = std::to_string(bound);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

template <class Number>
bool read(std::string_view cell, Number& value) {
    const std::string_view text = trimmed(cell);
    const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

bool DataText::next() {
    const auto line = lines_.next();
    line_ = line.value_or(std::string_view{});
    return line.has_value();
}

void DataText::require_next() {
    if (!next())
        fail({number() + 1, 1}, "the file ends too early");
}

std::vector<CsvField> DataText::fields() const {
    CsvLine read = CsvLine::read(line_, fields_max);
    if (read.mistake)
        fail(at(read.mistake->column), std::string{read.mistake->reason});
    return std::move(read.fields);
}

std::string DataText::complaint(FilePosition where, const std::string& what) const {
    return std::string{name_} + ", line " + std::to_string(where.line) + ", column " +
           std::to_string(where.column) + ": " + what;
}

void DataText::fail(FilePosition where, const std::string& what) const {
    throw std::runtime_error{complaint(where, what)};
}

double number_in(const DataText& text, std::string_view cell, std::size_t column, double low, double high,
                 std::string_view what) {
    double value = 0;
    if (!read(cell, value) || !(value >= low && value <= high))
        text.fail(text.at(column),
                  std::string{what} + " is not a number from " + shown(low) + " to " + shown(high));
    return value;
}

int whole_in(const DataText& text, std::string_view cell, std::size_t column, int low, int high,
             std::string_view what) {
    int value = 0;
    if (!read(cell, value) || value < low || value > high)
        text.fail(text.at(column), std::string{what} + " is not a whole number from " + std::to_string(low) +
                                       " to " + std::to_string(high));
    return value;
}

std::string_view trimmed(std::string_view cell) {
    const std::size_t begin = cell.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return cell.substr(begin, cell.find_last_not_of(" \t") - begin + 1);
}

std::string lower(std::string_view cell) {
    std::string text{cell};
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

Columns::Columns(const DataText& text) : text_{text}, line_{text.number()}, names_{text.fields()} {
    for (CsvField& name : names_)
        name.text = lower(trimmed(name.text));
}

std::size_t Columns::find(std::initializer_list<std::string_view> names) const {
    std::size_t found = absent;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        if (std::find(names.begin(), names.end(), names_[i].text) == names.end())
            continue;
        if (found != absent)
            text_.fail({line_, names_[i].column}, "a second column " + names_[i].text);
        found = i;
    }
    return found;
}

std::size_t Columns::require(std::initializer_list<std::string_view> names) const {
    const std::size_t found = find(names);
    if (found == absent)
        text_.fail({line_, 1}, "there is no column " + std::string{*names.begin()});
    return found;
}

void Columns::require_known(std::initializer_list<std::string_view> names) const {
    for (const CsvField& name : names_)
        if (std::find(names.begin(), names.end(), name.text) == names.end())
            text_.fail({line_, name.column}, "there is no meaning to a column " + name.text);
}

const CsvField& Cells::at(std::size_t column) const {
    if (column >= fields_.size())
        text_.fail(text_.at(text_.line().size() + 1),
                   "cell " + std::to_string(column + 1) + " of the line is missing");
    return fields_[column];
}

double Cells::number(std::size_t column, double low, double high, std::string_view what) const {
    const CsvField& cell = at(column);
    return number_in(text_, cell.text, cell.column, low, high, what);
}

int Cells::whole(std::size_t column, int low, int high, std::string_view what) const {
    const CsvField& cell = at(column);
    return whole_in(text_, cell.text, cell.column, low, high, what);
}

}  // namespace suncrew::solar
