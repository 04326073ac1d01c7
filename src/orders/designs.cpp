#include "orders/designs.hpp"

#include <cmath>
#include <string>

#include "orders/design_view.hpp"
#include "orders/household.hpp"
#include "orders/wall_clock.hpp"
#include "orders/wished_dates.hpp"
#include "solar/synthesis.hpp"

namespace suncrew::orders {
namespace {

solar::RoofSurface surface_of(const DrawnPlane& plane, const std::string& path) {
    const bool measured = plane.width_m && plane.height_m;
    if (plane.width_m.has_value() != plane.height_m.has_value() || measured == plane.area_m2.has_value())
        throw Refusal{Code::invalid, "one_of_two_needed", path + "area_m2"};
    if (measured)
        return solar::rectangular(*plane.width_m, *plane.height_m);
    const double rafter_m = std::sqrt(*plane.area_m2 / roof_shape);
    return solar::rectangular(rafter_m * roof_shape, rafter_m);
}

solar::DesignInput input_of(const DesignRequest& request, const places::Located& located,
                            const solar::PriceBook& book, Date today) {
    solar::DesignInput input;
    input.place = {request.latitude, request.longitude};
    for (std::size_t i = 0; i < request.roof_planes.size(); ++i) {
        const DrawnPlane& plane = request.roof_planes[i];
        const std::string path = "roof_planes[" + std::to_string(i) + "].";
        input.planes.push_back({surface_of(plane, path), plane.tilt_deg, plane.azimuth_deg, plane.shading});
    }
    input.use = {solar::yearly_use_kwh(
        consumption_of(request.yearly_use_kwh, request.monthly_bill_minor, book.currency), book)};
    input.clock = wall_clock(located.country, input.place);
    input.tariff = request.tariff.value_or(solar::TariffKind::flat);
    input.battery_kwh = request.battery_kwh;
    if (request.modules)
        input.modules = static_cast<int>(*request.modules);
    input.today = today;
    return input;
}

}  // namespace

Design Designs::make(access::Granted<access::Permission::make_quote>, const DesignRequest& request,
                     store::Reading&) const try {
    const Date today = day_of(clock_.now());
    const places::Located located =
        locate(gazetteer_, {request.latitude, request.longitude}, request.country);
    const solar::PriceBook& book = prices_.on(located.country.text(), today);
    const solar::DesignInput input = input_of(request, located, book, today);
    const solar::MonthlyClimate climate = climate_.at(input.place);
    const solar::SkyYear sky = solar::sky_of(input.place, climate);
    const solar::Design plan = solar::design(input, book, climate, sky);
    Design design = view(plan, input, book);
    design.place = {located.latitude, located.longitude, located.nearest.name, located.country};
    return design;
} catch (const Refusal& refusal) {
    refuse_in_terms_of_request(refusal);
}

}  // namespace suncrew::orders
