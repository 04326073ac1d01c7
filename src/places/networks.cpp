#include "places/networks.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

#include "crypto/hash.hpp"
#include "places/country.hpp"

namespace suncrew::places {
namespace {

// As `tools/networks/pack.mjs` writes them.
constexpr std::string_view magic = "SunNets\n";
constexpr std::uint64_t layout_version = 1;
constexpr std::size_t header_bytes = 32;
constexpr std::size_t checksum_bytes = 12;
/// 256 MB; what is larger is another file.
constexpr std::size_t file_bytes_max = std::size_t{1} << 28;

using Bytes = std::span<const std::uint8_t>;

std::uint64_t little_endian(Bytes bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes.size(); i > 0; --i)
        number = number << 8 | bytes[i - 1];
    return number;
}

/// Sorted ranges of addresses, one after the other: first address, last address, country. `Width` is of an
/// address, in bytes.
template <std::size_t Width>
class Ranges {
public:
    static constexpr std::size_t country_bytes = 2;
    static constexpr std::size_t range_bytes = 2 * Width + country_bytes;

    explicit Ranges(Bytes bytes) : bytes_{bytes} {}

    std::size_t size() const { return bytes_.size() / range_bytes; }
    std::uint64_t first(std::size_t range) const { return number(range * range_bytes); }
    std::uint64_t last(std::size_t range) const { return number(range * range_bytes + Width); }
    std::string_view country(std::size_t range) const {
        const auto text = bytes_.subspan(range * range_bytes + 2 * Width, country_bytes);
        return {reinterpret_cast<const char*>(text.data()), text.size()};
    }

    /// Whether each range ends before the next begins and has a country.
    bool in_order() const {
        for (std::size_t i = 0; i < size(); ++i)
            if (first(i) > last(i) || (i > 0 && last(i - 1) >= first(i)) || !parse_country(country(i)))
                return false;
        return true;
    }

    std::optional<std::string> find(std::uint64_t address) const {
        std::size_t low = 0;
        std::size_t high = size();
        while (low < high) {  // up to the first range that begins after the address
            const std::size_t middle = low + (high - low) / 2;
            if (first(middle) <= address)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == 0 || last(low - 1) < address)
            return std::nullopt;
        return std::string{country(low - 1)};
    }

private:
    std::uint64_t number(std::size_t at) const {
        return little_endian(std::span<const std::uint8_t, Width>{bytes_.data() + at, Width});
    }

    Bytes bytes_;
};

using Ranges4 = Ranges<4>;
using Ranges6 = Ranges<8>;

/// What is wrong with the file, or nullptr.
const char* mistake(Bytes file, std::size_t count_min) {
    if (file.size() < header_bytes || std::memcmp(file.data(), magic.data(), magic.size()) != 0)
        return "is no list of networks";
    if (little_endian(file.subspan(8, 4)) != layout_version)
        return "has a layout that this program does not know";
    const std::uint64_t count4 = little_endian(file.subspan(12, 4));
    const std::uint64_t count6 = little_endian(file.subspan(16, 4));
    const Bytes body = file.subspan(header_bytes);
    if (body.size() != count4 * Ranges4::range_bytes + count6 * Ranges6::range_bytes)
        return "is not as long as it says";
    if (count4 < count_min || count6 < count_min)
        return "holds too few networks";
    const auto checksum = crypto::sha256(body);
    if (!std::equal(checksum.begin(), checksum.begin() + checksum_bytes, file.begin() + 20))
        return "has changed since it was packed";
    const std::size_t bytes4 = count4 * Ranges4::range_bytes;
    if (!Ranges4{body.first(bytes4)}.in_order() || !Ranges6{body.subspan(bytes4)}.in_order())
        return "is not in order";
    return nullptr;
}

MappedFile opened(const std::filesystem::path& file) {
    const auto refuse = [&](const char* why) {
        return BadNetworks{"the list of networks " + file.string() + ' ' + why};
    };
    try {
        MappedFile mapped{file, file_bytes_max};
        if (const char* const why = mistake(mapped.bytes(), Networks::count_min))
            throw refuse(why);
        return mapped;
    } catch (const Unmapped& error) {
        throw refuse(error.what());
    }
}

/// An address in the order of the network, as inet_pton(3) reads it; it wants an end of the text.
template <std::size_t Width>
std::optional<std::array<std::uint8_t, Width>> parse(int family, std::string_view text) {
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.size() >= terminated.size() || text.find('\0') != text.npos)
        return std::nullopt;
    std::copy(text.begin(), text.end(), terminated.begin());
    std::array<std::uint8_t, Width> address{};
    if (::inet_pton(family, terminated.data(), address.data()) != 1)
        return std::nullopt;
    return address;
}

std::uint64_t big_endian(Bytes bytes) {
    std::uint64_t number = 0;
    for (const std::uint8_t byte : bytes)
        number = number << 8 | byte;
    return number;
}

}  // namespace

Networks::Networks(const std::filesystem::path& file) : file_{opened(file)} {
    const std::size_t bytes4 = little_endian(file_.bytes().subspan(12, 4)) * Ranges4::range_bytes;
    ranges4_ = file_.bytes().subspan(header_bytes, bytes4);
    ranges6_ = file_.bytes().subspan(header_bytes + bytes4);
}

std::optional<std::string> Networks::country(std::string_view address) const {
    constexpr std::string_view of_64_bits = "/64";
    if (!address.ends_with(of_64_bits)) {
        const auto bytes = parse<4>(AF_INET, address);
        return bytes ? Ranges4{ranges4_}.find(big_endian(*bytes)) : std::nullopt;
    }
    address.remove_suffix(of_64_bits.size());
    const auto bytes = parse<16>(AF_INET6, address);
    return bytes ? Ranges6{ranges6_}.find(big_endian(Bytes{*bytes}.first(8))) : std::nullopt;
}

}  // namespace suncrew::places
