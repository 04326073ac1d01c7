#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace suncrew::commands {

/// The settings as text, by `section.key`: from a TOML file, with the environment's on top.
class Settings {
public:
    /// Throws BadConfiguration with the file, line and column of what cannot be read.
    explicit Settings(const std::filesystem::path& file);

    /// Each takes a setting away, so that what is left at the end is unknown. `max` and `min` bound it.
    std::optional<std::string> text(std::string_view key);
    std::optional<std::int64_t> number(std::string_view key, std::int64_t min, std::int64_t max);

    /// Whether a setting is given in the file, and not in the environment.
    bool stands_in_file(std::string_view key) const { return in_file_.contains(key); }

    /// Notes a mistake, to be thrown with all the others.
    void complain(std::string mistake) { mistakes_.push_back(std::move(mistake)); }
    /// Throws BadConfiguration where there were mistakes or settings that nobody asked for.
    void finish();

private:
    struct Value {
        std::string text;
        bool may_be_text = true;
        bool may_be_number = true;
    };
    void add_table(const toml::table& table, const std::string& prefix);
    void add_environment();
    std::optional<Value> take(std::string_view key);

    std::map<std::string, Value, std::less<>> values_;
    std::set<std::string, std::less<>> in_file_;
    std::vector<std::string> mistakes_;
};

}  // namespace suncrew::commands
