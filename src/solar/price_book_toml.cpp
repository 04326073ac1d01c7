// The price book's text form. The only unit that includes toml++.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>

#include <toml++/toml.h>

#include "solar/equipment.hpp"
#include "solar/price_book.hpp"

namespace suncrew::solar {
namespace {

constexpr std::size_t entries_max = 64;
constexpr std::size_t name_bytes_max = 100;
constexpr double amount_max = 1'000'000;

[[noreturn]] void fail(std::string_view name, const toml::source_region& where, const std::string& what) {
    std::ostringstream text;
    text << name << ':' << where.begin.line << ':' << where.begin.column << ": " << what;
    throw std::runtime_error{text.str()};
}

/// A table that must be read completely: a key that nobody asked for is an error.
class Section {
public:
    Section(const toml::table& table, std::string_view name) : table_{table}, name_{name} {}

    bool has(std::string_view key) const { return table_.contains(key); }

    double number(std::string_view key, double low, double high) {
        const toml::node& node = get(key);
        const std::optional<double> value = node.value<double>();
        if (!node.is_number() || !value || !(*value >= low && *value <= high)) {
            std::ostringstream text;
            text << key << " is not a number from " << low << " to " << high;
            fail(name_, node.source(), text.str());
        }
        return *value;
    }

    std::optional<double> maybe_number(std::string_view key, double low, double high) {
        return has(key) ? std::optional{number(key, low, high)} : std::nullopt;
    }

    int whole(std::string_view key, int low, int high) {
        const double value = number(key, low, high);
        if (!get(key).is_integer())
            fail(name_, get(key).source(), std::string{key} + " is not a whole number");
        return static_cast<int>(value);
    }

    Money money(std::string_view key, Currency currency) {
        const double minor = number(key, 0, amount_max) * 100;
        if (std::abs(minor - std::round(minor)) > 1e-5)
            fail(name_, get(key).source(), std::string{key} + " has more than two decimals");
        return {std::llround(minor), currency};
    }

    std::string text(std::string_view key) {
        const toml::node& node = get(key);
        const std::optional<std::string> value = node.value_exact<std::string>();
        if (!value || value->empty() || value->size() > name_bytes_max)
            fail(name_, node.source(), std::string{key} + " is not a text of 1 to 100 bytes");
        return *value;
    }

    Date date(std::string_view key) {
        const toml::node& node = get(key);
        const std::optional<toml::date> value = node.value_exact<toml::date>();
        if (!value || value->year < 2000 || value->year > 2200)
            fail(name_, node.source(), std::string{key} + " is not a date such as 2026-01-31");
        return Date{std::chrono::year{value->year}, std::chrono::month{value->month},
                    std::chrono::day{value->day}};
    }

    Validity validity() {
        Validity valid{date("valid_from")};
        if (has("valid_until")) {
            valid.until = date("valid_until");
            if (*valid.until < valid.from)
                fail(name_, get("valid_until").source(), "valid_until is before valid_from");
        }
        return valid;
    }

    /// Upper-case ASCII letters, exactly as many as asked for.
    std::string capitals(std::string_view key, std::size_t count) {
        const std::string value = text(key);
        if (value.size() != count ||
            !std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
            fail(name_, get(key).source(),
                 std::string{key} + " is not made of " + std::to_string(count) + " capital letters");
        return value;
    }

    Section section(std::string_view key) {
        const toml::node& node = get(key);
        if (!node.is_table())
            fail(name_, node.source(), std::string{key} + " is not a table");
        return {*node.as_table(), name_};
    }

    std::vector<Section> sections(std::string_view key) {
        const toml::node& node = get(key);
        const toml::array* array = node.as_array();
        if (array == nullptr || array->empty() || array->size() > entries_max ||
            !array->is_homogeneous<toml::table>())
            fail(name_, node.source(), std::string{key} + " is not a list of 1 to 64 tables");
        std::vector<Section> all;
        for (const toml::node& entry : *array)
            all.emplace_back(*entry.as_table(), name_);
        return all;
    }

    [[noreturn]] void fail_at(std::string_view key, const std::string& what) {
        fail(name_, get(key).source(), what);
    }

    /// To be called when everything wanted was read.
    void finish() const {
        for (const auto& [key, node] : table_)
            if (!asked_.contains(key.str()))
                fail(name_, key.source(), "unknown key " + std::string{key.str()});
    }

private:
    const toml::node& get(std::string_view key) {
        asked_.emplace(key);
        const toml::node* node = table_.get(key);
        if (node == nullptr)
            fail(name_, table_.source(), "the key " + std::string{key} + " is missing");
        return *node;
    }

    const toml::table& table_;
    std::string_view name_;
    std::set<std::string, std::less<>> asked_;
};

ModulePrice module_of(Section in, Currency currency) {
    ModulePrice module;
    module.name = in.text("name");
    module.watts = in.number("watts", 100, 1000);
    module.width_m = in.number("width_m", 0.5, 3);
    module.height_m = in.number("height_m", 0.5, 3);
    const auto type = module_type_named(in.text("type"));
    if (!type)
        in.fail_at("type", "type is not standard, premium or thin-film");
    module.type = *type;
    module.price = in.money("price", currency);
    in.finish();
    return module;
}

std::vector<InverterPrice> inverters_of(Section& root, Currency currency) {
    std::vector<InverterPrice> inverters;
    for (Section& in : root.sections("inverter")) {
        inverters.push_back({in.number("ac_kw", 0.3, 1000), in.money("price", currency)});
        if (inverters.size() > 1 && inverters.back().ac_kw <= inverters[inverters.size() - 2].ac_kw)
            in.fail_at("ac_kw", "inverters are not in the order of their ac_kw");
        in.finish();
    }
    return inverters;
}

void read_system(Section in, PriceBook& book) {
    book.dc_ac_ratio_max = in.number("dc_ac_ratio_max", 0.8, 2);
    book.roof_use = in.number("roof_use", 0.1, 1);
    book.panels_min = in.whole("panels_min", 1, 100);
    book.dc_kw_max = in.number("dc_kw_max", 0.5, 1000);
    book.degradation_per_year = in.number("degradation_per_year", 0, 0.05);
    if (book.panels_min * book.module.watts / 1000 > book.dc_kw_max)
        in.fail_at("dc_kw_max", "the largest system is smaller than the smallest");
    in.finish();
}

void read_work(Section in, PriceBook& book) {
    book.mounting_per_panel = in.money("mounting_per_panel", book.currency);
    book.labour_base = in.money("labour_base", book.currency);
    book.labour_per_panel = in.money("labour_per_panel", book.currency);
    book.design_fee = in.money("design_fee", book.currency);
    book.permit_fee = in.money("permit_fee", book.currency);
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
    read_system(root.section("system"), book);
    read_work(root.section("work"), book);
    book.vat = vat_of(root, book.valid);
    if (root.has("incentive"))
        for (Section& in : root.sections("incentive"))
            book.incentives.push_back(incentive_of(in, book.currency));
    book.tariff = tariff_of(root.section("tariff"), book.currency);
    book.household = household_of(root.section("household"));
    root.finish();
    return book;
}

}  // namespace

PriceBook parse_price_book(std::string_view toml, std::string_view name) {
    if (toml.size() > price_book_bytes_max)
        throw std::runtime_error{std::string{name} + ":1:1: larger than a price book may be"};
    try {
        const toml::table table = toml::parse(toml);
        return book_of(Section{table, name});
    } catch (const toml::parse_error& error) {
        fail(name, error.source(), std::string{error.description()});
    }
}

}  // namespace suncrew::solar
