#include "commands/settings.hpp"

#include <charconv>
#include <sstream>

#include <toml++/toml.h>
#include <unistd.h>

#include "commands/configuration.hpp"

namespace suncrew::commands {
namespace {

constexpr std::string_view environment_prefix = "SUNCREW_";
/// Variables of the tests that share the prefix.
constexpr std::string_view test_prefix = "SUNCREW_TEST_";

}  // namespace

Settings::Settings(const std::filesystem::path& file) {
    try {
        add_table(toml::parse_file(file.string()), "");
    } catch (const toml::parse_error& error) {
        std::ostringstream text;
        text << file.string() << ": " << error.description() << " (" << error.source().begin << ')';
        throw BadConfiguration{text.str()};
    }
    add_environment();
}

void Settings::add_table(const toml::table& table, const std::string& prefix) {
    for (const auto& [name, node] : table) {
        const std::string key = prefix + std::string{name.str()};
        if (const auto* section = node.as_table())
            add_table(*section, key + '.');
        else if (const auto* text = node.as_string())
            values_[key] = {.text = text->get(), .may_be_number = false};
        else if (const auto* number = node.as_integer())
            values_[key] = {.text = std::to_string(number->get()), .may_be_text = false};
        else
            values_[key] = {.text = {}, .may_be_text = false, .may_be_number = false};
        if (!node.is_table())
            in_file_.insert(key);
    }
}

void Settings::add_environment() {
    for (char** variable = environ; *variable; ++variable) {
        const std::string_view text{*variable};
        const std::size_t equals = text.find('=');
        if (!text.starts_with(environment_prefix) || text.starts_with(test_prefix) ||
            equals == std::string_view::npos)
            continue;
        std::string key;
        for (const char c : text.substr(environment_prefix.size(), equals - environment_prefix.size()))
            key += c == '_' ? '.' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        // Only the first one or two words are sections: SERVER_BASE_URL is base_url of [server].
        const bool nested = key.starts_with("mail.smtp.");
        const std::size_t section = nested ? std::string_view{"mail.smtp"}.size() : key.find('.');
        for (std::size_t i = section == std::string::npos ? key.size() : section + 1; i < key.size(); ++i)
            if (key[i] == '.')
                key[i] = '_';
        values_[key] = {.text = std::string{text.substr(equals + 1)}};
        in_file_.erase(key);
    }
}

std::optional<Settings::Value> Settings::take(std::string_view key) {
    const auto found = values_.find(key);
    if (found == values_.end())
        return std::nullopt;
    Value value = std::move(found->second);
    values_.erase(found);
    return value;
}

std::optional<std::string> Settings::text(std::string_view key) {
    auto value = take(key);
    if (!value)
        return std::nullopt;
    if (value->may_be_text)
        return std::move(value->text);
    complain(std::string{key} + ": not a text");
    return std::nullopt;
}

std::optional<std::int64_t> Settings::number(std::string_view key, std::int64_t min, std::int64_t max) {
    const auto value = take(key);
    if (!value)
        return std::nullopt;
    const std::string& text = value->text;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (value->may_be_number && error == std::errc{} && end == text.data() + text.size() && number >= min &&
        number <= max)
        return number;
    complain(std::string{key} + ": not a whole number from " + std::to_string(min) + " to " +
             std::to_string(max));
    return std::nullopt;
}

void Settings::finish() {
    for (const auto& [key, value] : values_)
        complain(key + ": there is no such setting");
    if (mistakes_.empty())
        return;
    std::string all = "the configuration cannot be used:";
    for (const std::string& mistake : mistakes_)
        all += "\n  " + mistake;
    throw BadConfiguration{all};
}

}  // namespace suncrew::commands
