#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace suncrew::commands {

/// The settings as text, by `section.key`: from a TOML file, with the environment's on top.
class Settings {
public:
    /// Throws BadConfiguration with the file, line and column of what cannot be read.
    explicit Settings(const std::filesystem::path& file);

    /// Each takes a setting away, so that what is left at the end is unknown. `max` and `min` bound it.
    std::optional<std::string> text(std::string_view key);
    std::optional<std::int64_t> number(std::string_view key, std::int64_t min, std::int64_t max);

    /// Notes a mistake, to be thrown with all the others.
    void complain(std::string mistake) { mistakes_.push_back(std::move(mistake)); }
    /// Throws BadConfiguration where there were mistakes or settings that nobody asked for.
    void finish();

private:
    void add_environment();

    std::map<std::string, std::string, std::less<>> values_;
    std::vector<std::string> mistakes_;
};

}  // namespace suncrew::commands
