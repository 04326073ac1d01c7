#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace suncrew::routing {

/// Any value of a file with its path, `jobs[3].service`. What it is not is refused: Refusal{Code::invalid,
/// reason, path}.
class Value {
public:
    Value(const boost::json::value& json, std::string path) : json_{&json}, path_{std::move(path)} {}

    const std::string& path() const { return path_; }
    [[noreturn]] void refuse(std::string_view reason) const;

    std::int64_t whole(std::int64_t min, std::int64_t max) const;
    double number(double min, double max) const;
    std::string_view text() const;
    bool truth() const;
    std::size_t size() const { return array().size(); }
    Value operator[](std::size_t index) const;
    /// Refuses members that are not in `known`.
    void only(std::initializer_list<std::string_view> known) const;
    bool has(std::string_view member) const { return object().contains(member); }
    /// A member that has to be there.
    Value at(std::string_view member) const;
    std::int64_t whole_or(std::string_view member, std::int64_t otherwise, std::int64_t min,
                          std::int64_t max) const;
    /// For each element of an array that may be missing: `work(element)`.
    template <class Work>
    void each(std::string_view member, std::size_t count_max, Work work) const {
        if (!has(member))
            return;
        const Value list = at(member);
        list.at_most(count_max);
        for (std::size_t i = 0; i < list.size(); ++i)
            work(list[i]);
    }
    void at_most(std::size_t count_max) const;
    const boost::json::object& object() const;

private:
    const boost::json::array& array() const;

    const boost::json::value* json_;
    std::string path_;
};

}  // namespace suncrew::routing
