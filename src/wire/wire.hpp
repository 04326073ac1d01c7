#pragma once

#include <map>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/refusal.hpp"

/// How a type stands on the wire: read strictly from JSON, written as JSON, and described for OpenAPI. Each
/// type says all three in one place, `Wire<T>`, so that what is read, written and published cannot differ.
namespace suncrew::wire {

/// Where we are in a document, kept on the stack; it becomes text only when something is refused.
class Path {
public:
    Path() = default;
    Path(const Path& parent, std::string_view member) : parent_{&parent}, member_{member} {}
    Path(const Path& parent, std::size_t index) : parent_{&parent}, index_{index} {}
    // A path points to its parent, which has to outlive it.
    Path(const Path&&, std::string_view) = delete;
    Path(const Path&&, std::size_t) = delete;

    /// The path of the document's member of that name.
    static Path of(std::string_view member);

    /// Such as `roof_planes[0].tilt_deg`; empty for the document itself.
    std::string text() const;

private:
    const Path* parent_ = nullptr;
    std::string_view member_{};
    std::size_t index_ = 0;
};

/// The named schemas (`#/components/schemas`) met while describing types.
using Schemas = std::map<std::string, boost::json::object, std::less<>>;

/// Specialised for each type on the wire:
///   static T read(const boost::json::value&, const Path&);   throws Refusal{Code::invalid}
///   static void write(std::string& out, const T&);
///   static boost::json::object schema(Schemas&);
/// and, for what may stand in a path or a query:
///   static T read_text(std::string_view, const Path&);
template <class T>
struct Wire;

[[noreturn]] void refuse(std::string_view reason, const Path& path);

/// Appends `text` as a JSON string, quoted and escaped (RFC 8259, section 7).
void write_string(std::string& out, std::string_view text);

template <class T>
std::string encode(const T& value) {
    std::string out;
    out.reserve(512);
    Wire<T>::write(out, value);
    return out;
}

}  // namespace suncrew::wire
