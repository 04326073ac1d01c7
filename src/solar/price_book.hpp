#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/time.hpp"
#include "solar/electrics.hpp"
#include "solar/modules.hpp"
#include "solar/roof.hpp"

namespace suncrew::solar {

/// A time in which something is in force: from its first day to its last day, both included.
struct Validity {
    Date from;
    std::optional<Date> until = std::nullopt;
    bool holds(Date day) const { return from <= day && (!until || day <= *until); }
};

/// The one module that a price book sells.
struct ModulePrice {
    std::string name;
    double watts = 0;
    double width_m = 0;
    double height_m = 0;
    ModuleType type = ModuleType::standard;
    ModuleElectrics electrics{};
    Money price;
    double area_m2() const { return width_m * height_m; }
};

struct InverterPrice {
    double ac_kw = 0;
    InverterInputs inputs{};
    Money price;
};

/// A battery of a household, as it is sold; behind an inverter of its own.
struct Battery {
    double capacity_kwh = 0;
    double power_kw = 0;               ///< in and out, on the AC side
    double round_trip_efficiency = 1;  ///< AC to AC
    double state_of_charge_min = 0;    ///< share of the capacity that stays in it
    int life_years = 0;
    Money price{};  ///< with its installation, net
};

/// Value-added or sales tax on the whole installation. The first entry of the book that fits is taken.
struct Vat {
    double rate = 0;
    Validity valid{};
    std::optional<double> dc_kw_max = std::nullopt;
};

enum class IncentiveKind {
    share_of_price,  ///< `value` is a fraction of the price with VAT
    per_kw,          ///< `value` is an amount per kW of DC power
};

/// A public incentive. With years == 1 it lowers the price; else it is paid in equal parts over so many
/// years.
struct Incentive {
    std::string name;
    IncentiveKind kind = IncentiveKind::share_of_price;
    double value = 0;
    std::optional<Money> amount_max = std::nullopt;
    std::optional<double> dc_kw_max = std::nullopt;
    int years = 1;
    Validity valid{};
};

/// How the grid settles what it takes in.
enum class ExportRule {
    paid,      ///< every kWh, in money
    credited,  ///< against the year's energy bill, never beyond it
};

/// What electricity costs and brings, in the book's currency.
struct Tariff {
    double price_per_kwh = 0;         ///< with taxes
    double export_price_per_kwh = 0;  ///< for what goes to the grid
    ExportRule export_rule = ExportRule::paid;
    Money standing_charge_month;     ///< the part of a bill that does not depend on use
    double escalation_per_year = 0;  ///< of price_per_kwh; the export price is taken as constant
    double discount_rate = 0;        ///< what money a year later is worth less
    double grid_co2_kg_per_kwh = 0;
};

enum class Days { all, weekdays, weekends };

/// A price that holds at some hours. Of a tariff's list the first that fits is taken; the last fits always.
struct TariffPeriod {
    double price_per_kwh = 0;
    Days days = Days::all;
    int from_hour = 0;  ///< of the day, by the clock on the wall
    int to_hour = 24;
};

/// The household that a book knows.
struct Household {
    double typical_use_kwh_year = 0;
    double self_sufficiency_max = 0;  ///< share of the use that sun without a battery can cover at most
};

/// Prices, tariffs and rules of one country from one day on. Data, not code: data/price_books/*.toml.
struct PriceBook {
    std::string country;  ///< ISO 3166-1 alpha-2
    Validity valid{};
    Currency currency;
    int cooling_off_days = 0;

    ModulePrice module;
    std::vector<InverterPrice> inverters;  ///< by growing ac_kw, never empty
    std::vector<Battery> batteries;        ///< by growing capacity_kwh, never empty
    Setbacks setbacks;                     ///< what is kept free of a roof
    double dc_ac_ratio_max = 0;            ///< DC power per AC power of an inverter that is still sold
    double roof_use = 0;                   ///< share of a plane's area that modules can cover
    int panels_min = 1;                    ///< the smallest system sold, roof permitting
    double dc_kw_max = 0;                  ///< the largest system sold

    Money mounting_per_panel;
    Money labour_base;
    Money labour_per_panel;
    Money design_fee;
    Money permit_fee;
    Money moved_visit_credit;  ///< what a customer gets, once, whose told visit we or a crew move
    Money upkeep_per_kw_year;  ///< cleaning, checks and the reserve for a new inverter
    double degradation_per_year = 0;
    int inverter_life_years = 0;

    std::vector<Vat> vat;  ///< the last one holds without end and for every size
    std::vector<Incentive> incentives;
    Tariff tariff;
    std::vector<TariffPeriod> time_of_use;  ///< prices by the hour that a customer can choose; maybe none
    Household household;
};

/// The tax rate for a system of that size, ordered on that day.
double vat_rate(const PriceBook& book, double dc_kw, Date day);

inline constexpr std::size_t price_book_bytes_max = 64 * 1024;

/// Reads one price book. Strict: unknown or missing keys, wrong types and figures out of range throw
/// std::runtime_error with "`name`:line:column: …".
PriceBook parse_price_book(std::string_view toml, std::string_view name = "price book");

/// The price books at hand.
class PriceBooks {
public:
    /// Reads all `*.toml` of a folder. Throws std::runtime_error for an unreadable file or an empty folder.
    static PriceBooks read(const std::filesystem::path& folder);
    explicit PriceBooks(std::vector<PriceBook> books);

    /// The newest book of a country that holds on a day. Refuses with invalid "country_not_served" (field
    /// "country") where there is none.
    const PriceBook& on(std::string_view country, Date day) const;

    const std::vector<PriceBook>& books() const { return books_; }

private:
    std::vector<PriceBook> books_;
};

}  // namespace suncrew::solar
