#include "wire/scalars.hpp"

#include <array>
#include <stdexcept>

namespace suncrew::wire {
namespace {

namespace json = boost::json;

bool is_control(unsigned char c) {
    return c < 0x20 || c == 0x7f;
}
bool starts_code_point(unsigned char c) {
    return (c & 0xc0) != 0x80;
}

template <class T>
T number_from(std::string_view text, const Path& path) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        refuse("not_a_number", path);
    return value;
}

template <class T>
void append_number(std::string& out, T number) {
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

}  // namespace

std::string_view string_of(const json::value& value, const Path& path) {
    if (!value.is_string())
        refuse("not_a_string", path);
    const auto& text = value.get_string();
    return {text.data(), text.size()};
}

double number_of(const json::value& value, const Path& path) {
    if (value.is_double())
        return value.get_double();
    return static_cast<double>(integer_of(value, path));
}

std::int64_t integer_of(const json::value& value, const Path& path) {
    if (!value.is_int64())
        refuse(value.is_number() ? "not_a_whole_number" : "not_a_number", path);
    return value.get_int64();
}

double number_in(std::string_view text, const Path& path) {
    return number_from<double>(text, path);
}
std::int64_t integer_in(std::string_view text, const Path& path) {
    return number_from<std::int64_t>(text, path);
}

void write_number(std::string& out, double number) {
    if (!std::isfinite(number))
        throw std::domain_error{"a number to be sent is not finite"};
    append_number(out, number);
}
void write_number(std::string& out, std::int64_t number) {
    append_number(out, number);
}

bool Wire<bool>::read(const json::value& value, const Path& path) {
    if (!value.is_bool())
        refuse("not_a_boolean", path);
    return value.get_bool();
}

Date Wire<Date>::read_text(std::string_view text, const Path& path) {
    const auto date = parse_date(text);
    if (!date)
        refuse("not_a_date", path);
    return *date;
}

void Wire<Money>::write(std::string& out, const Money& money) {
    out += R"({"amount_minor":)";
    write_number(out, money.amount_minor);
    out += R"(,"currency":)";
    write_string(out, money.currency.text());
    out += '}';
}

json::object Wire<Money>::schema(Schemas& schemas) {
    schemas["Money"] = {{"type", "object"},
                        {"additionalProperties", false},
                        {"required", {"amount_minor", "currency"}},
                        {"properties",
                         {{"amount_minor", {{"type", "integer"}}},
                          {"currency", {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}}}}}};
    return {{"$ref", "#/components/schemas/Money"}};
}

void check_text(std::string_view text, std::size_t min, std::size_t max, Lines lines, const Path& path) {
    std::size_t length = 0;
    bool blank = true;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_control(byte) && !(c == '\n' && lines == Lines::many))
            refuse("control_character", path);
        if (starts_code_point(byte))
            ++length;
        blank = blank && (c == ' ' || c == '\n');
    }
    if (length > max)
        refuse("too_long", path);
    if (length < min || (blank && min > 0))
        refuse("too_short", path);
}

}  // namespace suncrew::wire
