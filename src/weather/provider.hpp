#pragma once

#include <string>
#include <string_view>

#include "crypto/secret.hpp"
#include "egress/vendor.hpp"
#include "solar/place.hpp"

/// Years of weather from services that have them for many places.
namespace suncrew::weather {

/// A service that gives a year of weather at a place as a text that `solar::read_weather` knows.
class Provider {
public:
    virtual ~Provider() = default;

    /// Who it is at the door, as its documentation says: to be approved by the configuration.
    virtual egress::VendorSettings usual_vendor() const = 0;
    /// Path and query that ask for a place.
    virtual std::string path_for(const solar::Place& place) const = 0;
};

/// The typical year of the European Commission's PVGIS, version 5.3: most of the world without the poles.
/// Source: JRC, PVGIS, non-interactive service, "tmy".
class Pvgis final : public Provider {
public:
    egress::VendorSettings usual_vendor() const override;
    std::string path_for(const solar::Place& place) const override;
};

/// The typical year of NREL's National Solar Radiation Database, GOES, version 4: the Americas. Asks with a
/// key and an e-mail address that were registered with it; both stand in the path, which no record of the
/// door has. Source: NSRDB, "nsrdb-GOES-tmy-v4-0-0-download".
class Nsrdb final : public Provider {
public:
    /// Throws std::invalid_argument for a key or an address with other than letters, digits and "@.+-_".
    Nsrdb(crypto::Secret key, std::string email);
    egress::VendorSettings usual_vendor() const override;
    std::string path_for(const solar::Place& place) const override;

private:
    crypto::Secret key_;
    std::string email_;
};

/// One calendar year of NASA POWER, by the hour: the whole world, coarse. Source: NASA POWER, hourly API,
/// point, community RE.
class NasaPower final : public Provider {
public:
    /// Throws std::invalid_argument for a year before 2001, from which on there are hours, or after 2200.
    explicit NasaPower(int year);
    egress::VendorSettings usual_vendor() const override;
    std::string path_for(const solar::Place& place) const override;

private:
    int year_;
};

}  // namespace suncrew::weather
