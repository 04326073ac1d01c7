#pragma once

#include <cstddef>
#include <filesystem>

#include "crypto/secret.hpp"

namespace suncrew::keys {

inline constexpr std::size_t secret_file_bytes_max = 16 * 1024;

/// What is in a file that nobody but its owner, who is this process's user, can read or write. Throws
/// Refused, saying what is wrong with the file: missing, a link or no plain file, somebody else's, readable
/// by others, empty, too large.
crypto::Secret read_secret_file(const std::filesystem::path& path);

}  // namespace suncrew::keys
