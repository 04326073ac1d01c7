#include "orders/quotes.hpp"

#include "orders/designs.hpp"
#include "orders/house.hpp"
#include "orders/roof_skills.hpp"
#include "wire/structs.hpp"

namespace suncrew::orders {
namespace {

using testing::ElementsAre;

class QuotesTest : public House {
protected:
    Quotes quotes_{clock_, climate(), price_books(), gazetteer(), keyring_};

    std::string refused(const QuoteRequest& request) {
        try {
            desk_.quote(request);
        } catch (const Refusal& refusal) {
            return refusal.reason() + ' ' + refusal.field();
        }
        return "not refused";
    }
    std::string read(QuoteId quote, const access::Caller& who = {}) {
        store::Reading reading{desk_.connection()};
        return wire::encode(quotes_.read(access::check<Permission::read_quote>(who), {quote}, reading));
    }
};

TEST_P(QuotesTest, WhatWasPromisedIsWhatIsShown) {
    const Quote quote = desk_.quote(usual_request());
    EXPECT_EQ(read(quote.id), wire::encode(quote));
    EXPECT_EQ(quote.place.country.text(), "ES");
    EXPECT_EQ(quote.place.nearest, "Madrid");
    EXPECT_EQ(quote.valid_until - quote.created_at, std::chrono::days{30});
    EXPECT_EQ(quote.cooling_off_days, 14);
    EXPECT_GT(quote.panels, 0);
    std::int64_t sum = 0;
    for (const PriceLine& line : quote.price.lines)
        sum += line.amount.amount_minor;
    EXPECT_EQ(sum, quote.price.total.amount_minor);
    double year = 0;
    for (const double month : quote.monthly_kwh)
        year += month;
    EXPECT_NEAR(year, quote.annual_kwh, 1.0);
    EXPECT_NEAR(quote.self_consumed_kwh + quote.exported_kwh, quote.annual_kwh, 0.2);
    EXPECT_LT(quote.self_consumed_kwh, quote.yearly_use_kwh);
}

TEST_P(QuotesTest, NamesWhatADesignOfTheSameRoofNames) {
    const Designs designs{clock_, climate(), price_books(), gazetteer()};
    for (const double area : {16.0, 20.0, 33.0, 60.0, 300.0})
        for (const double use : {1500.0, 4000.0, 12'000.0}) {
            QuoteRequest asked = usual_request();
            asked.yearly_use_kwh.emplace(use);
            asked.roof_planes[0].area_m2 = decltype(asked.roof_planes[0].area_m2){area};
            DesignRequest drawn;
            drawn.latitude = asked.latitude;
            drawn.longitude = asked.longitude;
            drawn.yearly_use_kwh = asked.yearly_use_kwh;
            for (const RoofPlane& plane : asked.roof_planes)
                drawn.roof_planes.push_back(
                    {plane.area_m2, {}, {}, plane.tilt_deg, plane.azimuth_deg, plane.shading});
            const Quote quote = desk_.quote(asked);
            store::Reading reading{desk_.connection()};
            const Design design = designs.make(access::check<Permission::make_quote>({}), drawn, reading);
            EXPECT_EQ(quote.panels, design.modules);
            EXPECT_EQ(quote.dc_kw, design.dc_kw);
            EXPECT_EQ(quote.ac_kw, design.ac_kw);
            EXPECT_EQ(quote.annual_kwh, design.annual_kwh);
            EXPECT_EQ(quote.price.total, design.price.total);
            EXPECT_EQ(quote.net_25_years, design.net_25_years);
            for (std::size_t i = 0; i < quote.roof_planes.size(); ++i)
                EXPECT_EQ(static_cast<std::size_t>(quote.roof_planes[i].panels),
                          design.planes[i].modules.size());
        }
}

TEST_P(QuotesTest, ARoofWithFewerPanelsThanAStringIsTooSmall) {
    QuoteRequest request = usual_request();
    request.roof_planes.resize(1);
    request.roof_planes[0].area_m2 = decltype(request.roof_planes[0].area_m2){6};
    EXPECT_EQ(refused(request), "roof_too_small roof_planes");
}

TEST_P(QuotesTest, AnOrderedQuoteIsItsCustomersAlone) {
    const AccountId customer = add_customer();
    const Quote quote = desk_.quote(usual_request());
    EXPECT_EQ(read(quote.id), wire::encode(quote));
    desk_.place(customer, usual_order(quote.id));
    EXPECT_EQ(refusal([&] { read(quote.id); }), "quote_not_found") << "the id alone opens nothing any more";
    for (const Role role : {Role::customer, Role::crew, Role::support, Role::security})
        EXPECT_EQ(refusal([&] { read(quote.id, {.role = role, .account = add_account(role)}); }),
                  "quote_not_found");
    EXPECT_EQ(read(quote.id, {.role = Role::customer, .account = customer}), wire::encode(quote));
}

TEST_P(QuotesTest, AnUnknownQuoteIsNotFound) {
    EXPECT_EQ(refusal([&] { read(QuoteId::make(clock_.now())); }), "quote_not_found");
}

TEST_P(QuotesTest, BadRequestsAreRefusedWithTheFieldOfTheRequest) {
    const auto with = [](auto change) {
        QuoteRequest request = usual_request();
        change(request);
        return request;
    };
    EXPECT_EQ(refused(with([](QuoteRequest& r) { r.country = places::parse_country("PT"); })),
              "country_mismatch country");
    EXPECT_EQ(refused(with([](QuoteRequest& r) { r.longitude = decltype(r.longitude){-30}; })),
              "place_in_the_sea latitude");
    EXPECT_EQ(refused(with([](QuoteRequest& r) { r.monthly_bill_minor.emplace(9000); })),
              "one_of_two_needed yearly_use_kwh");
    EXPECT_EQ(refused(with([](QuoteRequest& r) { r.yearly_use_kwh.reset(); })),
              "one_of_two_needed yearly_use_kwh");
    EXPECT_EQ(refused(with([](QuoteRequest& r) {
                  r.yearly_use_kwh.reset();
                  r.monthly_bill_minor.emplace(1);
              })),
              "bill_too_low monthly_bill_minor");
    EXPECT_EQ(refused(with(
                  [](QuoteRequest& r) { r.roof_planes[0].area_m2 = decltype(r.roof_planes[0].area_m2){1}; })),
              "roof_too_small roof_planes");
    EXPECT_EQ(refused(with([](QuoteRequest& r) {
                  r.latitude = decltype(r.latitude){39.9042};
                  r.longitude = decltype(r.longitude){116.4074};
              })),
              "country_not_served country");
}

TEST_P(QuotesTest, ABillDoesAsWellAsTheUse) {
    QuoteRequest request = usual_request();
    request.yearly_use_kwh.reset();
    request.monthly_bill_minor.emplace(12'000);
    EXPECT_GT(desk_.quote(request).yearly_use_kwh, 1000);
}

TEST_P(QuotesTest, MarketsAreTodaysPriceBooks) {
    store::Reading reading{desk_.connection()};
    const Markets markets = quotes_.markets(access::check<Permission::make_quote>({}), {}, reading);
    std::vector<std::string> countries;
    for (const Market& market : markets.items) {
        countries.push_back(market.country);
        EXPECT_GT(market.tariff_minor_per_kwh, 1);
        EXPECT_GT(market.typical_yearly_use_kwh, 500);
    }
    EXPECT_TRUE(std::is_sorted(countries.begin(), countries.end()));
    EXPECT_THAT(countries, testing::IsSupersetOf({"DE", "ES", "FR", "PT", "US"}));
}

SUNCREW_ON_ALL_DATABASES(QuotesTest);

TEST(RoofSkills, FollowTheSlopesThatGetPanels) {
    using dispatch::Skill;
    using dispatch::SkillSet;
    EXPECT_EQ(skills_for({{20, 5, 180, 0, 4}}), (SkillSet{Skill::electrical, Skill::flat_roof}));
    EXPECT_EQ(skills_for({{20, 10, 180, 0, 4}}), (SkillSet{Skill::electrical, Skill::pitched_roof}));
    EXPECT_EQ(skills_for({{20, 45, 180, 0, 4}}),
              (SkillSet{Skill::electrical, Skill::pitched_roof, Skill::heights}));
    EXPECT_EQ(skills_for({{20, 45, 180, 0, 0}, {20, 5, 180, 0, 1}}),
              (SkillSet{Skill::electrical, Skill::flat_roof}));
}

}  // namespace
}  // namespace suncrew::orders
