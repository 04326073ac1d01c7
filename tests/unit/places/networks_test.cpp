#include "places/networks.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <sstream>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "crypto/hash.hpp"

namespace suncrew::places {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t header_bytes = 32;

/// An IPv4 address as requests have it.
std::string text4(std::uint32_t address) {
    std::array<char, INET_ADDRSTRLEN> text{};
    const std::uint32_t bytes = htonl(address);
    return ::inet_ntop(AF_INET, &bytes, text.data(), text.size());
}

/// The first 64 bits of an IPv6 address as requests have them.
std::string text6(std::uint64_t network) {
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = static_cast<std::uint8_t>(network >> (56 - 8 * i));
    std::array<char, INET6_ADDRSTRLEN> text{};
    return std::string{::inet_ntop(AF_INET6, bytes.data(), text.data(), text.size())} + "/64";
}

std::string little_endian(std::uint64_t number, std::size_t width) {
    std::string bytes;
    for (std::size_t i = 0; i < width; ++i)
        bytes += static_cast<char>(number >> (8 * i));
    return bytes;
}

struct Range {
    std::uint64_t first;
    std::uint64_t last;
    std::string country;
};

/// The file as it is packed from sorted ranges, with a right header.
std::string packed(const std::vector<Range>& ranges4, const std::vector<Range>& ranges6) {
    std::string body;
    for (const auto& [ranges, width] : {std::pair{&ranges4, 4U}, std::pair{&ranges6, 8U}})
        for (const Range& range : *ranges)
            body += little_endian(range.first, width) + little_endian(range.last, width) + range.country;
    const auto checksum = crypto::sha256(std::string_view{body});
    return "SunNets\n" + little_endian(1, 4) + little_endian(ranges4.size(), 4) +
           little_endian(ranges6.size(), 4) + std::string(checksum.begin(), checksum.begin() + 12) + body;
}

/// As many ranges as a file must have: of 4 networks each, with a gap of 4 after it, from `start` on.
std::vector<Range> filling(std::uint64_t start) {
    std::vector<Range> ranges;
    for (std::uint64_t i = 0; i < Networks::count_min; ++i)
        ranges.push_back({start + 8 * i, start + 8 * i + 3, i % 2 == 0 ? "ES" : "PT"});
    return ranges;
}

class NetworksFile : public testing::Test {
protected:
    ~NetworksFile() override { fs::remove(file_); }

    Networks made_of(const std::string& bytes) const {
        std::ofstream{file_, std::ios::binary} << bytes;
        return Networks{file_};
    }
    /// Why the bytes are refused; empty where they are not.
    std::string answer(const std::string& bytes) const {
        try {
            made_of(bytes);
        } catch (const BadNetworks& bad) {
            return bad.what();
        }
        return "";
    }

