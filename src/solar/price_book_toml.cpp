// The price book's text form.
#include "solar/price_book_equipment.hpp"

namespace suncrew::solar {
namespace price_book_text {
namespace {

void read_system(Section in, PriceBook& book) {
    book.dc_ac_ratio_max = in.number("dc_ac_ratio_max", 0.8, 2);
    book.roof_use = in.number("roof_use", 0.1, 1);
    book.panels_min = in.whole("panels_min", 1, 100);
    book.dc_kw_max = in.number("dc_kw_max", 0.5, 1000);
    book.degradation_per_year = in.number("degradation_per_year", 0, 0.05);
    book.inverter_life_years = in.whole("inverter_life_years", 5, 40);
    if (book.panels_min * book.module.watts / 1000 > book.dc_kw_max)
        in.fail_at("dc_kw_max", "the largest system is smaller than the smallest");
    in.finish();
}

Setbacks setbacks_of(Section in) {
    Setbacks setbacks;
    setbacks.eave_m = in.number("setback_eave_m", 0, 5);
    setbacks.ridge_m = in.number("setback_ridge_m", 0, 5);
    setbacks.sides_m = in.number("setback_sides_m", 0, 5);
    setbacks.obstruction_m = in.number("setback_obstruction_m", 0, 5);
    in.finish();
    return setbacks;
}

void read_work(Section in, PriceBook& book) {
    book.mounting_per_panel = in.money("mounting_per_panel", book.currency);
    book.labour_base = in.money("labour_base", book.currency);
    book.labour_per_panel = in.money("labour_per_panel", book.currency);
    book.design_fee = in.money("design_fee", book.currency);
    book.permit_fee = in.money("permit_fee", book.currency);
    book.moved_visit_credit = in.money("moved_visit_credit", book.currency);
    book.upkeep_per_kw_year = in.money("upkeep_per_kw_year", book.currency);
    in.finish();
}

std::vector<Vat> vat_of(Section& root, const Validity& book_valid) {
    std::vector<Vat> all;
    for (Section& in : root.sections("vat")) {
        all.push_back({in.number("rate", 0, 0.5), in.validity(), in.maybe_number("dc_kw_max", 0.1, 1000)});
        in.finish();
    }
    const Vat& last = all.back();
    if (last.valid.until || last.dc_kw_max || book_valid.from < last.valid.from)
        root.fail_at("vat", "the last vat entry does not hold for every size and every day of the book");
    return all;
}

Incentive incentive_of(Section& in, Currency currency) {
    Incentive incentive;
    incentive.name = in.text("name");
    const std::string kind = in.text("kind");
    if (kind == "share_of_price") {
        incentive.kind = IncentiveKind::share_of_price;
        incentive.value = in.number("value", 0, 1);
    } else if (kind == "per_kw") {
        incentive.kind = IncentiveKind::per_kw;
        incentive.value = in.number("value", 0, 10'000);
    } else {
        in.fail_at("kind", "kind is neither share_of_price nor per_kw");
    }
    if (in.has("amount_max"))
        incentive.amount_max = in.money("amount_max", currency);
    incentive.dc_kw_max = in.maybe_number("dc_kw_max", 0.1, 1000);
    incentive.years = in.whole("years", 1, 25);
    incentive.valid = in.validity();
    in.finish();
    return incentive;
}

Tariff tariff_of(Section in, Currency currency) {
    Tariff tariff;
    tariff.price_per_kwh = in.number("price_per_kwh", 0.001, 10);
    tariff.export_price_per_kwh = in.number("export_price_per_kwh", 0, 10);
    const std::string rule = in.text("export_rule");
    if (rule != "paid" && rule != "credited")
        in.fail_at("export_rule", "export_rule is neither paid nor credited");
    tariff.export_rule = rule == "paid" ? ExportRule::paid : ExportRule::credited;
    tariff.standing_charge_month = in.money("standing_charge_month", currency);
    tariff.escalation_per_year = in.number("escalation_per_year", -0.1, 0.1);
    tariff.discount_rate = in.number("discount_rate", 0, 0.2);
    tariff.grid_co2_kg_per_kwh = in.number("grid_co2_kg_per_kwh", 0, 2);
    in.finish();
    return tariff;
}

TariffPeriod period_of(Section& in) {
    TariffPeriod period;
    period.price_per_kwh = in.number("price_per_kwh", 0.001, 10);
    const std::string days = in.text("days");
    if (days == "weekdays")
        period.days = Days::weekdays;
    else if (days == "weekends")
        period.days = Days::weekends;
    else if (days != "all")
        in.fail_at("days", "days is neither all, weekdays nor weekends");
    period.from_hour = in.whole("from_hour", 0, 23);
    period.to_hour = in.whole("to_hour", period.from_hour + 1, 24);
    in.finish();
    return period;
}

std::vector<TariffPeriod> time_of_use_of(Section& root) {
    std::vector<TariffPeriod> periods;
    for (Section& in : root.sections("time_of_use"))
        periods.push_back(period_of(in));
    const TariffPeriod& last = periods.back();
    if (last.days != Days::all || last.from_hour != 0 || last.to_hour != 24)
        root.fail_at("time_of_use", "the last time_of_use entry does not hold at every hour of every day");
    return periods;
}

Household household_of(Section in) {
    Household household;
    household.typical_use_kwh_year = in.number("typical_use_kwh_year", 100, 100'000);
    household.self_sufficiency_max = in.number("self_sufficiency_max", 0.05, 1);
    in.finish();
    return household;
}

PriceBook book_of(Section root) {
    PriceBook book;
    book.country = root.capitals("country", 2);
    const std::string currency = root.capitals("currency", 3);
    std::copy(currency.begin(), currency.end(), book.currency.code.begin());
    book.valid = root.validity();
    book.cooling_off_days = root.whole("cooling_off_days", 0, 60);
    book.module = module_of(root.section("module"), book.currency);
    book.inverters = inverters_of(root, book.currency);
    book.batteries = batteries_of(root, book.currency);
    book.setbacks = setbacks_of(root.section("roof"));
    read_system(root.section("system"), book);
    read_work(root.section("work"), book);
    book.vat = vat_of(root, book.valid);
    if (root.has("incentive"))
        for (Section& in : root.sections("incentive"))
            book.incentives.push_back(incentive_of(in, book.currency));
    book.tariff = tariff_of(root.section("tariff"), book.currency);
    if (root.has("time_of_use"))
        book.time_of_use = time_of_use_of(root);
    book.household = household_of(root.section("household"));
    root.finish();
    return book;
}

}  // namespace
}  // namespace price_book_text

PriceBook parse_price_book(std::string_view toml, std::string_view name) {
    if (toml.size() > price_book_bytes_max)
        throw std::runtime_error{std::string{name} + ":1:1: larger than a price book may be"};
    try {
        const toml::table table = toml::parse(toml);
        return price_book_text::book_of(price_book_text::Section{table, name});
    } catch (const toml::parse_error& error) {
        price_book_text::fail(name, error.source(), std::string{error.description()});
    }
}

}  // namespace suncrew::solar
