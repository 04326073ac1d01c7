// Any text as a price book: what is read can be sold from, and a complaint says where.
#include <cmath>
#include <stdexcept>

#include "property.hpp"
#include "solar/price_book.hpp"

using namespace suncrew;

namespace {

void check_money(const Money& money, const solar::PriceBook& book) {
    fuzz::must_hold(money.amount_minor >= 0 && money.amount_minor <= 100'000'000,
                    "an amount is within its bounds");
    fuzz::must_hold(money.currency == book.currency, "an amount is in the book's currency");
}

void check_validity(const solar::Validity& valid) {
    fuzz::must_hold(valid.from.ok() && valid.holds(valid.from), "it holds on its first day, which exists");
    fuzz::must_hold(!valid.until || (valid.until->ok() && valid.holds(*valid.until)), "and on its last");
}

void check(const solar::PriceBook& book) {
    check_validity(book.valid);
    fuzz::must_hold(!book.inverters.empty(), "there is an inverter");
    for (std::size_t i = 0; i < book.inverters.size(); ++i) {
        check_money(book.inverters[i].price, book);
        fuzz::must_hold(i == 0 || book.inverters[i - 1].ac_kw < book.inverters[i].ac_kw, "inverters grow");
    }
    for (const Money& money :
         {book.module.price, book.mounting_per_panel, book.labour_base, book.labour_per_panel,
          book.design_fee, book.permit_fee, book.upkeep_per_kw_year, book.tariff.standing_charge_month})
        check_money(money, book);
    fuzz::must_hold(book.module.watts > 0 && book.module.area_m2() > 0, "a module has a size");
    fuzz::must_hold(book.panels_min * book.module.watts / 1000 <= book.dc_kw_max,
                    "there is a system to be sold");
    for (const solar::Incentive& incentive : book.incentives) {
        check_validity(incentive.valid);
        fuzz::must_hold(std::isfinite(incentive.value) && incentive.years >= 1, "an incentive is a figure");
    }
    for (const double dc_kw : {0.1, book.dc_kw_max}) {
        const double rate = solar::vat_rate(book, dc_kw, book.valid.from);
        fuzz::must_hold(rate >= 0 && rate <= 0.5, "there is a tax rate for every size");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        check(solar::parse_price_book(fuzz::text_of(data, size), "book"));
    } catch (const std::runtime_error& error) {
        fuzz::must_hold(std::string_view{error.what()}.starts_with("book:"), "it says where");
    }
    return 0;
}
