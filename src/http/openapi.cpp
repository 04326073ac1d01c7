#include "http/openapi.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json/serialize.hpp>

namespace suncrew::http {
namespace {

namespace json = boost::json;

constexpr std::string_view problem_reference = "#/components/schemas/Problem";

std::string_view method_name(Method method) {
    switch (method) {
        case Method::get:
            return "get";
        case Method::head:
            return "head";
        case Method::post:
            return "post";
        case Method::put:
            return "put";
        case Method::patch:
            return "patch";
        case Method::delete_:
            return "delete";
    }
    return "";
}

bool in_path(std::string_view path, std::string_view name) {
    return path.find('{' + std::string{name} + '}') != std::string_view::npos;
}

json::object without_path_members(const json::object& command, std::string_view path) {
    json::object properties;
    json::array required;
    for (const auto& [name, schema] : command.at("properties").as_object())
        if (!in_path(path, name))
            properties[name] = schema;
    for (const auto& name : command.at("required").as_array())
        if (!in_path(path, name.as_string()))
            required.push_back(name);
    return {{"type", "object"},
            {"additionalProperties", false},
            {"required", std::move(required)},
            {"properties", std::move(properties)}};
}

bool is_required(const json::object& command, std::string_view name) {
    for (const auto& required : command.at("required").as_array())
        if (required.as_string() == name)
            return true;
    return false;
}

json::array parameters_of(const detail::Described& described) {
    json::array parameters;
    for (const auto& [name, schema] : described.command.at("properties").as_object()) {
        const bool path = in_path(described.path, name);
        if (!path && described.method != Method::get)
            continue;
        if (name == detail::last_event_id)
            parameters.push_back(json::object{
                {"name", "Last-Event-ID"}, {"in", "header"}, {"required", false}, {"schema", schema}});
        else
            parameters.push_back(json::object{{"name", name},
                                              {"in", path ? "path" : "query"},
                                              {"required", path || is_required(described.command, name)},
                                              {"schema", schema}});
    }
    return parameters;
}

json::object response_of(const detail::Described& described, wire::Schemas& schemas) {
    json::object response{{"description", "As asked"}};
    if (described.streams)
        response["content"] = {{"text/event-stream", json::object{{"schema", {{"type", "string"}}}}}};
    else if (described.answer)
        response["content"] = {{"application/json", json::object{{"schema", described.answer(schemas)}}}};
    return response;
}

json::object problem_schema() {
    return {{"type", "object"},
            {"required", {"type", "title", "status", "code", "request"}},
            {"properties",
             {{"type", {{"type", "string"}}},
              {"title", {{"type", "string"}}},
              {"status", {{"type", "integer"}}},
              {"code", {{"type", "string"}}},
              {"field", {{"type", "string"}}},
              {"request", {{"type", "string"}}}}}};
}

void append_indented(std::string& out, const json::value& value, std::size_t depth) {
    const auto line = [&](std::size_t levels) { out.append(1, '\n').append(2 * levels, ' '); };
    if (const auto* object = value.if_object(); object && !object->empty()) {
        char separator = '{';
        for (const auto& [name, member] : *object) {
            out += separator;
            separator = ',';
            line(depth + 1);
            out += json::serialize(name) + ": ";
            append_indented(out, member, depth + 1);
        }
        line(depth);
        out += '}';
    } else if (const auto* array = value.if_array(); array && !array->empty()) {
        char separator = '[';
        for (const auto& element : *array) {
            out += separator;
            separator = ',';
            line(depth + 1);
            append_indented(out, element, depth + 1);
        }
        line(depth);
        out += ']';
    } else {
        out += json::serialize(value);
    }
}

}  // namespace

namespace detail {

json::object operation(const Described& described, wire::Schemas& schemas) {
    json::object operation{
        {"operationId", described.spec.name},
        {"x-permission", boost::describe::enum_to_string(described.permission, "")},
    };
    if (auto parameters = parameters_of(described); !parameters.empty())
        operation["parameters"] = std::move(parameters);
    if (described.method != Method::get && described.method != Method::delete_)
        operation["requestBody"] = {
            {"required", true},
            {"content",
             {{"application/json",
               json::object{{"schema", without_path_members(described.command, described.path)}}}}}};
    operation["responses"] = {
        {std::to_string(described.status), response_of(described, schemas)},
        {"default", json::object{{"description", "Refused"},
                                 {"content",
                                  {{"application/problem+json",
                                    json::object{{"schema", {{"$ref", problem_reference}}}}}}}}}};
    return operation;
}

}  // namespace detail

std::string openapi(std::span<const Endpoint> endpoints) {
    wire::Schemas schemas;
    json::object paths;
    for (const Endpoint& endpoint : endpoints) {
        if (!paths.contains(endpoint.path))
            paths[endpoint.path] = json::object{};
        paths[endpoint.path].as_object()[method_name(endpoint.method)] = endpoint.describe(schemas);
    }
    schemas["Problem"] = problem_schema();
    json::object components;
    for (auto& [name, schema] : schemas)
        components[name] = std::move(schema);
    const json::value document{{"openapi", "3.1.0"},
                               {"info", {{"title", "Suncrew"}, {"version", "1"}}},
                               {"paths", std::move(paths)},
                               {"components", {{"schemas", std::move(components)}}}};
    std::string text;
    append_indented(text, document, 0);
    return text + '\n';
}

}  // namespace suncrew::http