    static constexpr std::uint64_t start4 = 0x0b000000;          // 11.0.0.0
    static constexpr std::uint64_t start6 = 0x2a00000000000000;  // 2a00::
    std::vector<Range> ranges4_ = filling(start4);
    std::vector<Range> ranges6_ = filling(start6);
    const std::string good_ = packed(ranges4_, ranges6_);
    const fs::path file_ = fs::temp_directory_path() / ("suncrew_networks_" + std::to_string(::getpid()));
};

TEST_F(NetworksFile, ARangeHasBothItsEndsAndNothingBesideThem) {
    const Networks networks = made_of(good_);
    for (const std::size_t i :
         {std::size_t{0}, std::size_t{1}, Networks::count_min / 2, Networks::count_min - 1}) {
        const auto answers = [i](const auto& country, const auto& text, const Range& range) {
            for (const auto address : {range.first, range.first + 1, range.last})
                EXPECT_EQ(country(text(address)), range.country) << i << ' ' << text(address);
            EXPECT_EQ(country(text(range.first - 1)), std::nullopt) << i;
            EXPECT_EQ(country(text(range.last + 1)), std::nullopt) << i;
        };
        const auto country = [&](const std::string& text) { return networks.country(text); };
        answers(
            country, [](auto address) { return text4(static_cast<std::uint32_t>(address)); }, ranges4_[i]);
        answers(
            country, [](auto address) { return text6(address); }, ranges6_[i]);
    }
}

TEST_F(NetworksFile, NeighboursAndTheVeryFirstAndLastAddressesAreFound) {
    ranges4_.insert(ranges4_.begin(), {{0, 0, "FR"}, {1, 9, "IT"}});
    ranges4_.push_back({0xfffffffe, 0xffffffff, "DE"});
    ranges6_.insert(ranges6_.begin(), {{0, 0, "FR"}, {1, 9, "IT"}});
    ranges6_.push_back(
        {std::numeric_limits<std::uint64_t>::max(), std::numeric_limits<std::uint64_t>::max(), "DE"});
    const Networks networks = made_of(packed(ranges4_, ranges6_));
    for (const auto& [address, country] :
         std::vector<std::pair<std::string, std::string>>{{"0.0.0.0", "FR"},
                                                          {"0.0.0.1", "IT"},
                                                          {"0.0.0.9", "IT"},
                                                          {"255.255.255.255", "DE"},
                                                          {"255.255.255.254", "DE"},
                                                          {"::/64", "FR"},
                                                          {"0:0:0:1::/64", "IT"},
                                                          {"0:0:0:9::/64", "IT"},
                                                          {"ffff:ffff:ffff:ffff::/64", "DE"}})
        EXPECT_EQ(networks.country(address), country) << address;
    for (const char* address : {"0.0.0.10", "255.255.255.253", "0:0:0:a::/64", "ffff:ffff:ffff:fffe::/64"})
        EXPECT_EQ(networks.country(address), std::nullopt) << address;
}

TEST_F(NetworksFile, AMissingOneIsRefusedByItsName) {
    EXPECT_THROW(Networks{file_}, BadNetworks);
    EXPECT_THROW(Networks{fs::temp_directory_path()}, BadNetworks) << "a folder";
    EXPECT_THAT(answer(""), testing::HasSubstr(file_.string()));
}

TEST_F(NetworksFile, EveryByteOfTheHeaderCounts) {
    EXPECT_EQ(answer(good_), "");
    for (std::size_t at = 0; at < header_bytes; ++at) {
        std::string wrong = good_;
        wrong[at] = static_cast<char>(wrong[at] ^ 1);
        EXPECT_NE(answer(wrong), "") << at;
    }
    for (std::size_t bytes = 0; bytes <= header_bytes; ++bytes)
        EXPECT_NE(answer(good_.substr(0, bytes)), "") << bytes;
}

TEST_F(NetworksFile, ChangedBytesAndLengthsAreSeen) {
    std::string changed = good_;
    changed[good_.size() / 2] = static_cast<char>(changed[good_.size() / 2] ^ 1);
    EXPECT_THAT(answer(changed), testing::HasSubstr("has changed"));
    for (const std::size_t cut :
         {std::size_t{1}, std::size_t{10}, std::size_t{18}, good_.size() - header_bytes})
        EXPECT_THAT(answer(good_.substr(0, good_.size() - cut)), testing::HasSubstr("as long as it says"))
            << cut;
    EXPECT_THAT(answer(good_ + 'x'), testing::HasSubstr("as long as it says"));
    // 18 ranges of one kind are as long as 10 of the other.
    std::string moved = good_;
    moved.replace(12, 8, little_endian(ranges4_.size() + 18, 4) + little_endian(ranges6_.size() - 10, 4));
    EXPECT_NE(answer(moved), "");
}

TEST_F(NetworksFile, RangesThatOverlapOrEndBeforeTheyBeginAreRefused) {
    const auto refused = [&](std::vector<Range>& ranges, std::size_t at, Range range) {
        std::swap(ranges[at], range);
        EXPECT_THAT(answer(packed(ranges4_, ranges6_)), testing::HasSubstr("is not in order"));
        std::swap(ranges[at], range);
    };
    for (auto* ranges : {&ranges4_, &ranges6_}) {
        const auto& at = *ranges;
        refused(*ranges, 1, at[0]);
        refused(*ranges, 1, {at[0].last, at[1].last, "ES"});
        refused(*ranges, 1, {at[1].last, at[1].first, "ES"});
        refused(*ranges, 1, {at[1].first, at[2].first, "ES"});
        refused(*ranges, ranges->size() - 1, at[0]);
        refused(*ranges, 0, {at[0].first, at[0].last, "es"});
        refused(*ranges, 0, {at[0].first, at[0].last, std::string(2, '\0')});
    }
    EXPECT_EQ(answer(packed(ranges4_, ranges6_)), "");
}

TEST_F(NetworksFile, AFewRangesAreNotTheInternet) {
    EXPECT_THAT(answer(packed({}, {})), testing::HasSubstr("too few"));
    EXPECT_THAT(answer(packed({}, ranges6_)), testing::HasSubstr("too few"));
    ranges6_.pop_back();
    EXPECT_THAT(answer(packed(ranges4_, ranges6_)), testing::HasSubstr("too few"));
}

/// The file that is packed with the program.
class PackedNetworks : public testing::Test {
protected:
    std::optional<std::string> country(std::string_view address) const { return networks_.country(address); }

    /// Calls `try_one(first, last, country)` with the texts of each line of the source.
    template <class TryOne>
    int each_of(const std::string& name, const TryOne& try_one) const {
        std::ifstream source{std::string{SUNCREW_NETWORK_SOURCE} + '/' + name};
        EXPECT_TRUE(source) << SUNCREW_NETWORK_SOURCE << ": remove build/data/networks.bin to make it anew";
        int lines = 0;
        for (std::string line; std::getline(source, line); ++lines) {
            const std::size_t comma = line.find(',');
            const std::size_t second = line.find(',', comma + 1);
            try_one(line.substr(0, comma), line.substr(comma + 1, second - comma - 1),
                    line.substr(second + 1));
        }
        return lines;
    }

