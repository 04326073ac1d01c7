#pragma once

#include <array>
#include <optional>

#include <boost/core/demangle.hpp>
#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>

#include "wire/scalars.hpp"

namespace suncrew::wire {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
using Members =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value && !TextForm<T>;

/// An absent member and null are the same: nothing.
template <class T>
struct Wire<std::optional<T>> {
    static std::optional<T> read(const boost::json::value& value, const Path& path) {
        return value.is_null() ? std::nullopt : std::optional<T>{Wire<T>::read(value, path)};
    }
    static std::optional<T> read_text(std::string_view text, const Path& path) requires requires {
        Wire<T>::read_text(text, path);
    }
    { return Wire<T>::read_text(text, path); }
    static void write(std::string& out, const std::optional<T>& value) {
        if (value)
            Wire<T>::write(out, *value);
        else
            out += "null";
    }
    static boost::json::object schema(Schemas& schemas) {
        return {{"anyOf", {Wire<T>::schema(schemas), {{"type", "null"}}}}};
    }
};

template <class Range>
void write_elements(std::string& out, const Range& range) {
    using T = typename Range::value_type;
    out += '[';
    bool first = true;
    for (const auto& element : range) {
        if (!first)
            out += ',';
        first = false;
        Wire<T>::write(out, element);
    }
    out += ']';
}

template <class T>
struct Wire<std::vector<T>> {
    static void write(std::string& out, const std::vector<T>& value) { write_elements(out, value); }
    static boost::json::object schema(Schemas& schemas) {
        return {{"type", "array"}, {"items", Wire<T>::schema(schemas)}};
    }
};

template <class T, std::size_t N>
struct Wire<std::array<T, N>> {
    static void write(std::string& out, const std::array<T, N>& value) { write_elements(out, value); }
    static boost::json::object schema(Schemas& schemas) {
        return {{"type", "array"}, {"items", Wire<T>::schema(schemas)}, {"minItems", N}, {"maxItems", N}};
    }
};

template <class T, std::size_t Min, std::size_t Max>
struct Wire<List<T, Min, Max>> {
    static List<T, Min, Max> read(const boost::json::value& value, const Path& path) {
        if (!value.is_array())
            refuse("not_a_list", path);
        const auto& elements = value.get_array();
        if (elements.size() < Min)
            refuse("too_few", path);
        if (elements.size() > Max)
            refuse("too_many", path);
        List<T, Min, Max> list;
        list.reserve(elements.size());
        for (std::size_t i = 0; i < elements.size(); ++i)
            list.push_back(Wire<T>::read(elements[i], Path{path, i}));
        return list;
    }
    static void write(std::string& out, const List<T, Min, Max>& value) { write_elements(out, value); }
    static boost::json::object schema(Schemas& schemas) {
        return {{"type", "array"}, {"items", Wire<T>::schema(schemas)}, {"minItems", Min}, {"maxItems", Max}};
    }
};

/// The name of a type without its namespaces: what the OpenAPI document calls it.
template <class T>
std::string type_name() {
    const std::string full = boost::core::demangle(typeid(T).name());
    const auto colon = full.rfind(':');
    return colon == std::string::npos ? full : full.substr(colon + 1);
}

/// A described struct is an object with just these members: an unknown one is refused, an absent one is
/// refused unless it is optional.
template <Described T>
struct Wire<T> {
    static T read(const boost::json::value& value, const Path& path) {
        if (!value.is_object())
            refuse("not_an_object", path);
        return read_some(value.get_object(), path, [](std::string_view) { return false; });
    }

    /// As `read`, but for the members that `elsewhere` says come from somewhere else: they may not be here.
    template <class Elsewhere>
    static T read_some(const boost::json::object& object, const Path& path, Elsewhere elsewhere) {
        T result{};
        std::size_t known = 0;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            using M = std::remove_cvref_t<decltype(result.*member.pointer)>;
            if (elsewhere(std::string_view{member.name}))
                return;
            if (const auto* found = object.if_contains(member.name)) {
                ++known;
                result.*member.pointer = Wire<M>::read(*found, Path{path, std::string_view{member.name}});
            } else if constexpr (!is_optional<M>) {
                refuse("missing_member", Path{path, std::string_view{member.name}});
            }
        });
        if (known != object.size())
            refuse_unknown(object, path, elsewhere);
        return result;
    }

    static void write(std::string& out, const T& value) {
        char separator = '{';
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            using M = std::remove_cvref_t<decltype(value.*member.pointer)>;
            out += separator;
            separator = ',';
            out += '"';
            out += member.name;
            out += "\":";
            Wire<M>::write(out, value.*member.pointer);
        });
        out += separator == '{' ? "{}" : "}";
    }

    static boost::json::object schema(Schemas& schemas) {
        const std::string name = type_name<T>();
        if (!schemas.contains(name)) {
            schemas[name];  // holds the place, should the type contain itself
            schemas[name] = schema_of_object(schemas);
        }
        return {{"$ref", "#/components/schemas/" + name}};
    }

    static bool has(std::string_view name) {
        bool found = false;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) { found = found || name == member.name; });
        return found;
    }

    /// The schema itself, not a reference to it.
    static boost::json::object schema_of_object(Schemas& schemas) {
        boost::json::object properties;
        boost::json::array required;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            using M = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
            properties[member.name] = Wire<M>::schema(schemas);
            if constexpr (!is_optional<M>)
                required.emplace_back(member.name);
        });
        return {{"type", "object"},
                {"additionalProperties", false},
                {"required", std::move(required)},
                {"properties", std::move(properties)}};
    }

private:
    template <class Elsewhere>
    [[noreturn]] static void refuse_unknown(const boost::json::object& object, const Path& path,
                                            Elsewhere elsewhere) {
        for (const auto& member : object) {
            const std::string_view key{member.key().data(), member.key().size()};
            if (!has(key) || elsewhere(key))
                refuse("unknown_member", Path{path, key});
        }
        throw std::logic_error{"a member is known and unknown at once"};
    }
};

}  // namespace suncrew::wire
