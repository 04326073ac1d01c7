#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "commands/environment.hpp"
#include "commands/settings.hpp"
#include "crypto/secret.hpp"

/// What the readers of the configuration's sections have in common.
namespace suncrew::commands {

/// Sets what is given and leaves the rest.
template <class T>
void set(T& target, std::optional<std::int64_t> value) {
    if (value)
        target = static_cast<T>(*value);
}
inline void set(std::filesystem::path& target, std::optional<std::string> value) {
    if (value)
        target = *value;
}
inline void set(std::string& target, std::optional<std::string> value) {
    if (value)
        target = *std::move(value);
}

/// Whether the file's group or everybody has some right to it.
bool others_can_read(const std::filesystem::path& file);

/// The secret in the file that a setting names; empty where there is no such setting. Complains of a file
/// that cannot be read or, but in development, that others can read.
crypto::Secret secret_in(Settings& settings, std::string_view key, Environment environment);

}  // namespace suncrew::commands