    const Networks networks_{SUNCREW_NETWORKS};
};

TEST_F(PackedNetworks, WhatIsPrivateReservedOrForDocumentationHasNoCountry) {
    std::istringstream addresses{
        "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.1.1 172.16.0.1 172.31.255.255 192.0.2.1 192.88.99.1 "
        "192.168.0.1 192.168.255.255 198.18.0.1 198.51.100.7 203.0.113.0 203.0.113.7 203.0.113.255 224.0.0.1 "
        "240.0.0.1 255.255.255.255 ::/64 0:0:0:1::/64 64:ff9b::/64 100::/64 2001::/64 2001:2::/64 "
        "2001:10::/64 "
        "2001:db8::/64 2001:db8:ffff:ffff::/64 2002:cb00:7107::/64 3fff::/64 5f00::/64 fc00::/64 fd00:1::/64 "
        "fe80::/64 ff02::/64"};
    int tried = 0;
    for (std::string address; addresses >> address; ++tried)
        EXPECT_EQ(country(address), std::nullopt) << address;
    EXPECT_EQ(tried, 35);
}

TEST_F(PackedNetworks, WhatIsNoAddressOfARequestHasNoCountry) {
    std::string first;
    each_of("geo-whois-asn-country-ipv4.csv",
            [&](const std::string& start, const std::string&, const std::string&) {
                if (first.empty())
                    first = start;
            });
    ASSERT_NE(country(first), std::nullopt) << first;
    std::istringstream texts{
        "/64 / unknown localhost 1 1.0 1.0.0 1.0.0.0.0 1.0.0.256 01.0.0.0 1.0.0.0/64 1.0.0.0/24 0x1.0.0.0 "
        "2001:200:: 2001:200::1 2001:200::/48 2001:200::/64/64 2001:200::%1/64 2001:200/64 [2001:200::]/64 "
        ":::/64 2001:200::g/64"};
    EXPECT_EQ(country(""), std::nullopt);
    for (std::string text; texts >> text;)
        EXPECT_EQ(country(text), std::nullopt) << text;
    for (const std::string& text : {first + ' ', ' ' + first, first + '\0', first + ":443", '\0' + first,
                                    first + std::string(100, '0'), std::string(1 << 20, '1')})
        EXPECT_EQ(country(text), std::nullopt) << text.substr(0, 40);
}

TEST_F(PackedNetworks, AddressesHaveTheCountryOfTheSource) {
    int tried = 0;
    int same = 0;
    const int lines =
        each_of("geo-whois-asn-country-ipv4.csv",
                [&](const std::string& first, const std::string& last, const std::string& expected) {
                    tried += 2;
                    same += country(first) == expected ? 1 : 0;
                    same += country(last) == expected ? 1 : 0;
                });
    EXPECT_GT(lines, 300'000);
    // Some hundred ranges of the source lie in others, special addresses are left out.
    EXPECT_GT(same, tried - 2'000);
    EXPECT_LT(same, tried);
}

TEST_F(PackedNetworks, SoHaveNetworksOfIPv6) {
    int tried = 0;
    int same = 0;
    const auto network_of = [](const std::string& text) {
        std::array<std::uint8_t, 16> bytes{};
        EXPECT_EQ(::inet_pton(AF_INET6, text.c_str(), bytes.data()), 1) << text;
        std::uint64_t network = 0;
        for (std::size_t i = 0; i < 8; ++i)
            network = network << 8 | bytes[i];
        return network;
    };
    const int lines =
        each_of("geo-whois-asn-country-ipv6.csv",
                [&](const std::string& first, const std::string& last, const std::string& expected) {
                    const std::uint64_t from = network_of(first);
                    const std::uint64_t to = network_of(last);
                    if (to - from < 2)
                        return;  // perhaps a network that several countries share
                    ++tried;
                    same += country(text6(from + (to - from) / 2)) == expected ? 1 : 0;
                });
    EXPECT_GT(lines, 200'000);
    EXPECT_GT(tried, 100'000);
    EXPECT_GT(same, tried - tried / 100);
}

TEST_F(PackedNetworks, TheNarrowestRangeThatHoldsAnAddressSaysItsCountry) {
    struct Source {
        std::uint32_t first;
        std::uint32_t last;
        std::string country;
    };
    std::vector<Source> ranges;
    const auto number = [](const std::string& text) { return static_cast<std::uint32_t>(std::stoul(text)); };
    each_of("geo-whois-asn-country-ipv4-num.csv",
            [&](const std::string& first, const std::string& last, const std::string& country) {
                ranges.push_back({number(first), number(last), country});
            });
    std::sort(ranges.begin(), ranges.end(),
              [](const Source& a, const Source& b) { return a.first < b.first; });
    int nested = 0;
    for (std::size_t i = 1; i + 1 < ranges.size(); ++i) {
        const Source& outer = ranges[i - 1];
        const Source& inner = ranges[i];
        if (inner.first <= outer.first || inner.last >= outer.last || ranges[i + 1].first <= inner.last)
            continue;
        ++nested;
        EXPECT_EQ(country(text4(inner.first)), inner.country) << text4(inner.first);
        EXPECT_EQ(country(text4(inner.last)), inner.country) << text4(inner.last);
    }
    EXPECT_GT(nested, 100);
}

}  // namespace
}  // namespace suncrew::places
