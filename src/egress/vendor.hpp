#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace suncrew::egress {

/// Where a vendor may be.
enum class Reach : std::uint8_t {
    internet,  ///< at global addresses alone
    loopback,  ///< on this machine alone: for development and tests; who reads a configuration for production
               ///< refuses it
};

/// What the configuration says of a vendor.
struct VendorSettings {
    std::string name;  ///< what records call it: lower-case letters, digits and hyphens
    std::string host;  ///< a name, never an address; what the certificate must carry
    std::uint16_t port = 443;
    Reach reach = Reach::internet;
    std::string ca_file{};  ///< PEM file of the only authorities to trust; empty: those of the system
    /// Where requests may go. "/v1" is "/v1" itself and what is below it; "/" is everything.
    std::vector<std::string> path_prefixes{"/"};
    std::chrono::milliseconds connect_timeout{3'000};  ///< with the name's resolution and TLS
    std::chrono::milliseconds timeout{10'000};         ///< of the whole call
    std::size_t answer_bytes_max = 64 * 1024;          ///< of an answer's body
    unsigned requests_per_minute = 600;                ///< also the most at once
};

/// A peer for HTTPS that was approved: its settings stood in the configuration and are sound.
class Vendor {
public:
    static constexpr std::size_t name_length_max = 32;
    static constexpr std::size_t path_prefixes_max = 16;
    static constexpr std::size_t path_length_max = 2048;
    static constexpr std::chrono::milliseconds timeout_max{60'000};
    static constexpr std::size_t answer_bytes_limit = 4 * 1024 * 1024;
    static constexpr unsigned requests_per_minute_limit = 60'000;

    /// Throws std::invalid_argument, saying which setting is not sound.
    explicit Vendor(VendorSettings settings);

    const VendorSettings& settings() const { return settings_; }
    /// What a request says in `Host`: the name, and the port where it is not 443.
    std::string authority() const;
    /// Whether a path, with its query, may be asked for: it is under one of the prefixes, as text and
    /// whatever the vendor may decode it to; so no dot segments, empty segments or backslashes, encoded or
    /// not.
    bool allows(std::string_view path) const;

private:
    VendorSettings settings_;
};

}  // namespace suncrew::egress
