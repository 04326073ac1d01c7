#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

struct sockaddr;

/// Which IP addresses are somebody else's on the internet, and which are this machine, its neighbours or
/// nobody.
namespace suncrew::egress {

using Ipv4 = std::array<std::uint8_t, 4>;
using Ipv6 = std::array<std::uint8_t, 16>;

enum class AddressKind : std::uint8_t {
    global,    ///< a unicast address that the internet routes
    loopback,  ///< this machine: 127.0.0.0/8 and ::1
    special,   ///< everything else: private, link-local, shared, multicast, reserved, documentation,
               ///< translated
};

namespace address_tables {

template <class Address>
struct Network {
    Address first;
    unsigned bits;

    constexpr bool contains(const Address& address) const {
        for (std::size_t i = 0; i < address.size(); ++i) {
            const unsigned here = static_cast<unsigned>(
                std::clamp<int>(static_cast<int>(bits) - static_cast<int>(8 * i), 0, 8));
            const unsigned mask = 0xffU & (0xffU << (8 - here));
            if ((address[i] & mask) != first[i])
                return false;
        }
        return true;
    }
};

/// Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890 and what followed), with multicast (RFC 5771)
/// and the reserved class E, whose last address is the broadcast. Refused whole where it is cut finer there.
inline constexpr std::array special_v4{
    Network<Ipv4>{{0, 0, 0, 0}, 8},        // this network
    Network<Ipv4>{{10, 0, 0, 0}, 8},       // private, RFC 1918
    Network<Ipv4>{{100, 64, 0, 0}, 10},    // shared by carriers, RFC 6598
    Network<Ipv4>{{169, 254, 0, 0}, 16},   // link-local, and the metadata of clouds
    Network<Ipv4>{{172, 16, 0, 0}, 12},    // private
    Network<Ipv4>{{192, 0, 0, 0}, 24},     // protocol assignments
    Network<Ipv4>{{192, 0, 2, 0}, 24},     // documentation
    Network<Ipv4>{{192, 88, 99, 0}, 24},   // 6to4 relays, withdrawn by RFC 7526
    Network<Ipv4>{{192, 168, 0, 0}, 16},   // private
    Network<Ipv4>{{198, 18, 0, 0}, 15},    // benchmarks
    Network<Ipv4>{{198, 51, 100, 0}, 24},  // documentation
    Network<Ipv4>{{203, 0, 113, 0}, 24},   // documentation
    Network<Ipv4>{{224, 0, 0, 0}, 4},      // multicast
    Network<Ipv4>{{240, 0, 0, 0}, 4},      // reserved
};

inline constexpr Network<Ipv4> loopback_v4{{127, 0, 0, 0}, 8};
inline constexpr Ipv6 loopback_v6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

/// All that is given out of IPv6 (IANA IPv6 Global Unicast Address Assignments); the rest is special unsaid:
/// ::/96 and ::ffff:0:0/96 with an IPv4 address in them, fc00::/7, fe80::/10, ff00::/8, 64:ff9b:1::/48,
/// 5f00::/16.
inline constexpr Network<Ipv6> global_v6{{0x20}, 3};
/// Source: IANA IPv6 Special-Purpose Address Registry, what lies within 2000::/3.
inline constexpr std::array special_v6{
    Network<Ipv6>{{0x20, 0x01, 0x00}, 23},        // protocol assignments, Teredo among them
    Network<Ipv6>{{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    Network<Ipv6>{{0x20, 0x02}, 16},              // 6to4, whatever IPv4 address is in it
    Network<Ipv6>{{0x3f, 0xff, 0x00}, 20},        // documentation, RFC 9637
};
/// NAT64 (RFC 6052): how a host with IPv6 alone reaches IPv4, so the address within is what counts.
inline constexpr Network<Ipv6> nat64{{0x00, 0x64, 0xff, 0x9b}, 96};

}  // namespace address_tables

constexpr AddressKind kind_of(const Ipv4& address) {
    if (address_tables::loopback_v4.contains(address))
        return AddressKind::loopback;
    for (const auto& network : address_tables::special_v4)
        if (network.contains(address))
            return AddressKind::special;
    return AddressKind::global;
}

constexpr AddressKind kind_of(const Ipv6& address) {
    if (address == address_tables::loopback_v6)
        return AddressKind::loopback;
    if (address_tables::nat64.contains(address)) {
        const AddressKind within = kind_of(Ipv4{address[12], address[13], address[14], address[15]});
        return within == AddressKind::global ? AddressKind::global : AddressKind::special;
    }
    if (!address_tables::global_v6.contains(address))
        return AddressKind::special;
    for (const auto& network : address_tables::special_v6)
        if (network.contains(address))
            return AddressKind::special;
    return AddressKind::global;
}

/// Of what a socket would be connected to: special for a family that is neither of the two, or cut short.
AddressKind kind_of(const sockaddr& address, std::size_t size);

}  // namespace suncrew::egress
