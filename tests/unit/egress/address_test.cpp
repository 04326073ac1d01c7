#include "egress/address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <rapidcheck/gtest.h>
#include <sys/un.h>

namespace suncrew::egress {
namespace {

template <class Address>
Address parsed(int family, const std::string& text) {
    Address address{};
    if (::inet_pton(family, text.c_str(), address.data()) != 1)
        throw std::invalid_argument{text};
    return address;
}

AddressKind kind(const std::string& text) {
    return text.find(':') == text.npos ? kind_of(parsed<Ipv4>(AF_INET, text))
                                       : kind_of(parsed<Ipv6>(AF_INET6, text));
}

TEST(Address, WhatTheInternetRoutesIsGlobal) {
    for (const char* text : {"1.0.0.0",
                             "1.1.1.1",
                             "8.8.8.8",
                             "9.255.255.255",
                             "11.0.0.0",
                             "100.63.255.255",
                             "100.128.0.0",
                             "126.255.255.255",
                             "128.0.0.0",
                             "169.253.255.255",
                             "169.255.0.0",
                             "172.15.255.255",
                             "172.32.0.0",
                             "191.255.255.255",
                             "192.0.1.0",
                             "192.0.3.0",
                             "192.88.98.255",
                             "192.88.100.0",
                             "192.167.255.255",
                             "192.169.0.0",
                             "198.17.255.255",
                             "198.20.0.0",
                             "198.51.99.255",
                             "198.51.101.0",
                             "203.0.112.255",
                             "203.0.114.0",
                             "223.255.255.255",
                             "2000::",
                             "2001:200::",
                             "2001:4860:4860::8888",
                             "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                             "2001:db9::",
                             "2003::",
                             "2606:4700::1111",
                             "2a00::",
                             "3ffe:ffff::",
                             "3fff:1000::",
                             "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                             "64:ff9b::8.8.8.8",
                             "64:ff9b::100:0"})
        EXPECT_EQ(kind(text), AddressKind::global) << text;
}

TEST(Address, ThisMachineIsLoopback) {
    for (const char* text : {"127.0.0.0", "127.0.0.1", "127.1.2.3", "127.255.255.255", "::1"})
        EXPECT_EQ(kind(text), AddressKind::loopback) << text;
}

TEST(Address, EverythingElseIsSpecial) {
    for (const char* text :
         {"0.0.0.0",         "0.255.255.255",  "10.0.0.0",        "10.255.255.255",  "100.64.0.0",
          "100.127.255.255", "169.254.0.0",    "169.254.169.254", "169.254.255.255", "172.16.0.0",
          "172.31.255.255",  "192.0.0.0",      "192.0.0.255",     "192.0.2.0",       "192.0.2.255",
          "192.88.99.1",     "192.168.0.0",    "192.168.255.255", "198.18.0.0",      "198.19.255.255",
          "198.51.100.7",    "203.0.113.255",  "224.0.0.1",       "239.255.255.255", "240.0.0.0",
          "255.255.255.254", "255.255.255.255"})
        EXPECT_EQ(kind(text), AddressKind::special) << text;
    for (const char* text : {"::",
                             "::2",
                             "::7f00:1",
                             "::8.8.8.8",
                             "::ffff:8.8.8.8",
                             "::ffff:127.0.0.1",
                             "::ffff:10.0.0.1",
                             "::ffff:0:8.8.8.8",
                             "64:ff9b::127.0.0.1",
                             "64:ff9b::10.0.0.1",
                             "64:ff9b::169.254.169.254",
                             "64:ff9b::0.0.0.0",
                             "64:ff9b:0:1::8.8.8.8",
                             "64:ff9b:1::8.8.8.8",
                             "100::1",
                             "1fff:ffff::",
                             "2001::1",
                             "2001:0:4136:e378::1",
                             "2001:2::1",
                             "2001:10::1",
                             "2001:20::1",
                             "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
                             "2001:db8::1",
                             "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
                             "2002::",
                             "2002:7f00:1::1",
                             "2002:a00:1::1",
                             "2002:808:808::1",
                             "3fff::",
                             "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
                             "4000::",
                             "5f00::1",
                             "fc00::1",
                             "fd00:ec2::254",
                             "fdff:ffff::1",
                             "fe80::1",
                             "febf:ffff::1",
                             "fec0::1",
                             "ff02::1",
                             "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"})
        EXPECT_EQ(kind(text), AddressKind::special) << text;
}

// Each of the 65536 networks of 16 bits, against Python's ipaddress module said in numbers: how many are
// global.
TEST(Address, TheTableSpeaksOfNoMoreAndNoLessThanItSays) {
    std::array<int, 3> count{};
    for (unsigned net = 0; net < 0x10000; ++net)
        ++count[static_cast<std::size_t>(kind_of(
            Ipv4{static_cast<std::uint8_t>(net >> 8), static_cast<std::uint8_t>(net & 255), 255, 1}))];
    // Two whole nets of 8 bits (0, 10), 64 of shared, 1 link-local, 16 + 1 private, 2 of benchmarks, 32 of 8
    // bits above 223; those of 24 bits do not meet x.y.255.1.
    EXPECT_EQ(count[1], 256);
    EXPECT_EQ(count[2], 2 * 256 + 64 + 1 + 16 + 1 + 2 + 32 * 256);
    EXPECT_EQ(count[0], 0x10000 - count[1] - count[2]);
}

RC_GTEST_PROP(AddressProperty, AnIpv4AddressInAnIpv6OneReachesNoFurther, (const Ipv4& inner)) {
    Ipv6 mapped{};
    mapped[10] = mapped[11] = 0xff;
    Ipv6 compatible{};
    Ipv6 translated{0x00, 0x64, 0xff, 0x9b};
    Ipv6 tunnelled{0x20, 0x02, inner[0], inner[1], inner[2], inner[3]};
    for (Ipv6* outer : {&mapped, &compatible, &translated})
        std::copy(inner.begin(), inner.end(), outer->begin() + 12);
    RC_ASSERT(kind_of(mapped) == AddressKind::special);
    RC_ASSERT(kind_of(tunnelled) == AddressKind::special);
    RC_ASSERT(kind_of(compatible) != AddressKind::global);
    RC_ASSERT((kind_of(translated) == AddressKind::global) == (kind_of(inner) == AddressKind::global));
}

TEST(Address, ASocketsAddressIsReadByItsFamily) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(0x08080808);
    const auto& as_v4 = reinterpret_cast<const sockaddr&>(v4);
    EXPECT_EQ(kind_of(as_v4, sizeof v4), AddressKind::global);
    EXPECT_EQ(kind_of(as_v4, sizeof v4 - 1), AddressKind::special) << "cut short";
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_addr = in6addr_loopback;
    EXPECT_EQ(kind_of(reinterpret_cast<const sockaddr&>(v6), sizeof v6), AddressKind::loopback);
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    EXPECT_EQ(kind_of(reinterpret_cast<const sockaddr&>(local), sizeof local), AddressKind::special);
}

}  // namespace
}  // namespace suncrew::egress
