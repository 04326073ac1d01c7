#include "audit/network.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <arpa/inet.h>

namespace suncrew::audit {
namespace {

constexpr std::size_t ipv4_bytes = 3;
constexpr std::size_t ipv6_bytes = 6;

template <std::size_t N>
std::string text_of(int family, std::array<unsigned char, N> bytes, std::size_t kept) {
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(kept), bytes.end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(family, bytes.data(), text.data(), static_cast<socklen_t>(text.size()));
    return std::string{text.data()} + '/' + std::to_string(kept * 8);
}

}  // namespace

std::optional<std::string> network_of(std::string_view address) {
    const std::string text{address.substr(0, address.find('/'))};
    if (std::array<unsigned char, 4> bytes{}; ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1)
        return text_of(AF_INET, bytes, ipv4_bytes);
    if (std::array<unsigned char, 16> bytes{}; ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1)
        return text_of(AF_INET6, bytes, ipv6_bytes);
    return std::nullopt;
}

}  // namespace suncrew::audit
