#include "solar/price_book.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "solar/books.hpp"
#include "solar/refused.hpp"

namespace suncrew::solar {
namespace {

std::string spain() {
    std::ifstream file{SUNCREW_DATA "/price_books/es-2026-01-01.toml"};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string with(const std::string& old_text, const std::string& new_text) {
    std::string text = spain();
    const std::size_t at = text.find(old_text);
    if (at == std::string::npos)
        throw std::logic_error{"the price book has no " + old_text};
    return text.replace(at, old_text.size(), new_text);
}

std::string complaint(const std::string& text) {
    try {
        parse_price_book(text, "es.toml");
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(PriceBook, OfEveryCountryReads) {
    std::set<std::string> countries;
    for (const PriceBook& book : books().books()) {
        countries.insert(book.country);
        EXPECT_EQ(book.module.watts, 430);
        EXPECT_GT(book.tariff.price_per_kwh, book.tariff.export_price_per_kwh);
        EXPECT_EQ(book.module.price.currency, book.currency);
    }
    EXPECT_THAT(countries, testing::IsSupersetOf({"ES", "DE", "FR", "IT", "PT", "NL", "BE", "US", "GB"}));
    EXPECT_EQ(countries.size(), books().books().size());
}

TEST(PriceBook, HasWhatTheFileSays) {
    const PriceBook book = parse_price_book(spain());
    EXPECT_EQ(book.country, "ES");
    EXPECT_EQ(book.currency.text(), "EUR");
    EXPECT_EQ(book.cooling_off_days, 14);
    EXPECT_EQ(book.valid.from, day(2026, 1, 1));
    EXPECT_EQ(book.module.price, (Money{9800, book.currency}));
    EXPECT_NEAR(book.module.area_m2(), 1.998, 0.001);
    EXPECT_EQ(book.inverters.size(), 10U);
    EXPECT_EQ(book.inverters.front().inputs.dc_v_max, 600);
    EXPECT_EQ(book.inverters.back().inputs.mppts, 4);
    EXPECT_EQ(book.module.electrics.open_circuit_v, 37.9);
    EXPECT_EQ(book.batteries.size(), 3U);
    EXPECT_EQ(book.batteries[1].capacity_kwh, 10);
    EXPECT_EQ(book.batteries[1].price, (Money{470000, book.currency}));
    EXPECT_EQ(book.setbacks.ridge_m, 0.3);
    EXPECT_EQ(book.time_of_use.size(), 5U);
    EXPECT_EQ(book.time_of_use[1].days, Days::weekdays);
    EXPECT_EQ(book.tariff.export_rule, ExportRule::credited);
    EXPECT_EQ(book.household.typical_use_kwh_year, 3500);
}

TEST(PriceBook, TaxFollowsSizeAndDay) {
    const PriceBook& britain = books().on("GB", day(2026, 6, 1));
    EXPECT_EQ(vat_rate(britain, 4, day(2027, 3, 31)), 0);
    EXPECT_EQ(vat_rate(britain, 4, day(2027, 4, 1)), 0.05);
    const PriceBook& france = books().on("FR", day(2026, 6, 1));
    EXPECT_EQ(vat_rate(france, 9, day(2026, 6, 1)), 0.055);
    EXPECT_EQ(vat_rate(france, 9.01, day(2026, 6, 1)), 0.20);
    EXPECT_EQ(books().on("US", day(2026, 6, 1)).cooling_off_days, 5);
}

TEST(PriceBook, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(complaint(spain()), "");
    EXPECT_THAT(
        complaint(with("country = ", "colour = \"red\"\ncountry = ")),
        testing::AllOf(testing::StartsWith("es.toml:7:1: "), testing::HasSubstr("unknown key colour")));
    EXPECT_THAT(complaint(with("[work]\n", "[work]\nlunch = 3\n")), testing::HasSubstr("unknown key lunch"));
    EXPECT_THAT(complaint(with("[[inverter]]\n", "[[inverter]]\nphase = 3\n")),
                testing::HasSubstr("unknown key phase"));
    EXPECT_THAT(complaint(with("watts = 430\n", "")), testing::HasSubstr("the key watts is missing"));
    EXPECT_THAT(complaint(with("[tariff]", "[tarif]")), testing::HasSubstr("the key tariff is missing"));
}

TEST(PriceBook, RefusesWrongTypesAndFiguresOutOfRange) {
    EXPECT_THAT(complaint(with("watts = 430", "watts = \"430\"")), testing::HasSubstr("es.toml:14:9: watts"));
    EXPECT_THAT(complaint(with("watts = 430", "watts = true")), testing::HasSubstr("watts"));
    EXPECT_THAT(complaint(with("watts = 430", "watts = nan")),
                testing::HasSubstr("watts is not a number from"));
    EXPECT_THAT(complaint(with("watts = 430", "watts = 43000")),
                testing::HasSubstr("watts is not a number from"));
    EXPECT_THAT(complaint(with("price = 98", "price = 98.001")),
                testing::HasSubstr("more than two decimals"));
    EXPECT_THAT(complaint(with("price = 98", "price = -98")), testing::HasSubstr("price"));
    EXPECT_THAT(complaint(with("\"EUR\"", "\"Euro\"")), testing::HasSubstr("3 capital letters"));
    EXPECT_THAT(complaint(with("2026-01-01\n", "\"2026-01-01\"\n")), testing::HasSubstr("not a date"));
    EXPECT_THAT(complaint(with("panels_min = 6", "panels_min = 6.0")),
                testing::HasSubstr("not a whole number"));
    EXPECT_THAT(complaint(with("\"credited\"", "\"sometimes\"")),
                testing::HasSubstr("neither paid nor credited"));
}

TEST(PriceBook, RefusesWhatContradictsItself) {
    EXPECT_THAT(complaint(with("ac_kw = 4.0", "ac_kw = 2.5")), testing::HasSubstr("order of their ac_kw"));
    EXPECT_THAT(complaint(with("dc_kw_max = 50", "dc_kw_max = 2")),
                testing::HasSubstr("smaller than the smallest"));
    EXPECT_THAT(complaint(with("rate = 0.21", "rate = 0.21\ndc_kw_max = 10")),
                testing::HasSubstr("last vat entry does not hold"));
    EXPECT_THAT(
        complaint(with("valid_from = 2026-01-01", "valid_from = 2026-01-01\nvalid_until = 2025-12-31")),
        testing::HasSubstr("before valid_from"));
    EXPECT_THAT(
        complaint(with("rate = 0.21\nvalid_from = 2023-01-01", "rate = 0.21\nvalid_from = 2027-01-01")),
        testing::HasSubstr("last vat entry does not hold"));
}

TEST(PriceBook, RefusesEquipmentThatCannotBe) {
    EXPECT_THAT(complaint(with("vmp_v = 32.0", "vmp_v = 40")), testing::HasSubstr("vmp_v is not a number"));
    EXPECT_THAT(complaint(with("mppt_v_min = 90", "mppt_v_min = 900")), testing::HasSubstr("mppt_v_min"));
    EXPECT_THAT(complaint(with("mppts = 2", "mppts = 0")), testing::HasSubstr("mppts"));
    EXPECT_THAT(complaint(with("capacity_kwh = 10.0", "capacity_kwh = 4")),
                testing::HasSubstr("order of their capacity_kwh"));
    EXPECT_THAT(complaint(with("state_of_charge_min = 0.1", "state_of_charge_min = 1")),
                testing::HasSubstr("state_of_charge_min"));
    EXPECT_THAT(complaint(with("setback_eave_m = 0.3", "setback_eave_m = -0.3")),
                testing::HasSubstr("setback_eave_m"));
}

TEST(PriceBook, RefusesATimeOfUseWithHoles) {
    EXPECT_THAT(complaint(with("days = \"all\"", "days = \"weekdays\"")),
                testing::HasSubstr("does not hold at every hour"));
    EXPECT_THAT(complaint(with("to_hour = 14", "to_hour = 10")), testing::HasSubstr("to_hour"));
    EXPECT_THAT(complaint(with("days = \"all\"", "days = \"sundays\"")),
                testing::HasSubstr("neither all, weekdays nor weekends"));
}

TEST(PriceBook, RefusesWhatIsNotToml) {
    EXPECT_THAT(complaint("country = "), testing::StartsWith("es.toml:1:"));
    EXPECT_THAT(complaint("country = \"ES\"\ncountry = \"ES\""), testing::StartsWith("es.toml:2:"));
    EXPECT_THAT(complaint(std::string(price_book_bytes_max + 1, '#')), testing::HasSubstr("larger"));
    EXPECT_NE(complaint("country = " + std::string(2000, '[')), "");
    EXPECT_NE(complaint(""), "");
}

TEST(PriceBooks, GivesTheNewestThatHolds) {
    PriceBook old_book = parse_price_book(spain());
    PriceBook new_book = old_book;
    new_book.valid.from = day(2026, 7, 1);
    new_book.cooling_off_days = 15;
    const PriceBooks both{{new_book, old_book}};
    EXPECT_EQ(both.on("ES", day(2026, 6, 30)).cooling_off_days, 14);
    EXPECT_EQ(both.on("ES", day(2026, 7, 1)).cooling_off_days, 15);
    EXPECT_EQ(refused([&] { both.on("ES", day(2025, 12, 31)); }), "invalid country_not_served country");
    EXPECT_EQ(refused([&] { both.on("XX", day(2026, 7, 1)); }), "invalid country_not_served country");
    EXPECT_THROW(PriceBooks::read(SUNCREW_DATA "/climate"), std::runtime_error);
}

}  // namespace
}  // namespace suncrew::solar
