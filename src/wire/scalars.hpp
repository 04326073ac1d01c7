#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <type_traits>

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "wire/limits.hpp"
#include "wire/wire.hpp"

namespace suncrew::wire {

/// The string in `value`, or a refusal.
std::string_view string_of(const boost::json::value& value, const Path& path);
/// The number in `value`, integer or not, or a refusal.
double number_of(const boost::json::value& value, const Path& path);
/// The integer in `value`, or a refusal: 7.0 and 1e3 are not integers here.
std::int64_t integer_of(const boost::json::value& value, const Path& path);
double number_in(std::string_view text, const Path& path);
std::int64_t integer_in(std::string_view text, const Path& path);
/// The shortest text that reads back as the same number; NaN and infinities are our own mistake and throw.
void write_number(std::string& out, double number);
void write_number(std::string& out, std::int64_t number);

template <>
struct Wire<bool> {
    static bool read(const boost::json::value& value, const Path& path);
    static void write(std::string& out, bool value) { out += value ? "true" : "false"; }
    static boost::json::object schema(Schemas&) { return {{"type", "boolean"}}; }
};

template <>
struct Wire<double> {
    static void write(std::string& out, double value) { write_number(out, value); }
    static boost::json::object schema(Schemas&) { return {{"type", "number"}}; }
};

template <std::integral T>
struct Wire<T> {
    static void write(std::string& out, T value) { write_number(out, static_cast<std::int64_t>(value)); }
    static boost::json::object schema(Schemas&) { return {{"type", "integer"}}; }
};

/// What we write may be any text; what we read has a limit (Text, Prose, or a form of its own).
template <>
struct Wire<std::string> {
    static void write(std::string& out, const std::string& value) { write_string(out, value); }
    static boost::json::object schema(Schemas&) { return {{"type", "string"}}; }
};

template <std::int64_t Low, std::int64_t High, std::int64_t Per>
struct Wire<Number<Low, High, Per>> {
    using T = Number<Low, High, Per>;
    static T checked(double number, const Path& path) {
        if (!(number >= T::low && number <= T::high))
            refuse("out_of_range", path);
        return T{number};
    }
    static T read(const boost::json::value& value, const Path& path) {
        return checked(number_of(value, path), path);
    }
    static T read_text(std::string_view text, const Path& path) {
        return checked(number_in(text, path), path);
    }
    static void write(std::string& out, T value) { write_number(out, static_cast<double>(value)); }
    static boost::json::object schema(Schemas&) {
        return {{"type", "number"}, {"minimum", T::low}, {"maximum", T::high}};
    }
};

template <std::int64_t Low, std::int64_t High>
struct Wire<Whole<Low, High>> {
    using T = Whole<Low, High>;
    static T checked(std::int64_t number, const Path& path) {
        if (number < Low || number > High)
            refuse("out_of_range", path);
        return T{number};
    }
    static T read(const boost::json::value& value, const Path& path) {
        return checked(integer_of(value, path), path);
    }
    static T read_text(std::string_view text, const Path& path) {
        return checked(integer_in(text, path), path);
    }
    static void write(std::string& out, T value) { write_number(out, static_cast<std::int64_t>(value)); }
    static boost::json::object schema(Schemas&) {
        return {{"type", "integer"}, {"minimum", Low}, {"maximum", High}};
    }
};

template <std::size_t Min, std::size_t Max, Lines L>
struct Wire<Text<Min, Max, L>> {
    using T = Text<Min, Max, L>;
    static T read_text(std::string_view text, const Path& path) {
        check_text(text, Min, Max, L, path);
        return T{std::string{text}};
    }
    static T read(const boost::json::value& value, const Path& path) {
        return read_text(string_of(value, path), path);
    }
    static void write(std::string& out, const T& value) { write_string(out, value.text()); }
    static boost::json::object schema(Schemas&) {
        return {{"type", "string"}, {"minLength", Min}, {"maxLength", Max}};
    }
};

/// A type that is a text of a certain form, such as an e-mail address: it reads itself, or says no.
template <class T>
concept TextForm = requires(std::string_view in, const T& value) {
    { T::parse(in) } -> std::same_as<std::optional<T>>;
    { value.text() } -> std::convertible_to<std::string_view>;
    { T::pattern } -> std::convertible_to<std::string_view>;
    { T::length_max } -> std::convertible_to<std::size_t>;
    { T::refused_as } -> std::convertible_to<std::string_view>;
};

template <TextForm T>
struct Wire<T> {
    static T read_text(std::string_view text, const Path& path) {
        auto value = text.size() <= T::length_max ? T::parse(text) : std::nullopt;
        if (!value)
            refuse(T::refused_as, path);
        return *std::move(value);
    }
    static T read(const boost::json::value& value, const Path& path) {
        return read_text(string_of(value, path), path);
    }
    static void write(std::string& out, const T& value) { write_string(out, value.text()); }
    static boost::json::object schema(Schemas&) {
        return {{"type", "string"}, {"pattern", T::pattern}, {"maxLength", T::length_max}};
    }
};

template <class Tag>
struct Wire<Id<Tag>> {
    static Id<Tag> read_text(std::string_view text, const Path& path) {
        const auto uuid = parse_uuid(text);
        if (!uuid)
            refuse("malformed_id", path);
        return Id<Tag>{*uuid};
    }
    static Id<Tag> read(const boost::json::value& value, const Path& path) {
        return read_text(string_of(value, path), path);
    }
    static void write(std::string& out, Id<Tag> id) {
        out += '"';
        out += to_string(id);
        out += '"';
    }
    static boost::json::object schema(Schemas&) { return {{"type", "string"}, {"format", "uuid"}}; }
};

template <>
struct Wire<Instant> {
    static void write(std::string& out, Instant instant) {
        out += '"';
        out += to_string(instant);
        out += '"';
    }
    static boost::json::object schema(Schemas&) { return {{"type", "string"}, {"format", "date-time"}}; }
};

template <>
struct Wire<Date> {
    static Date read_text(std::string_view text, const Path& path);
    static Date read(const boost::json::value& value, const Path& path) {
        return read_text(string_of(value, path), path);
    }
    static void write(std::string& out, Date date) {
        out += '"';
        out += to_string(date);
        out += '"';
    }
    static boost::json::object schema(Schemas&) { return {{"type", "string"}, {"format", "date"}}; }
};

template <>
struct Wire<Money> {
    static void write(std::string& out, const Money& money);
    static boost::json::object schema(Schemas& schemas);
};

/// A described enumeration stands on the wire by its enumerators' names.
template <class T>
requires std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value struct Wire<T> {
    static T read_text(std::string_view text, const Path& path) {
        T found{};
        bool known = false;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto enumerator) {
            if (!known && text == enumerator.name) {
                found = enumerator.value;
                known = true;
            }
        });
        if (!known)
            refuse("unknown_value", path);
        return found;
    }
    static T read(const boost::json::value& value, const Path& path) {
        return read_text(string_of(value, path), path);
    }
    static void write(std::string& out, T value) {
        out += '"';
        out += boost::describe::enum_to_string(value, "");
        out += '"';
    }
    static boost::json::object schema(Schemas&) {
        boost::json::array names;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
            [&](auto enumerator) { names.emplace_back(enumerator.name); });
        return {{"type", "string"}, {"enum", std::move(names)}};
    }
};

}  // namespace suncrew::wire
