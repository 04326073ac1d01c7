#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace suncrew::store {

using Bytes = std::vector<std::uint8_t>;

/// One parameter on its way in, or one cell on its way out. Text and bytes are borrowed: a parameter's from
/// the caller, a cell's from the driver until the next row.
struct Value {
    enum class Kind : std::uint8_t { null, integer, real, text, bytes };
    Kind kind = Kind::null;
    union {
        std::int64_t integer = 0;
        double real;
    };
    std::string_view text;

    static constexpr Value of(std::int64_t number) {
        Value value;
        value.kind = Kind::integer;
        value.integer = number;
        return value;
    }
    static constexpr Value of(double number) {
        Value value;
        value.kind = Kind::real;
        value.real = number;
        return value;
    }
    static constexpr Value of(std::string_view text) {
        Value value;
        value.kind = Kind::text;
        value.text = text;
        return value;
    }
    static Value of(std::span<const std::uint8_t> bytes) {
        Value value;
        value.kind = Kind::bytes;
        value.text = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
        return value;
    }
};

/// What a cell is, strictly: each throws Fault where the cell is null or something else. An integer is also
/// read from decimal text without a fraction and a real from any number, as a MySQL `sum` is a decimal.
std::int64_t read_integer(const Value& cell);
double read_real(const Value& cell);
std::string_view read_text(const Value& cell);
[[noreturn]] void throw_misread(std::string_view wanted);

/// How a C++ type is kept in a column. A type without a codec cannot be bound or read; enumerations are
/// turned into text by their owner, a Secret is hashed or sealed first.
///
///     std::int64_t, int, bool   integer            Instant   integer, Unix milliseconds
///     double                    real               Date      integer, days since 1970-01-01
///     std::string, string_view  text               Bytes, span, std::array<uint8_t, N>   bytes
///     Id<Tag>, Uuid             16 bytes           std::optional<T>   T or null
template <class T>
struct Codec;

template <>
struct Codec<std::int64_t> {
    static Value bind(std::int64_t value) { return Value::of(value); }
    static std::int64_t read(const Value& cell) { return read_integer(cell); }
};

template <>
struct Codec<int> {
    static Value bind(int value) { return Value::of(std::int64_t{value}); }
    static int read(const Value& cell) {
        const std::int64_t value = read_integer(cell);
        if (static_cast<int>(value) != value)
            throw_misread("an int");
        return static_cast<int>(value);
    }
};

template <>
struct Codec<bool> {
    static Value bind(bool value) { return Value::of(std::int64_t{value}); }
    static bool read(const Value& cell) {
        const std::int64_t value = read_integer(cell);
        if (value != 0 && value != 1)
            throw_misread("a boolean");
        return value == 1;
    }
};

/// NaN and the infinities cannot be kept: binding one is a Fault.
template <>
struct Codec<double> {
    static Value bind(double value);
    static double read(const Value& cell) { return read_real(cell); }
};

template <>
struct Codec<std::string_view> {
    static Value bind(std::string_view value) { return Value::of(value); }
};

template <std::size_t N>
struct Codec<char[N]> {
    static Value bind(const char* value) { return Value::of(std::string_view{value}); }
};

template <>
struct Codec<std::string> {
    static Value bind(std::string_view value) { return Value::of(value); }
    static std::string read(const Value& cell) { return std::string{read_text(cell)}; }
};

template <>
struct Codec<std::span<const std::uint8_t>> {
    static Value bind(std::span<const std::uint8_t> value) { return Value::of(value); }
};

template <>
struct Codec<Bytes> {
    static Value bind(std::span<const std::uint8_t> value) { return Value::of(value); }
    static Bytes read(const Value& cell) {
        const std::string_view text = read_text(cell);
        return {text.begin(), text.end()};
    }
};

template <std::size_t N>
struct Codec<std::array<std::uint8_t, N>> {
    static Value bind(std::span<const std::uint8_t> value) { return Value::of(value); }
    static std::array<std::uint8_t, N> read(const Value& cell) {
        const std::string_view text = read_text(cell);
        if (text.size() != N)
            throw_misread("bytes of a fixed size");
        std::array<std::uint8_t, N> bytes;
        std::memcpy(bytes.data(), text.data(), N);
        return bytes;
    }
};

template <class Tag>
struct Codec<Id<Tag>> {
    static Value bind(const Id<Tag>& value) { return Value::of(std::span<const std::uint8_t>{value.uuid()}); }
    static Id<Tag> read(const Value& cell) { return Id<Tag>{Codec<Uuid>::read(cell)}; }
};

template <>
struct Codec<Instant> {
    static Value bind(Instant value) { return Value::of(std::int64_t{value.time_since_epoch().count()}); }
    static Instant read(const Value& cell) { return Instant{std::chrono::milliseconds{read_integer(cell)}}; }
};

template <>
struct Codec<Date> {
    static Value bind(Date value) {
        return Value::of(std::int64_t{std::chrono::sys_days{value}.time_since_epoch().count()});
    }
    static Date read(const Value& cell) {
        return Date{std::chrono::sys_days{std::chrono::days{Codec<int>::read(cell)}}};
    }
};

template <class T>
struct Codec<std::optional<T>> {
    static Value bind(const std::optional<T>& value) { return value ? Codec<T>::bind(*value) : Value{}; }
    static std::optional<T> read(const Value& cell) {
        if (cell.kind == Value::Kind::null)
            return std::nullopt;
        return Codec<T>::read(cell);
    }
};

template <>
struct Codec<std::nullopt_t> {
    static Value bind(std::nullopt_t) { return {}; }
};

template <class T>
concept Bindable = requires(const T& value) {
    Codec<T>::bind(value);
};
template <class T>
concept Readable = requires(const Value& cell) {
    Codec<T>::read(cell);
};

/// A list as the one JSON parameter it binds as. Ids become upper-case hex, to be compared by `unhex(value)`,
/// which is there on both databases.
///
///     SQLite: … where id in (select unhex(value) from json_each(?))
///     MySQL:  … where id in (select unhex(j.value) from json_table(?, '$[*]' columns(value text path '$'))
///     j)
std::string json_list(std::span<const std::int64_t> numbers);
std::string json_list(std::span<const std::string> texts);
std::string json_list(std::span<const Uuid> ids);
template <class Tag>
std::string json_list(std::span<const Id<Tag>> ids) {
    std::vector<Uuid> uuids;
    uuids.reserve(ids.size());
    for (const Id<Tag>& id : ids)
        uuids.push_back(id.uuid());
    return json_list(std::span<const Uuid>{uuids});
}

}  // namespace suncrew::store
