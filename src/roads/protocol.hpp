#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dispatch/travel.hpp"
#include "egress/https.hpp"

/// Ways by road from a routing service outside.
namespace suncrew::roads {

/// A way by road.
struct Driven {
    double seconds = 0;
    double metres = 0;
    bool operator==(const Driven&) const = default;
};

/// Row by row, from each source to each target; none where the service knows no way.
using Ways = std::vector<std::optional<Driven>>;

/// How a routing service is asked for a table of ways.
class Protocol {
public:
    virtual ~Protocol() = default;
    /// A name for what is kept of it: lower-case letters.
    virtual std::string_view name() const = 0;
    /// Each at least one.
    virtual egress::HttpsRequest ask(std::span<const dispatch::Position> sources,
                                     std::span<const dispatch::Position> targets) const = 0;
    /// Throws std::runtime_error, saying what is wrong, for anything but `sources` rows of `targets` ways
    /// that can be: finite, from 0 up to `seconds_max` and `metres_max`.
    virtual Ways read(std::string_view answer, std::size_t sources, std::size_t targets) const = 0;

    static constexpr double seconds_max = 1e6;
    static constexpr double metres_max = 2e7;
};

/// OSRM's table service. Source: Project OSRM, HTTP API, "Table service".
class Osrm final : public Protocol {
public:
    /// `path` comes before "/table/v1/driving"; empty for none.
    explicit Osrm(std::string path) : path_{std::move(path)} {}
    std::string_view name() const override { return "osrm"; }
    egress::HttpsRequest ask(std::span<const dispatch::Position> sources,
                             std::span<const dispatch::Position> targets) const override;
    Ways read(std::string_view answer, std::size_t sources, std::size_t targets) const override;

private:
    std::string path_;
};

/// Valhalla's matrix service for cars, in kilometres. Source: Valhalla, "Time-distance matrix service API".
class Valhalla final : public Protocol {
public:
    /// `path` comes before "/sources_to_targets"; empty for none.
    explicit Valhalla(std::string path) : path_{std::move(path)} {}
    std::string_view name() const override { return "valhalla"; }
    egress::HttpsRequest ask(std::span<const dispatch::Position> sources,
                             std::span<const dispatch::Position> targets) const override;
    Ways read(std::string_view answer, std::size_t sources, std::size_t targets) const override;

private:
    std::string path_;
};

}  // namespace suncrew::roads
