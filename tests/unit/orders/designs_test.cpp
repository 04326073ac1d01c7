#include "orders/designs.hpp"

#include <cmath>
#include <numeric>

#include "orders/house.hpp"
#include "wire/structs.hpp"

namespace suncrew::orders {
namespace {

class DesignsTest : public House {
protected:
    Designs designs_{clock_, climate(), price_books(), gazetteer()};

    static DesignRequest madrid() {
        DesignRequest request;
        request.latitude = decltype(request.latitude){40.4168};
        request.longitude = decltype(request.longitude){-3.7038};
        request.roof_planes.push_back(plane(40, 180));
        request.yearly_use_kwh.emplace(4000);
        return request;
    }
    static DrawnPlane plane(double area_m2, double azimuth_deg) {
        DrawnPlane plane;
        plane.area_m2.emplace(area_m2);
        plane.tilt_deg = decltype(plane.tilt_deg){25};
        plane.azimuth_deg = decltype(plane.azimuth_deg){azimuth_deg};
        return plane;
    }
    Design make(const DesignRequest& request) {
        store::Reading reading{desk_.connection()};
        return designs_.make(access::check<Permission::make_quote>({}), request, reading);
    }
    template <class Change>
    std::string refused(Change change) {
        DesignRequest request = madrid();
        change(request);
        try {
            make(request);
        } catch (const Refusal& refusal) {
            return refusal.reason() + ' ' + refusal.field();
        }
        return "not refused";
    }
};

TEST_P(DesignsTest, AnAreaIsARoofOfTheUsualShapeThatHoldsItsModules) {
    const Design design = make(madrid());
    ASSERT_EQ(design.planes.size(), 1U);
    const DesignedPlane& plane = design.planes[0];
    EXPECT_NEAR(plane.width_m, 8, 1e-9);
    EXPECT_NEAR(plane.height_m, 5, 1e-9);
    ASSERT_EQ(plane.modules.size(), static_cast<std::size_t>(design.modules));
    for (const solar::Rectangle& module : plane.modules) {
        EXPECT_GE(module.x_m, 0.3 - 1e-6);
        EXPECT_GE(module.y_m, 0.3 - 1e-6);
        EXPECT_LE(module.right_m(), plane.width_m - 0.3 + 2e-3);
        EXPECT_LE(module.top_m(), plane.height_m - 0.3 + 2e-3);
    }
    DesignRequest measured = madrid();
    measured.roof_planes[0].area_m2.reset();
    measured.roof_planes[0].width_m.emplace(8);
    measured.roof_planes[0].height_m.emplace(5);
    EXPECT_EQ(wire::encode(make(measured)), wire::encode(design));
}

TEST_P(DesignsTest, FiguresAgreeWithEachOther) {
    DesignRequest request = madrid();
    request.battery_kwh.emplace(5);
    request.tariff = solar::TariffKind::time_of_use;
    const Design design = make(request);
    EXPECT_EQ(design.place.nearest, "Madrid");
    EXPECT_EQ(design.tariff, solar::TariffKind::time_of_use);
    EXPECT_EQ(design.battery.value().capacity_kwh, 5);
    EXPECT_NEAR(std::accumulate(design.monthly_kwh.begin(), design.monthly_kwh.end(), 0.0), design.annual_kwh,
                1);
    EXPECT_LT(design.annual_kwh_p90, design.annual_kwh);
    for (std::size_t month = 0; month < 12; ++month)
        EXPECT_LT(design.monthly_kwh_p90[month], design.monthly_kwh[month]);
    double left = design.waterfall.light_kwh;
    for (const DesignLoss& loss : design.waterfall.losses)
        left -= loss.kwh;
    EXPECT_NEAR(left, design.annual_kwh, 1);
    const DesignBalance& year = design.balance;
    EXPECT_NEAR(year.produced_kwh + year.imported_kwh, year.used_kwh + year.exported_kwh + year.lost_kwh,
                0.5);
    EXPECT_NEAR(year.used_kwh, 4000, 0.1);
    double june = 0, used_in_june = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) {
        june += design.produced_kw[5][hour] * 30;
        used_in_june += design.used_kw[5][hour] * 30;
    }
    EXPECT_NEAR(june, design.monthly_kwh[5], 1);
    EXPECT_GT(used_in_june, 4000 / 24.0);
    EXPECT_EQ(design.cash_flow.size(), 25U);
    std::int64_t cumulative = -design.price.total.amount_minor;
    for (const DesignYear& of : design.cash_flow) {
        cumulative += of.total_minor;
        EXPECT_NEAR(static_cast<double>(of.cumulative_minor), static_cast<double>(cumulative), 25);
    }
    EXPECT_EQ(design.cash_flow.back().cumulative_minor, design.net_25_years.amount_minor);
    int wired = 0;
    for (const DesignedString& string : design.strings)
        wired += string.strings * string.modules_each;
    EXPECT_EQ(wired, design.modules);
}

TEST_P(DesignsTest, WhatCanBeChosenIsAcceptedAndNothingElse) {
    const DesignChoices choices = make(madrid()).choices;
    EXPECT_EQ(choices.modules_min, 6);
    EXPECT_GE(choices.modules_max, 12);
    EXPECT_EQ(choices.tariffs.size(), 2U);
    for (const OfferedBattery& battery : choices.batteries)
        EXPECT_EQ(refused([&](DesignRequest& r) { r.battery_kwh.emplace(battery.capacity_kwh); }),
                  "not refused");
    for (const int modules : {choices.modules_min, choices.modules_max})
        EXPECT_EQ(refused([&](DesignRequest& r) { r.modules.emplace(modules); }), "not refused");
    for (const int modules : {choices.modules_min - 1, choices.modules_max + 1})
        EXPECT_EQ(refused([&](DesignRequest& r) { r.modules.emplace(modules); }), "out_of_range modules");
    EXPECT_EQ(refused([](DesignRequest& r) { r.battery_kwh.emplace(7); }), "battery_not_sold battery_kwh");
    EXPECT_EQ(refused([](DesignRequest& r) {
                  r.latitude = decltype(r.latitude){52.52};
                  r.longitude = decltype(r.longitude){13.40};
                  r.tariff = solar::TariffKind::time_of_use;
              }),
              "tariff_not_offered tariff");
}

TEST_P(DesignsTest, BadRequestsAreRefusedWithTheFieldOfTheRequest) {
    EXPECT_EQ(refused([](DesignRequest& r) { r.country = places::parse_country("PT"); }),
              "country_mismatch country");
    EXPECT_EQ(refused([](DesignRequest& r) { r.yearly_use_kwh.reset(); }),
              "one_of_two_needed yearly_use_kwh");
    EXPECT_EQ(refused([](DesignRequest& r) {
                  r.yearly_use_kwh.reset();
                  r.monthly_bill_minor.emplace(1);
              }),
              "bill_too_low monthly_bill_minor");
    EXPECT_EQ(refused([](DesignRequest& r) { r.roof_planes[0].area_m2.reset(); }),
              "one_of_two_needed roof_planes[0].area_m2");
    EXPECT_EQ(refused([](DesignRequest& r) { r.roof_planes[0].width_m.emplace(8); }),
              "one_of_two_needed roof_planes[0].area_m2");
    EXPECT_EQ(refused([](DesignRequest& r) {
                  r.roof_planes[0].width_m.emplace(8);
                  r.roof_planes[0].height_m.emplace(5);
              }),
              "one_of_two_needed roof_planes[0].area_m2");
    EXPECT_EQ(refused([](DesignRequest& r) { r.roof_planes[0] = plane(1, 180); }),
              "roof_too_small roof_planes");
    EXPECT_EQ(refused([](DesignRequest& r) { r.longitude = decltype(r.longitude){-30}; }),
              "place_in_the_sea latitude");
}

TEST_P(DesignsTest, ABillDoesAsWellAsTheUse) {
    DesignRequest request = madrid();
    request.yearly_use_kwh.reset();
    request.monthly_bill_minor.emplace(12'000);
    EXPECT_GT(make(request).balance.used_kwh, 1000);
}

SUNCREW_ON_ALL_DATABASES(DesignsTest);

}  // namespace
}  // namespace suncrew::orders
