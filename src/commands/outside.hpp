#pragma once

#include <memory>

#include "commands/configuration.hpp"
#include "egress/client.hpp"
#include "planning/replan.hpp"
#include "roads/roads.hpp"
#include "weather/provided_skies.hpp"

namespace suncrew::commands {

/// The services outside that the configuration names, each behind a cache of its own; null where it names
/// none.
class Outside {
public:
    explicit Outside(const Configuration& configuration);
    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;

    weather::ProvidedSkies* skies() const { return skies_.get(); }
    roads::Roads* roads() const { return roads_.get(); }
    /// Ways by road where a routing service is named, which it asks and waits for, and by the great circle
    /// where none is. Outlived by this.
    planning::TravelTimes travel_times() const;

private:
    egress::Client door_;
    std::unique_ptr<weather::ProvidedSkies> skies_;
    std::unique_ptr<roads::Roads> roads_;
};

}  // namespace suncrew::commands
