#include "places/query.hpp"

#include <algorithm>

namespace suncrew::places {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool belongs_to_word(char c) {
    return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::string upper(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

/// Words hold no quote, so quoting one needs no escape.
std::string as_phrase(std::string_view word) {
    return '"' + std::string{word} + '"';
}

std::string in_country(std::string expression, std::optional<Country> country) {
    if (country)
        expression += " AND country : " + as_phrase(country->text());
    return expression;
}

}  // namespace

Query::Query(std::string_view text) {
    for (auto at = text.begin(); at != text.end();) {
        const auto start = std::find_if(at, text.end(), belongs_to_word);
        at = std::find_if_not(start, text.end(), belongs_to_word);
        if (start != at)
            words_.emplace_back(start, at);
    }
}

std::string Query::joined() const {
    std::string all;
    for (const std::string& word : words_)
        all += word;
    return all;
}

std::string Query::equal(std::string_view column, std::optional<Country> country) const {
    return in_country(std::string{column} + " : " + as_phrase(joined()), country);
}

std::string Query::beginning(std::string_view column, std::optional<Country> country) const {
    return in_country(std::string{column} + " : " + as_phrase(joined()) + " *", country);
}

std::string Query::all_words(std::optional<Country> country) const {
    // Words side by side, not joined by AND: one that holds no letter at all (an emoji) is then left out.
    std::string expression = "words : (";
    for (const std::string& word : words_)
        expression += as_phrase(word) + ' ';
    return in_country(expression + "*)", country);
}

std::optional<std::string> Query::zip() const {
    const std::string text = joined();
    const bool plausible = (text.size() >= 3 && text.size() <= 5) || text.size() == 9;
    if (!plausible || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    return text.substr(0, 5);
}

std::optional<std::string> Query::sorting_area() const {
    const std::string text = upper(joined());
    if (text.size() < 3 || text.size() > 6)
        return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i % 2 == 0 ? !is_letter(text[i]) : !is_digit(text[i]))
            return std::nullopt;
    }
    return text.substr(0, 3);
}

}  // namespace suncrew::places
