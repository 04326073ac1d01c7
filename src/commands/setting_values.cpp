#include "commands/setting_values.hpp"

#include <fstream>

#include <sys/stat.h>

namespace suncrew::commands {
namespace {

constexpr std::size_t secret_file_bytes_max = 4096;

}  // namespace

bool others_can_read(const std::filesystem::path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

crypto::Secret secret_in(Settings& settings, std::string_view key, Environment environment) {
    const auto path = settings.text(key);
    if (!path)
        return {};
    std::ifstream file{*path, std::ios::binary};
    std::string text(secret_file_bytes_max, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    while (text.ends_with('\n'))
        text.pop_back();
    if (text.empty())
        settings.complain(std::string{key} + ": cannot be read, or is empty");
    if (environment != Environment::development && others_can_read(*path))
        settings.complain(std::string{key} + ": others than its owner can read the file (chmod 600)");
    return crypto::Secret::take(text);
}

}  // namespace suncrew::commands
