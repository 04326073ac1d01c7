#include "orders/designs.hpp"

#include <string>

#include "orders/design_view.hpp"
#include "orders/household.hpp"
#include "orders/wished_dates.hpp"

namespace suncrew::orders {
namespace {

solar::RoofSurface surface_of(const DrawnPlane& plane, const std::string& path) {
    const bool measured = plane.width_m && plane.height_m;
    if (plane.width_m.has_value() != plane.height_m.has_value() || measured == plane.area_m2.has_value())
        throw Refusal{Code::invalid, "one_of_two_needed", path + "area_m2"};
    if (measured)
        return solar::rectangular(*plane.width_m, *plane.height_m);
    return roof_of(*plane.area_m2);
}

solar::DesignInput input_of(const DesignRequest& request, const places::Located& located,
                            const solar::PriceBook& book, Date today) {
    solar::DesignInput input = household_at(
        located, consumption_of(request.yearly_use_kwh, request.monthly_bill_minor, book.currency), book,
        today);
    for (std::size_t i = 0; i < request.roof_planes.size(); ++i) {
        const DrawnPlane& plane = request.roof_planes[i];
        const std::string path = "roof_planes[" + std::to_string(i) + "].";
        input.planes.push_back({surface_of(plane, path), plane.tilt_deg, plane.azimuth_deg, plane.shading});
    }
    input.tariff = request.tariff.value_or(solar::TariffKind::flat);
    input.battery_kwh = request.battery_kwh;
    if (request.modules)
        input.modules = static_cast<int>(*request.modules);
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
    const solar::Design plan = design_for(input, book, climate_, provided_);
    Design design = view(plan, input, book);
    design.place = {located.latitude, located.longitude, located.nearest.name, located.country};
    return design;
} catch (const Refusal& refusal) {
    refuse_in_terms_of_request(refusal);
}

}  // namespace suncrew::orders
