#include "solar/cash_flow.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "solar/books.hpp"

namespace suncrew::solar {
namespace {

const Date today = day(2026, 6, 1);

/// A book in which a year is like the next.
PriceBook steady() {
    PriceBook book = books().on("ES", today);
    book.tariff.export_rule = ExportRule::paid;
    book.tariff.escalation_per_year = 0;
    book.tariff.discount_rate = 0.05;
    book.degradation_per_year = 0;
    book.upkeep_per_kw_year.amount_minor = 0;
    book.inverter_life_years = 40;
    return book;
}

Price price_of(double total) {
    Price price;
    price.total.amount_minor = std::llround(total * 100);
    return price;
}

constexpr YearOfMoney good_year{5000, 600, 200, 100};

TEST(CashFlow, OfEvenYearsIsAnAnnuity) {
    const CashFlow flow = cash_flow(steady(), price_of(7000), {}, 0.21, good_year, good_year);
    EXPECT_EQ(flow.outlay, 7000);
    EXPECT_NEAR(flow.net, 25 * 700 - 7000, 1e-9);
    EXPECT_NEAR(flow.present_value, 700 * (1 - std::pow(1.05, -25)) / 0.05 - 7000, 1e-6);
    EXPECT_NEAR(flow.payback_years.value(), 10, 1e-9);
    EXPECT_NEAR(flow.years[9].cumulative, 0, 1e-9);
    const double rate = internal_rate_of_return(flow).value();
    EXPECT_NEAR(700 * (1 - std::pow(1 + rate, -25)) / rate, 7000, 1e-6);
}

TEST(CashFlow, HasNoReturnWhereNothingComesBack) {
    const CashFlow flow = cash_flow(steady(), price_of(7000), {}, 0, {}, {});
    EXPECT_FALSE(flow.payback_years);
    EXPECT_FALSE(internal_rate_of_return(flow));
    EXPECT_EQ(flow.net, -7000);
    const CashFlow poor = cash_flow(steady(), price_of(7000), {}, 0, {1000, 100, 0, 0}, {1000, 100, 0, 0});
    EXPECT_FALSE(poor.payback_years);
    EXPECT_LT(internal_rate_of_return(poor).value(), 0);
}

TEST(CashFlow, PowerGrowsDearerAndModulesWeaker) {
    PriceBook book = steady();
    book.tariff.escalation_per_year = 0.03;
    book.degradation_per_year = 0.005;
    const double left = production_left(book);
    EXPECT_NEAR(left, std::pow(0.995, 24), 1e-12);
    const YearOfMoney last{5000 * left, 560, 240, 80};
    const CashFlow flow = cash_flow(book, price_of(7000), {}, 0, good_year, last);
    EXPECT_NEAR(flow.years[0].bill_saved, 600, 1e-9);
    EXPECT_NEAR(flow.years[24].bill_saved, 560 * std::pow(1.03, 24), 1e-6);
    EXPECT_NEAR(flow.years[24].export_income, 80, 1e-9) << "the export price does not grow";
    for (std::size_t i = 0; i < flow.years.size(); ++i)
        EXPECT_NEAR(flow.years[i].production_kwh, 5000 * std::pow(0.995, static_cast<double>(i)), 1e-6);
}

TEST(CashFlow, ACreditIsNeverMoreThanWhatIsBought) {
    PriceBook book = steady();
    const YearOfMoney year{5000, 600, 50, 300};
    EXPECT_NEAR(cash_flow(book, price_of(7000), {}, 0, year, year).years[0].export_income, 300, 1e-9);
    book.tariff.export_rule = ExportRule::credited;
    EXPECT_NEAR(cash_flow(book, price_of(7000), {}, 0, year, year).years[0].export_income, 50, 1e-9);
}

TEST(CashFlow, PaysForNewInvertersOnce) {
    PriceBook book = steady();
    book.upkeep_per_kw_year.amount_minor = 2000;
    book.inverter_life_years = 13;
    const Money inverter{100'000, book.currency};
    const CashFlow flow = cash_flow(book, price_of(7000), {5, inverter}, 0.21, good_year, good_year);
    // 100 a year of upkeep hold 48.40 for the inverter, which costs 1210 in the 13th year.
    EXPECT_NEAR(flow.years[0].upkeep, 51.6, 1e-9);
    for (std::size_t i = 0; i < flow.years.size(); ++i)
        EXPECT_NEAR(flow.years[i].replacements, i == 12 ? 1210 : 0, 1e-9) << i;
    EXPECT_NEAR(flow.net, 25 * (700 - 100) - 7000, 1e-6) << "in sum as if the reserve were paid each year";
    const Battery battery{10, 5, 0.9, 0.1, 10, {300'000, book.currency}};
    const CashFlow stored =
        cash_flow(book, price_of(7000), {5, inverter, battery}, 0.21, good_year, good_year);
    EXPECT_NEAR(stored.years[9].replacements, 3630, 1e-9);
    EXPECT_NEAR(stored.years[19].replacements, 3630, 1e-9);
    EXPECT_NEAR(flow.net - stored.net, 7260, 1e-6);
}

TEST(CashFlow, ABatteryThatIsReplacedLateUndoesThePayback) {
    const Battery battery{10, 5, 0.9, 0.1, 12, {500'000, steady().currency}};
    const CashFlow flow = cash_flow(steady(), price_of(7000), {0, {}, battery}, 0, good_year, good_year);
    EXPECT_NEAR(flow.years[23].replacements, 5000, 1e-9);
    EXPECT_FALSE(flow.payback_years && *flow.payback_years < 12)
        << "the 5000 of the 12th and 24th year count";
}

/// All of a little and never more than 0.43 of the use (docs/decisions/design.md, "At once").
double self_used_kwh(double production_kwh, double use_kwh) {
    const double ratio = production_kwh / use_kwh;
    return use_kwh * ratio * 0.43 / (ratio + 0.43);
}

struct Account {
    double net = 0;
    double present_value = 0;
    std::optional<double> payback_years{};
};

/// Each year by itself, with nothing between a first and a last.
Account plain_account(const PriceBook& book, const Price& price, double dc_kw, double kwh, double use_kwh) {
    const double upkeep = static_cast<double>(book.upkeep_per_kw_year.amount_minor) / 100 * dc_kw;
    Account account;
    account.net = account.present_value = -static_cast<double>(price.total.amount_minor) / 100;
    double per_kwh = book.tariff.price_per_kwh;
    double discount = 1;
    for (int year = 1; year <= lifetime_years; ++year) {
        discount /= 1 + book.tariff.discount_rate;
        const double self_used = self_used_kwh(kwh, use_kwh);
        const double exported = (kwh - self_used) * book.tariff.export_price_per_kwh;
        const double bill_left = (use_kwh - self_used) * per_kwh;
        double saved = self_used * per_kwh - upkeep;
        saved += book.tariff.export_rule == ExportRule::credited ? std::min(exported, bill_left) : exported;
        for (const YearlyIncentive& incentive : price.yearly_incentives)
            saved += year <= incentive.years ? incentive.amount : 0;
        if (account.net < 0 && account.net + saved >= 0)
            account.payback_years = year - 1 - account.net / saved;
        account.net += saved;
        account.present_value += saved * discount;
        kwh *= 1 - book.degradation_per_year;
        per_kwh *= 1 + book.tariff.escalation_per_year;
    }
    return account;
}

TEST(CashFlow, AgreesWithAPlainAccountOfEachYear) {
    // The same split of the year at its beginning and its end: only between them do the two differ.
    for (const PriceBook& book : books().books()) {
        const double use = book.household.typical_use_kwh_year;
        const int panels = 12;
        const double kw = dc_kw_of(book, panels);
        const double kwh = 1100 * kw;
        const Price price = solar::price_of(book, {panels}, today);
        const auto year = [&](double production) {
            const double self_used = self_used_kwh(production, use);
            const double per_kwh = book.tariff.price_per_kwh;
            return YearOfMoney{production, self_used * per_kwh, (use - self_used) * per_kwh,
                               (production - self_used) * book.tariff.export_price_per_kwh};
        };
        const CashFlow flow =
            cash_flow(book, price, {kw, {}}, 0, year(kwh), year(kwh * production_left(book)));
        const Account plain = plain_account(book, price, kw, kwh, use);
        EXPECT_NEAR(flow.present_value, plain.present_value, 2e-3 * flow.outlay) << book.country;
        EXPECT_NEAR(flow.net, plain.net, 2e-3 * flow.outlay) << book.country;
        EXPECT_NEAR(flow.payback_years.value_or(0), plain.payback_years.value_or(0), 0.01) << book.country;
    }
}

TEST(CashFlow, KnowsThatTheFederalCreditHasEnded) {
    const PriceBook& states = books().on("US", today);
    for (const PriceLine& line : solar::price_of(states, {20}, today).lines)
        EXPECT_NE(line.key, "incentive");
    std::int64_t before = 0;
    for (const PriceLine& line : solar::price_of(states, {20}, day(2025, 12, 31)).lines)
        before += line.key == "incentive" ? line.amount.amount_minor : 0;
    EXPECT_LT(before, 0);
}

TEST(Price, OfABatteryIsALineOfItsOwn) {
    const PriceBook& book = books().on("DE", today);
    const Price without = solar::price_of(book, {12}, today);
    const Price with = solar::price_of(book, {12, book.batteries[1]}, today);
    EXPECT_EQ(with.total.amount_minor - without.total.amount_minor, 470'000) << "no VAT on it there";
    EXPECT_EQ(with.lines.size(), without.lines.size() + 1);
    EXPECT_EQ(with.lines[2].key, "battery");
}

}  // namespace
}  // namespace suncrew::solar
