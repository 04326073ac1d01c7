#include "identity/leaked_passwords.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "crypto/hash.hpp"

namespace suncrew::identity {
namespace {

// As `tools/passwords/pack.mjs` writes them.
constexpr std::string_view magic = "SunPwds\n";
constexpr std::uint64_t layout_version = 1;
constexpr std::size_t header_bytes = 32;
constexpr std::size_t checksum_bytes = 8;
/// 2 GB; what is larger is another file.
constexpr std::size_t file_bytes_max = std::size_t{1} << 31;

std::uint64_t little_endian(std::span<const std::uint8_t> bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes.size(); i > 0; --i)
        number = number << 8 | bytes[i - 1];
    return number;
}

/// What is wrong with the file, or nullptr.
const char* mistake(std::span<const std::uint8_t> file, std::size_t prefix_bytes, std::size_t count_min) {
    if (file.size() < header_bytes || std::memcmp(file.data(), magic.data(), magic.size()) != 0)
        return "is no list of leaked passwords";
    if (little_endian(file.subspan(8, 4)) != layout_version ||
        little_endian(file.subspan(12, 4)) != prefix_bytes)
        return "has a layout that this program does not know";
    const auto prefixes = file.subspan(header_bytes);
    const std::uint64_t count = little_endian(file.subspan(16, 8));
    if (prefixes.size() % prefix_bytes != 0 || count != prefixes.size() / prefix_bytes)
        return "is not as long as it says";
    if (count < count_min)
        return "holds too few passwords";
    const auto checksum = crypto::sha256(prefixes);
    if (!std::equal(checksum.begin(), checksum.begin() + checksum_bytes, file.begin() + 24))
        return "has changed since it was packed";
    for (std::size_t at = prefix_bytes; at < prefixes.size(); at += prefix_bytes)
        if (std::memcmp(&prefixes[at - prefix_bytes], &prefixes[at], prefix_bytes) >= 0)
            return "is not in order";
    return nullptr;
}

MappedFile opened(const std::filesystem::path& file, std::size_t prefix_bytes) {
    const auto refuse = [&](const char* why) {
        return BadPasswordList{"the list of leaked passwords " + file.string() + ' ' + why};
    };
    try {
        MappedFile mapped{file, file_bytes_max};
        if (const char* const why = mistake(mapped.bytes(), prefix_bytes, LeakedPasswords::count_min))
            throw refuse(why);
        return mapped;
    } catch (const Unmapped& error) {
        throw refuse(error.what());
    }
}

/// Eight bytes as they are compared: the first weighs most.
std::uint64_t big_endian(const std::uint8_t* bytes) {
    std::uint64_t number = 0;
    for (int i = 0; i < 8; ++i)
        number = number << 8 | bytes[i];
    return number;
}

crypto::Secret in_lower_case(const crypto::Secret& password) {
    std::string lower{password.expose()};
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return crypto::Secret::take(lower);
}

}  // namespace

LeakedPasswords::LeakedPasswords(const std::filesystem::path& file)
    : file_{opened(file, prefix_bytes)}, prefixes_{file_.bytes().subspan(header_bytes)} {}

std::uint64_t LeakedPasswords::prefix(std::size_t index) const {
    return big_endian(&prefixes_[index * prefix_bytes]);
}

bool LeakedPasswords::contains(const crypto::Secret& password) const {
    const crypto::Secret lower = in_lower_case(password);
    const auto digest = crypto::sha256(lower.expose());
    const std::uint64_t wanted = big_endian(digest.data());
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (prefix(middle) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < size() && prefix(low) == wanted;
}

}  // namespace suncrew::identity
