#include "routing/members.hpp"

#include <algorithm>

#include "base/refusal.hpp"

namespace suncrew::routing {

void Value::refuse(std::string_view reason) const {
    throw Refusal{Code::invalid, reason, path_};
}

std::int64_t Value::whole(std::int64_t min, std::int64_t max) const {
    if (!json_->is_int64())
        refuse("whole_number_expected");
    const std::int64_t number = json_->get_int64();
    if (number < min)
        refuse(min == 0 ? "negative" : "too_small");
    if (number > max)
        refuse("too_large");
    return number;
}

double Value::number(double min, double max) const {
    boost::json::error_code error;
    const auto number = json_->to_number<double>(error);
    if (error)
        refuse("number_expected");
    if (!(number >= min && number <= max))
        refuse("out_of_range");
    return number;
}

std::string_view Value::text() const {
    if (!json_->is_string())
        refuse("text_expected");
    return json_->get_string();
}

bool Value::truth() const {
    if (!json_->is_bool())
        refuse("true_or_false_expected");
    return json_->get_bool();
}

const boost::json::array& Value::array() const {
    if (!json_->is_array())
        refuse("list_expected");
    return json_->get_array();
}

const boost::json::object& Value::object() const {
    if (!json_->is_object())
        refuse("object_expected");
    return json_->get_object();
}

Value Value::operator[](std::size_t index) const {
    return {array()[index], path_ + '[' + std::to_string(index) + ']'};
}

void Value::only(std::initializer_list<std::string_view> known) const {
    for (const auto& member : object())
        if (std::find(known.begin(), known.end(), member.key()) == known.end())
            at(member.key()).refuse("not_supported");
}

Value Value::at(std::string_view member) const {
    const auto found = object().if_contains(member);
    std::string path = path_.empty() ? std::string{member} : path_ + '.' + std::string{member};
    if (found == nullptr)
        throw Refusal{Code::invalid, "missing", std::move(path)};
    return {*found, std::move(path)};
}

std::int64_t Value::whole_or(std::string_view member, std::int64_t otherwise, std::int64_t min,
                             std::int64_t max) const {
    return has(member) ? at(member).whole(min, max) : otherwise;
}

void Value::at_most(std::size_t count_max) const {
    if (size() > count_max)
        throw Refusal{Code::too_large, "too_many", path_};
}

}  // namespace suncrew::routing
