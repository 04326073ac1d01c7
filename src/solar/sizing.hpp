#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "solar/cash_flow.hpp"
#include "solar/hourly.hpp"

namespace suncrew::solar {

/// A plane of the roof with what a system there would give.
struct SurveyedPlane {
    int modules_max = 0;
    double kwh_per_kw = 0;  ///< a year, before the inverter
    RoofPlaneYear year{};   ///< of 1 kW
    HourSeries by_hour{};   ///< the same power as energy by the hour, kWh
};

/// So many modules on the planes, those with the best yield first: a count for each, in the planes' order. At
/// most what fits. A fraction of a module is put where the module would be.
std::vector<double> best_first(std::span<const SurveyedPlane> planes, double modules);

/// A household and its offer, of which only the size is open.
struct OpenOffer {
    const PriceBook& book;
    Date today;
    std::optional<Battery> battery{};
    std::span<const double> used_kwh;
    std::span<const double> import_price;
};

/// What systems of any size do to a household's bill: hour by hour for seven sizes that lie closer where they
/// are smaller, on straight lines between. A battery does not mind the prices here, which would cost more
/// time than all else.
class MoneyBySize {
public:
    MoneyBySize(std::span<const SurveyedPlane> planes, const OpenOffer& offer, int modules_max);
    /// Of a first year with so many modules, 0 to `modules_max`; fractions too.
    YearOfMoney at(double modules) const;

private:
    static constexpr std::size_t spans = 6;
    double modules_max_;
    std::array<YearOfMoney, spans + 1> at_;
};

/// All sizes from `modules_min` to `modules_max` by what they are worth over lifetime_years, the highest
/// present value first and the smaller of equals before the larger.
std::vector<int> sizes_by_worth(std::span<const SurveyedPlane> planes, const OpenOffer& offer,
                                int modules_min, int modules_max);

}  // namespace suncrew::solar
