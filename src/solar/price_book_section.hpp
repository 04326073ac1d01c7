#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "solar/price_book.hpp"

/// For the units that read a price book's text, and no other: they alone know toml++.
namespace suncrew::solar::price_book_text {

/// Throws std::runtime_error with "`name`:line:column: `what`".
[[noreturn]] void fail(std::string_view name, const toml::source_region& where, const std::string& what);

/// A table that must be read completely: a key that nobody asked for is an error. Each reader fails where its
/// key is missing or holds something else.
class Section {
public:
    Section(const toml::table& table, std::string_view name) : table_{table}, name_{name} {}

    bool has(std::string_view key) const { return table_.contains(key); }
    double number(std::string_view key, double low, double high);
    std::optional<double> maybe_number(std::string_view key, double low, double high);
    int whole(std::string_view key, int low, int high);
    Money money(std::string_view key, Currency currency);
    std::string text(std::string_view key);
    Date date(std::string_view key);
    Validity validity();
    /// Upper-case ASCII letters, exactly as many as asked for.
    std::string capitals(std::string_view key, std::size_t count);
    Section section(std::string_view key);
    std::vector<Section> sections(std::string_view key);
    [[noreturn]] void fail_at(std::string_view key, const std::string& what);
    /// To be called when everything wanted was read.
    void finish() const;

private:
    const toml::node& get(std::string_view key);

    const toml::table& table_;
    std::string_view name_;
    std::set<std::string, std::less<>> asked_;
};

}  // namespace suncrew::solar::price_book_text
