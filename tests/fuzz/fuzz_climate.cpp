// Any text as the climate table: what is read is within its bounds, and there is a climate at each known
// place.
#include <limits>
#include <sstream>
#include <stdexcept>

#include "property.hpp"
#include "solar/climate.hpp"

using namespace suncrew;

namespace {

bool all_within(const solar::ByMonth& figures, double low, double high) {
    for (const double figure : figures)
        if (!(figure >= low && figure <= high))
            return false;
    return true;
}

void check(const solar::Climate& climate, const solar::Station& station) {
    fuzz::must_hold(!station.name.empty() && station.country.size() == 2, "a place has a name and a country");
    fuzz::must_hold(all_within(station.ghi_kwh_m2_day, 0, 12) && all_within(station.temperature_c, -60, 50),
                    "the figures are within their bounds");
    const solar::MonthlyClimate there = climate.at(station.place);
    fuzz::must_hold(there.nearest_km < 1, "a known place is where it is");
    fuzz::must_hold(all_within(there.ghi_kwh_m2_day, 0, std::numeric_limits<double>::max()),
                    "irradiation is a figure and not negative");
    fuzz::must_hold(all_within(there.temperature_c, -150, 150), "temperatures are those of air");
    fuzz::must_hold(there.ghi_relative_error > 0 && there.ghi_relative_error < 1, "the error is a share");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::istringstream table{std::string{fuzz::text_of(data, size)}};
    try {
        const auto climate = solar::Climate::read(table);
        for (const solar::Station& station : climate.stations())
            check(climate, station);
    } catch (const std::runtime_error& error) {
        fuzz::must_hold(std::string_view{error.what()}.starts_with("climate table, line "), "it says where");
    }
    return 0;
}
