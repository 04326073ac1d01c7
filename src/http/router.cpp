#include "http/router.hpp"

#include <array>
#include <optional>

#include "base/refusal.hpp"

namespace suncrew::http {
namespace {

constexpr std::size_t segments_max = 12;

/// The segments of a path between its slashes, or nothing where there are too many.
struct Segments {
    std::array<std::string_view, segments_max> text;
    std::size_t count = 0;
};

std::optional<Segments> split(std::string_view path) {
    Segments segments;
    if (path.empty() || path.front() != '/')
        return std::nullopt;
    path.remove_prefix(1);
    for (;;) {
        if (segments.count == segments_max)
            return std::nullopt;
        const std::size_t slash = path.find('/');
        segments.text[segments.count++] = path.substr(0, slash);
        if (slash == std::string_view::npos)
            return segments;
        path.remove_prefix(slash + 1);
    }
}

std::string_view name_of(Method method) {
    switch (method) {
        case Method::get:
            return "GET, HEAD";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::delete_:
            return "DELETE";
    }
    return "";
}

bool is_parameter(std::string_view segment) {
    return segment.starts_with('{');
}

std::string_view parameter_name(std::string_view segment) {
    return segment.substr(1, segment.size() - 2);
}

bool fits(const std::vector<std::string>& pattern, const Segments& path) {
    if (pattern.size() != path.count)
        return false;
    for (std::size_t i = 0; i < path.count; ++i)
        if (!is_parameter(pattern[i]) && pattern[i] != path.text[i])
            return false;
    return true;
}

}  // namespace

Router::Router(std::span<const Endpoint> endpoints) {
    for (const Endpoint& endpoint : endpoints) {
        const auto segments = split(endpoint.path);
        Entry entry{{}, &endpoint};
        for (std::size_t i = 0; segments && i < segments->count; ++i)
            entry.segments.emplace_back(segments->text[i]);
        entries_.push_back(std::move(entry));
    }
}

Match Router::find(Method method, std::string_view path) const {
    const auto segments = split(path);
    bool known = false;
    for (const Entry& entry : entries_) {
        if (!segments || !fits(entry.segments, *segments))
            continue;
        known = true;
        if (entry.endpoint->method != (method == Method::head ? Method::get : method))
            continue;
        Match match{entry.endpoint};
        for (std::size_t i = 0; i < segments->count; ++i)
            if (is_parameter(entry.segments[i]))
                match.parameters.emplace_back(parameter_name(entry.segments[i]), segments->text[i]);
        return match;
    }
    if (known)
        throw Refusal{Code::not_possible, "method_not_allowed"};
    throw Refusal{Code::not_found, "no_such_path"};
}

std::string Router::allowed(std::string_view path) const {
    const auto segments = split(path);
    std::string methods;
    for (const Entry& entry : entries_)
        if (segments && fits(entry.segments, *segments))
            methods.append(methods.empty() ? "" : ", ").append(name_of(entry.endpoint->method));
    return methods;
}

}  // namespace suncrew::http
