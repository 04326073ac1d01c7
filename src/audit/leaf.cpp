#include "audit/leaf.hpp"

#include <algorithm>

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include "crypto/base64.hpp"

namespace suncrew::audit {
namespace {

std::string text_of(const auto& bytes) {
    return {bytes.begin(), bytes.end()};
}

void append_line(std::string& leaf, std::string_view name, std::string_view value) {
    leaf += name;
    leaf += ' ';
    leaf += value;
    leaf += '\n';
}

template <class Tag>
std::optional<std::string> id_value(const std::optional<Id<Tag>>& id) {
    if (!id)
        return std::nullopt;
    return to_string(*id);
}

/// A text that an event always has, which is empty where there is nothing to tell.
std::optional<std::string> told(const std::string& text) {
    if (text.empty())
        return std::nullopt;
    return text;
}

}  // namespace

std::string_view name_of(Field field) {
    return boost::describe::enum_to_string(field, "");
}

crypto::Sha256Digest field_salt(const Salt& salt, Field field) {
    std::string bytes = text_of(salt);
    bytes += name_of(field);
    return crypto::sha256(bytes);
}

crypto::Sha256Digest commitment(const crypto::Sha256Digest& field_salt,
                                const std::optional<std::string>& value) {
    std::string bytes = text_of(field_salt);
    bytes += value ? '\1' : '\0';
    bytes += value.value_or("");
    return crypto::sha256(bytes);
}

std::optional<std::string> value_of(const SecurityEvent& event, Field field) {
    switch (field) {
        case Field::actor:
            return id_value(event.actor);
        case Field::grant:
            return id_value(event.grant);
        case Field::subject:
            return id_value(event.account);
        case Field::address:
            return told(event.address);
        case Field::device:
            return told(event.device);
        case Field::before:
            return event.before;
        case Field::after:
            return event.after;
    }
    throw std::logic_error{"a field without a value"};
}

std::string leaf_of(const SecurityEvent& event, const Salt& salt) {
    std::string leaf = "suncrew log entry v1\n";
    append_line(leaf, "at", to_string(event.at));
    append_line(leaf, "action", name_of(event.kind));
    append_line(leaf, "role", name_of(event.acted_as));
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Field>>([&](auto field) {
        const auto committed = commitment(field_salt(salt, field.value), value_of(event, field.value));
        append_line(leaf, name_of(field.value), crypto::base64url_encode(committed));
    });
    return leaf;
}

}  // namespace suncrew::audit
