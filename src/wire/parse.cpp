#include "wire/parse.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include "base/refusal.hpp"

namespace suncrew::wire {
namespace {

namespace json = boost::json;

/// An object or array that is open, and where in it we are.
struct Open {
    bool is_array = false;
    std::size_t index = 0;                         ///< of the element, in an array
    std::string key{};                             ///< of the member, in an object
    std::set<std::string, std::less<>> members{};  ///< so far, in an object
};

std::string path_of(const std::vector<Open>& opened) {
    std::string path;
    for (const Open& open : opened) {
        if (open.is_array)
            path += '[' + std::to_string(open.index) + ']';
        else
            path += (path.empty() ? "" : ".") + open.key;
    }
    return path;
}

/// Of a request from outside.
struct RequestSizes {
    static constexpr std::size_t array_max = 10'000;
    static constexpr std::size_t object_max = 1'000;
};

/// Of a file that whoever runs the program gives it.
struct FileSizes {
    static constexpr std::size_t array_max = file_array_max;
    static constexpr std::size_t object_max = 1'000;
};

/// Builds the value and remembers the members of each open object: Boost.JSON's own parser lets the last of
/// two equal members win, which hides what a filter in front of us may have looked at.
template <class Sizes>
class StrictHandler {
public:
    static constexpr std::size_t max_array_size = Sizes::array_max;
    static constexpr std::size_t max_object_size = Sizes::object_max;
    static constexpr std::size_t max_string_size = 1'000'000;
    static constexpr std::size_t max_key_size = 200;

    json::value_stack values;

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }

    bool on_object_begin(json::error_code&) {
        opened_.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t size, json::error_code&) {
        opened_.pop_back();
        values.push_object(size);
        return next();
    }
    bool on_array_begin(json::error_code&) {
        opened_.push_back({.is_array = true});
        return true;
    }
    bool on_array_end(std::size_t size, json::error_code&) {
        opened_.pop_back();
        values.push_array(size);
        return next();
    }

    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        key_.append(part.data(), part.size());
        values.push_chars(part);
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code&) {
        key_.append(part.data(), part.size());
        Open& object = opened_.back();
        object.key = std::exchange(key_, {});
        if (!object.members.insert(object.key).second)
            throw Refusal{Code::invalid, "duplicate_member", path_of(opened_)};
        values.push_key(part);
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        values.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) {
        values.push_string(part);
        return next();
    }
    bool on_number_part(json::string_view, json::error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
        values.push_int64(number);
        return next();
    }
    bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
        values.push_uint64(number);
        return next();
    }
    bool on_double(double number, json::string_view, json::error_code&) {
        values.push_double(number);
        return next();
    }
    bool on_bool(bool value, json::error_code&) {
        values.push_bool(value);
        return next();
    }
    bool on_null(json::error_code&) {
        values.push_null();
        return next();
    }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    /// A value is complete: in an array, the next element follows.
    bool next() {
        if (!opened_.empty() && opened_.back().is_array)
            ++opened_.back().index;
        return true;
    }

    std::vector<Open> opened_;
    std::string key_;
};

template <class Sizes>
json::value parse_within(std::string_view text) {
    json::parse_options options;
    options.max_depth = nesting_max;
    json::basic_parser<StrictHandler<Sizes>> parser{options};
    parser.handler().values.reset();
    json::error_code error;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    if (error || read != text.size() || !parser.done())
        throw Refusal{Code::bad_request, "malformed_json", {}, error.message()};
    return parser.handler().values.release();
}

}  // namespace

json::value parse(std::string_view text) {
    return parse_within<RequestSizes>(text);
}

json::value parse_file(std::string_view text) {
    return parse_within<FileSizes>(text);
}

}  // namespace suncrew::wire
