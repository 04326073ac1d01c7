#include "solar/price_book_section.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace suncrew::solar::price_book_text {
namespace {

constexpr std::size_t entries_max = 64;
constexpr std::size_t name_bytes_max = 100;
constexpr double amount_max = 1'000'000;

}  // namespace

void fail(std::string_view name, const toml::source_region& where, const std::string& what) {
    std::ostringstream text;
    text << name << ':' << where.begin.line << ':' << where.begin.column << ": " << what;
    throw std::runtime_error{text.str()};
}

double Section::number(std::string_view key, double low, double high) {
    const toml::node& node = get(key);
    const std::optional<double> value = node.value<double>();
    if (!node.is_number() || !value || !(*value >= low && *value <= high)) {
        std::ostringstream text;
        text << key << " is not a number from " << low << " to " << high;
        fail(name_, node.source(), text.str());
    }
    return *value;
}

std::optional<double> Section::maybe_number(std::string_view key, double low, double high) {
    return has(key) ? std::optional{number(key, low, high)} : std::nullopt;
}

int Section::whole(std::string_view key, int low, int high) {
    const double value = number(key, low, high);
    if (!get(key).is_integer())
        fail(name_, get(key).source(), std::string{key} + " is not a whole number");
    return static_cast<int>(value);
}

Money Section::money(std::string_view key, Currency currency) {
    const double minor = number(key, 0, amount_max) * 100;
    if (std::abs(minor - std::round(minor)) > 1e-5)
        fail(name_, get(key).source(), std::string{key} + " has more than two decimals");
    return {std::llround(minor), currency};
}

std::string Section::text(std::string_view key) {
    const toml::node& node = get(key);
    const std::optional<std::string> value = node.value_exact<std::string>();
    if (!value || value->empty() || value->size() > name_bytes_max)
        fail(name_, node.source(), std::string{key} + " is not a text of 1 to 100 bytes");
    return *value;
}

Date Section::date(std::string_view key) {
    const toml::node& node = get(key);
    const std::optional<toml::date> value = node.value_exact<toml::date>();
    if (!value || value->year < 2000 || value->year > 2200)
        fail(name_, node.source(), std::string{key} + " is not a date such as 2026-01-31");
    return Date{std::chrono::year{value->year}, std::chrono::month{value->month},
                std::chrono::day{value->day}};
}

Validity Section::validity() {
    Validity valid{date("valid_from")};
    if (has("valid_until")) {
        valid.until = date("valid_until");
        if (*valid.until < valid.from)
            fail(name_, get("valid_until").source(), "valid_until is before valid_from");
    }
    return valid;
}

std::string Section::capitals(std::string_view key, std::size_t count) {
    const std::string value = text(key);
    if (value.size() != count ||
        !std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        fail(name_, get(key).source(),
             std::string{key} + " is not made of " + std::to_string(count) + " capital letters");
    return value;
}

Section Section::section(std::string_view key) {
    const toml::node& node = get(key);
    if (!node.is_table())
        fail(name_, node.source(), std::string{key} + " is not a table");
    return {*node.as_table(), name_};
}

std::vector<Section> Section::sections(std::string_view key) {
    const toml::node& node = get(key);
    const toml::array* array = node.as_array();
    if (array == nullptr || array->empty() || array->size() > entries_max ||
        !array->is_homogeneous<toml::table>())
        fail(name_, node.source(), std::string{key} + " is not a list of 1 to 64 tables");
    std::vector<Section> all;
    for (const toml::node& entry : *array)
        all.emplace_back(*entry.as_table(), name_);
    return all;
}

void Section::fail_at(std::string_view key, const std::string& what) {
    fail(name_, get(key).source(), what);
}

void Section::finish() const {
    for (const auto& [key, node] : table_)
        if (!asked_.contains(key.str()))
            fail(name_, key.source(), "unknown key " + std::string{key.str()});
}

const toml::node& Section::get(std::string_view key) {
    asked_.emplace(key);
    const toml::node* node = table_.get(key);
    if (node == nullptr)
        fail(name_, table_.source(), "the key " + std::string{key} + " is missing");
    return *node;
}

}  // namespace suncrew::solar::price_book_text
