#include "store/value.hpp"

#include <charconv>
#include <cmath>

#include "store/errors.hpp"

namespace suncrew::store {
namespace {

template <class Number>
bool parse(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool is_text(const Value& cell) {
    return cell.kind == Value::Kind::text || cell.kind == Value::Kind::bytes;
}

void append_json(std::string& json, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    json += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (byte < 0x20) {
            json += "\\u00";
            json += digits[byte >> 4];
            json += digits[byte & 15];
        } else {
            json += c;
        }
    }
    json += '"';
}

template <class Item, class Append>
std::string json_array(std::span<const Item> items, Append append) {
    std::string json{"["};
    for (const Item& item : items) {
        if (json.size() > 1)
            json += ',';
        append(json, item);
    }
    json += ']';
    return json;
}

}  // namespace

void throw_misread(std::string_view wanted) {
    throw Fault{"a column does not hold " + std::string{wanted}};
}

std::int64_t read_integer(const Value& cell) {
    if (cell.kind == Value::Kind::integer)
        return cell.integer;
    std::int64_t number = 0;
    if (!is_text(cell) || !parse(cell.text, number))
        throw_misread("an integer");
    return number;
}

double read_real(const Value& cell) {
    if (cell.kind == Value::Kind::real)
        return cell.real;
    if (cell.kind == Value::Kind::integer)
        return static_cast<double>(cell.integer);
    double number = 0;
    if (!is_text(cell) || !parse(cell.text, number))
        throw_misread("a number");
    return number;
}

std::string_view read_text(const Value& cell) {
    if (!is_text(cell))
        throw_misread("text or bytes");
    return cell.text;
}

Value Codec<double>::bind(double value) {
    if (!std::isfinite(value))
        throw Fault{"only finite numbers can be kept"};
    return Value::of(value);
}

std::string json_list(std::span<const std::int64_t> numbers) {
    return json_array(numbers,
                      [](std::string& json, std::int64_t number) { json += std::to_string(number); });
}

std::string json_list(std::span<const std::string> texts) {
    return json_array(texts, [](std::string& json, const std::string& text) { append_json(json, text); });
}

std::string json_list(std::span<const Uuid> ids) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return json_array(ids, [&](std::string& json, const Uuid& id) {
        json += '"';
        for (const std::uint8_t byte : id) {
            json += digits[byte >> 4];
            json += digits[byte & 15];
        }
        json += '"';
    });
}

}  // namespace suncrew::store
