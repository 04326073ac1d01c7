#include "solar/proposal.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "solar/books.hpp"
#include "solar/finance.hpp"
#include "solar/pricing.hpp"
#include "solar/refused.hpp"
#include "solar/table.hpp"

namespace suncrew::solar {
namespace {

const Date today = day(2026, 6, 1);
const Place valencia{39.5, -0.4};
const Currency euro{{'E', 'U', 'R'}};

const PriceBook& book_of(std::string_view country) {
    return books().on(country, today);
}

ProposalInput house() {
    return {valencia, {{40, 25, 180, 0.05}, {30, 25, 0, 0}}, YearlyUse{3500}, today};
}

Proposal propose_in(std::string_view country, const ProposalInput& input) {
    return propose(input, book_of(country), table().at(input.place));
}

std::int64_t sum_minor(const Proposal& proposal) {
    std::int64_t sum = 0;
    for (const PriceLine& line : proposal.lines)
        sum += line.amount.amount_minor;
    return sum;
}

std::int64_t line_minor(const Proposal& proposal, std::string_view key) {
    for (const PriceLine& line : proposal.lines)
        if (line.key == key)
            return line.amount.amount_minor;
    return 0;
}

TEST(Proposal, OfAnOrdinaryHouseIsWhatOneWouldExpect) {
    const Proposal proposal = propose_in("ES", house());
    EXPECT_EQ(proposal.planes.size(), 2U);
    EXPECT_EQ(proposal.planes[0].panels + proposal.planes[1].panels, proposal.panels);
    EXPECT_EQ(proposal.planes[0].panels_max, 16);
    EXPECT_EQ(proposal.planes[1].panels_max, 12);
    EXPECT_EQ(proposal.planes[1].panels, 0) << "the north side is worth nothing beside the south side";
    EXPECT_NEAR(proposal.dc_kw, proposal.panels * 0.43, 1e-9);
    EXPECT_GE(proposal.ac_kw * 1.25, proposal.dc_kw - 1e-9);
    EXPECT_GT(proposal.yield.annual_kwh, 1200 * proposal.dc_kw);
    EXPECT_LT(proposal.yield.annual_kwh, 1700 * proposal.dc_kw);
    EXPECT_NEAR(proposal.self_used_kwh + proposal.exported_kwh, proposal.yield.annual_kwh, 1e-6);
    EXPECT_LT(proposal.self_used_kwh, proposal.yearly_use_kwh);
    ASSERT_TRUE(proposal.payback_years);
    EXPECT_GT(*proposal.payback_years, 3);
    EXPECT_LT(*proposal.payback_years, 15);
    EXPECT_GT(proposal.net_lifetime.amount_minor, proposal.present_value.amount_minor);
    EXPECT_GT(proposal.present_value.amount_minor, 0);
    EXPECT_EQ(proposal.cooling_off_days, 14);
    EXPECT_EQ(proposal.total.currency, euro);
}

TEST(Proposal, TotalIsTheSumOfItsLinesForAnyRoofAnywhere) {
    std::mt19937 random{7};
    std::uniform_real_distribution<double> unit{0, 1};
    const std::set<std::string_view> known{"modules", "inverter", "mounting", "labour",
                                           "design",  "permits",  "vat",      "incentive"};
    for (const PriceBook& book : books().books()) {
        for (int i = 0; i < 20; ++i) {
            ProposalInput input{valencia, {}, YearlyUse{100 + 40'000 * unit(random) * unit(random)}, today};
            const auto planes = static_cast<std::size_t>(1 + 7 * unit(random));
            while (input.roof_planes.size() < planes)
                input.roof_planes.push_back(
                    {3 + 150 * unit(random), 90 * unit(random), 360 * unit(random), 0.9 * unit(random)});
            const Proposal proposal = propose(input, book, table().at(valencia));
            EXPECT_EQ(sum_minor(proposal), proposal.total.amount_minor);
            int panels = 0;
            for (const PlaneLayout& layout : proposal.planes) {
                EXPECT_LE(layout.panels, layout.panels_max);
                panels += layout.panels;
            }
            EXPECT_EQ(panels, proposal.panels);
            EXPECT_GE(panels, 1);
            EXPECT_LE(proposal.dc_kw, book.dc_kw_max);
            std::set<std::string_view> seen;
            for (const PriceLine& line : proposal.lines) {
                EXPECT_TRUE(known.contains(line.key)) << line.key;
                EXPECT_TRUE(seen.insert(line.key).second) << line.key << " stands twice";
                EXPECT_EQ(line.amount.currency, book.currency);
            }
            EXPECT_TRUE(seen.contains("vat"));
        }
    }
}

TEST(Proposal, VatIsChargedOnEverythingBeforeIt) {
    const Proposal proposal = propose_in("ES", house());
    const std::int64_t vat = line_minor(proposal, "vat");
    EXPECT_EQ(vat, std::llround(static_cast<double>(proposal.total.amount_minor - vat) * 0.21));
    EXPECT_EQ(line_minor(proposal, "modules"), proposal.panels * 9800);
    EXPECT_EQ(line_minor(propose_in("DE", house()), "vat"), 0);
}

TEST(Proposal, TakesTheCountWithTheHighestPresentValue) {
    // Against every count that one could take instead, on a roof of one plane.
    for (const double use : {800.0, 3500.0, 12'000.0}) {
        ProposalInput input = house();
        input.roof_planes.resize(1);
        input.consumption = YearlyUse{use};
        for (const std::string_view country : {"ES", "DE", "FR", "IT", "GB"}) {
            const PriceBook& book = book_of(country);
            const Proposal best = propose_in(country, input);
            const double kwh_per_kw = best.planes[0].specific_yield_kwh_per_kw;
            const auto value = [&](int panels) {
                const double kw = dc_kw_of(book, panels);
                return worth_of(book, price_of(book, {panels}, today), kw, kw * kwh_per_kw, use)
                    .present_value;
            };
            for (int panels = book.panels_min; panels <= best.planes[0].panels_max; ++panels)
                EXPECT_LE(value(panels), value(best.panels)) << country << " " << use << " " << panels;
        }
    }
}

TEST(Proposal, DoesNotFillARoofThatIsLargerThanTheNeed) {
    ProposalInput input = house();
    input.roof_planes = {{2000, 25, 180, 0}};
    const Proposal proposal = propose_in("ES", input);
    EXPECT_LT(proposal.panels, 20);
    input.consumption = YearlyUse{15'000};
    EXPECT_GT(propose_in("ES", input).panels, proposal.panels);
    input.consumption = YearlyUse{1'000'000};
    EXPECT_LE(propose_in("ES", input).dc_kw, book_of("ES").dc_kw_max);
}

TEST(Proposal, FillsTheBestPlanesFirst) {
    ProposalInput input = house();
    input.roof_planes = {{30, 25, 0, 0}, {12, 25, 90, 0}, {12, 25, 180, 0.5}, {12, 25, 180, 0}};
    input.consumption = YearlyUse{9000};
    const Proposal proposal = propose_in("ES", input);
    EXPECT_EQ(proposal.planes[3].panels, proposal.planes[3].panels_max);
    for (const PlaneLayout& better : proposal.planes)
        for (const PlaneLayout& worse : proposal.planes)
            if (better.specific_yield_kwh_per_kw > worse.specific_yield_kwh_per_kw && worse.panels > 0) {
                EXPECT_EQ(better.panels, better.panels_max);
            }
}

TEST(Proposal, ShadeNeverMakesARoofWorthMore) {
    std::int64_t before = 1'000'000'00;
    for (double shading = 0; shading <= 0.9; shading += 0.1) {
        ProposalInput input = house();
        input.roof_planes = {{40, 25, 180, shading}};
        const Proposal proposal = propose_in("ES", input);
        // The search counts without clipping, the offer with it: less than 20 EUR apart over 25 years.
        EXPECT_LE(proposal.present_value.amount_minor, before + 2000);
        before = proposal.present_value.amount_minor;
    }
}

TEST(Proposal, SaysSoWhenItNeverPaysBack) {
    ProposalInput input = house();
    input.roof_planes = {{20, 80, 0, 0.9}};
    const Proposal proposal = propose_in("ES", input);
    EXPECT_FALSE(proposal.payback_years);
    EXPECT_LT(proposal.net_lifetime.amount_minor, 0);
    EXPECT_EQ(proposal.panels, book_of("ES").panels_min);
}

TEST(Proposal, TakesABillForAUse) {
    ProposalInput input = house();
    input.consumption = MonthlyBill{{7817, euro}};  // 14.00 standing, the rest at 0.22 a kWh
    EXPECT_NEAR(propose_in("ES", input).yearly_use_kwh, 64.17 * 12 / 0.22, 1e-6);
    input.consumption = MonthlyBill{{1400, euro}};
    EXPECT_EQ(refused([&] { propose_in("ES", input); }), "invalid bill_too_low monthly_bill");
    input.consumption = MonthlyBill{{-100, euro}};
    EXPECT_EQ(refused([&] { propose_in("ES", input); }), "invalid bill_too_low monthly_bill");
    input.consumption = MonthlyBill{{std::numeric_limits<std::int64_t>::min(), euro}};
    EXPECT_EQ(refused([&] { propose_in("ES", input); }), "invalid bill_too_low monthly_bill");
    input.consumption = MonthlyBill{{std::numeric_limits<std::int64_t>::max(), euro}};
    EXPECT_EQ(refused([&] { propose_in("ES", input); }), "invalid out_of_range monthly_bill");
    EXPECT_EQ(refused([&] { propose_in("GB", input); }), "invalid currency_mismatch monthly_bill");
}

TEST(Proposal, PaysIncentivesOnlyInTheirTime) {
    ProposalInput input = house();
    input.consumption = YearlyUse{8000};
    const Proposal france = propose_in("FR", input);
    EXPECT_EQ(line_minor(france, "incentive"), -std::llround(france.dc_kw * 8000));
    input.today = day(2027, 2, 1);
    EXPECT_EQ(line_minor(propose_in("FR", input), "incentive"), 0);
    EXPECT_EQ(line_minor(propose_in("US", house()), "incentive"), 0) << "the federal credit ended with 2025";
    // Italy's comes in ten yearly parts: not in the price, but in the savings.
    const Proposal italy = propose_in("IT", house());
    EXPECT_EQ(line_minor(italy, "incentive"), 0);
    const Price price = price_of(book_of("IT"), {italy.panels}, today);
    ASSERT_EQ(price.yearly_incentives.size(), 1U);
    EXPECT_NEAR(price.yearly_incentives[0].amount, static_cast<double>(italy.total.amount_minor) / 100 / 20,
                0.01);
}

TEST(Proposal, RefusesRoofsThatAreNone) {
    const auto with = [](RoofPlane plane) {
        ProposalInput input = house();
        input.roof_planes = {plane};
        return refused([&] { propose_in("ES", input); });
    };
    EXPECT_EQ(with({30, 25, 180, 0}), "");
    EXPECT_EQ(with({2, 25, 180, 0}), "invalid roof_too_small roof_planes");
    EXPECT_EQ(with({0.9, 25, 180, 0}), "invalid out_of_range roof_planes[0].area_m2");
    EXPECT_EQ(with({2001, 25, 180, 0}), "invalid out_of_range roof_planes[0].area_m2");
    EXPECT_EQ(with({std::nan(""), 25, 180, 0}), "invalid out_of_range roof_planes[0].area_m2");
    EXPECT_EQ(with({30, 90.5, 180, 0}), "invalid out_of_range roof_planes[0].tilt_deg");
    EXPECT_EQ(with({30, 25, 361, 0}), "invalid out_of_range roof_planes[0].azimuth_deg");
    EXPECT_EQ(with({30, 25, 180, 0.95}), "invalid out_of_range roof_planes[0].shading_fraction");
    ProposalInput input = house();
    input.roof_planes.clear();
    EXPECT_EQ(refused([&] { propose_in("ES", input); }), "invalid out_of_range roof_planes");
    input.roof_planes.assign(9, {30, 25, 180, 0});
    EXPECT_EQ(refused([&] { propose_in("ES", input); }), "invalid out_of_range roof_planes");
    input = house();
    input.consumption = YearlyUse{std::nan("")};
    EXPECT_EQ(refused([&] { propose_in("ES", input); }), "invalid out_of_range yearly_use_kwh");
    input = house();
    input.today = day(2025, 12, 31);
    EXPECT_EQ(refused([&] { propose(input, book_of("ES"), table().at(valencia)); }),
              "invalid price_book_not_valid country");
}

TEST(Proposal, OfATinyRoofIsOnePanel) {
    ProposalInput input = house();
    input.roof_planes = {{3, 25, 180, 0}};
    const Proposal proposal = propose_in("ES", input);
    EXPECT_EQ(proposal.panels, 1);
    EXPECT_GT(proposal.yield.annual_kwh, 0);
}

TEST(Inverters, AreTheFewestThatTakeThePower) {
    const PriceBook& book = book_of("ES");
    EXPECT_EQ(inverters_for(book, 3.75).ac_kw, 3.0);
    EXPECT_EQ(inverters_for(book, 3.76).ac_kw, 4.0);
    EXPECT_EQ(inverters_for(book, 37.5).ac_kw, 30.0);
    EXPECT_EQ(inverters_for(book, 40).ac_kw, 33.0);
    EXPECT_EQ(inverters_for(book, 100).ac_kw, 80.0);
    EXPECT_EQ(inverters_for(book, 100).price.amount_minor, 2 * 330000 + 245000);
}

TEST(SelfUse, IsAllOfALittleAndNeverMoreThanItsLimit) {
    EXPECT_NEAR(split(10, 4000, 0.43).self_used_kwh, 10, 0.1);
    EXPECT_NEAR(split(4000, 4000, 0.43).self_used_kwh, 0.30 * 4000, 0.01 * 4000);
    EXPECT_LT(split(1e7, 4000, 0.43).self_used_kwh, 0.43 * 4000);
    EXPECT_EQ(split(0, 4000, 0.43).self_used_kwh, 0);
    double before = 0;
    for (double production = 100; production < 20'000; production += 100) {
        const EnergySplit energy = split(production, 4000, 0.43);
        EXPECT_GT(energy.self_used_kwh, before);
        EXPECT_NEAR(energy.self_used_kwh + energy.exported_kwh, production, 1e-9);
        before = energy.self_used_kwh;
    }
}

TEST(Worth, CountsLikeAPersonWould) {
    PriceBook book = book_of("ES");
    book.tariff.escalation_per_year = book.tariff.discount_rate = book.degradation_per_year = 0;
    book.upkeep_per_kw_year.amount_minor = 0;
    book.tariff.export_price_per_kwh = 0;
    Price price;
    price.total = {1'000'00, book.currency};
    const double savings = split(1000, 4000, book.household.self_sufficiency_max).self_used_kwh * 0.22;
    const Worth worth = worth_of(book, price, 1, 1000, 4000);
    EXPECT_NEAR(worth.first_year_savings, savings, 1e-9);
    EXPECT_NEAR(worth.net, 25 * savings - 1000, 1e-6);
    EXPECT_NEAR(worth.present_value, worth.net, 1e-6);
    EXPECT_NEAR(worth.payback_years.value(), 1000 / savings, 1e-9);
    price.total.amount_minor = 100'000'00;
    EXPECT_FALSE(worth_of(book, price, 1, 1000, 4000).payback_years);
}

TEST(Worth, OfACreditIsNeverMoreThanTheBill) {
    PriceBook book = book_of("ES");
    book.tariff.export_price_per_kwh = 0.2;
    Price price;
    const double credited = worth_of(book, price, 1, 1e6, 4000).first_year_savings;
    EXPECT_NEAR(credited, 4000 * 0.22 - 14, 1e-6);
    book.tariff.export_rule = ExportRule::paid;
    EXPECT_GT(worth_of(book, price, 1, 1e6, 4000).first_year_savings, 100 * credited);
}

// One line a country for the eye: what a house there is offered.
TEST(Proposal, ByCountry) {
    struct Example {
        std::string_view country;
        Place place;
    };
    for (const auto& [country, place] : {Example{"ES", {39.5, -0.4}},
                                         {"DE", {52.5, 13.4}},
                                         {"FR", {48.85, 2.35}},
                                         {"IT", {41.9, 12.5}},
                                         {"PT", {38.7, -9.1}},
                                         {"NL", {52.4, 4.9}},
                                         {"BE", {50.8, 4.4}},
                                         {"GB", {51.5, -0.1}},
                                         {"US", {33.45, -112.0}},
                                         {"CA", {43.7, -79.4}},
                                         {"AU", {-33.9, 151.2}},
                                         {"NZ", {-36.9, 174.8}}}) {
        const PriceBook& book = book_of(country);
        const double towards_sun = place.latitude_deg > 0 ? 180 : 0;
        const ProposalInput input{
            place, {{45, 30, towards_sun, 0.05}}, YearlyUse{book.household.typical_use_kwh_year}, today};
        const Proposal proposal = propose(input, book, table().at(place));
        std::cout << country << ": " << proposal.panels << " panels, " << proposal.dc_kw << " kW DC, "
                  << proposal.ac_kw << " kW AC, " << std::lround(proposal.yield.annual_kwh) << " kWh +- "
                  << std::lround(100 * proposal.yield.relative_error) << " %, "
                  << static_cast<double>(proposal.total.amount_minor) / 100 << ' ' << book.currency.text()
                  << ", payback "
                  << (proposal.payback_years ? std::to_string(*proposal.payback_years) : std::string{"never"})
                  << " years\n";
        EXPECT_TRUE(proposal.payback_years) << country;
    }
}

}  // namespace
}  // namespace suncrew::solar
