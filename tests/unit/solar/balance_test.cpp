#include "solar/balance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "solar/books.hpp"
#include "solar/load.hpp"
#include "solar/refused.hpp"
#include "solar/table.hpp"
#include "solar/tariff.hpp"

namespace suncrew::solar {
namespace {

const Battery ten{10, 5, 0.9, 0.1, 15};

struct Made {
    HourSeries produced, used, price;
    double even_share = 1;
    HouseholdYear year() const { return {produced, used, price, 0.05, even_share}; }
};

/// Any sun, any use, any prices.
Made made(std::mt19937& random) {
    std::uniform_real_distribution<double> unit{0, 1};
    Made all{HourSeries(8760), HourSeries(8760), HourSeries(8760), unit(random)};
    const double sun = 8 * unit(random);
    const double use = 3 * unit(random);
    for (std::size_t hour = 0; hour < 8760; ++hour) {
        all.produced[hour] =
            sun * unit(random) * std::max(0.0, std::sin((static_cast<double>(hour % 24) - 6) / 12 * 3.14159));
        all.used[hour] = use * unit(random);
        all.price[hour] = 0.05 + 0.1 * static_cast<double>(hour % 24 / 6 * 7 % 4);
    }
    return all;
}

/// A house in Valencia with 4 kW of sine and a load of 3500 kWh.
Made house(TariffKind kind) {
    const Place place{39.5, -0.4};
    Made all{HourSeries(8760), household_load({3500}, place, table().at(place), {1, SummerTime::northern}),
             import_prices(books().on("ES", day(2026, 6, 1)), kind, {1, SummerTime::northern})};
    for (std::size_t hour = 0; hour < 8760; ++hour)
        all.produced[hour] =
            (hour / 24 % 3 == 0 ? 0.5 : 3) *
            std::max(0.0, std::sin((static_cast<double>(hour % 24) + 0.5 - 6) / 12 * 3.14159));
    return all;
}

void expect_balanced(const EnergyBalance& sums) {
    EXPECT_NEAR(sums.produced_kwh + sums.imported_kwh,
                sums.used_kwh + sums.exported_kwh + sums.lost_kwh + sums.left_kwh,
                1e-9 * (sums.produced_kwh + sums.used_kwh));
}

TEST(Balance, WithoutABatteryIsTheHoursOverlap) {
    const Made home = house(TariffKind::flat);
    const EnergyBalance sums = settle(home.year());
    double overlap = 0;
    for (std::size_t hour = 0; hour < 8760; ++hour)
        overlap += std::min(home.produced[hour], home.used[hour]);
    EXPECT_NEAR(sums.self_used_kwh(), overlap, 1e-6);
    EXPECT_NEAR(sums.exported_kwh, sums.produced_kwh - overlap, 1e-6);
    EXPECT_NEAR(sums.import_cost, 0.22 * sums.imported_kwh, 1e-6);
    EXPECT_NEAR(sums.export_income, 0.05 * sums.exported_kwh, 1e-6);
    EXPECT_EQ(sums.lost_kwh, 0);
    expect_balanced(sums);
}

TEST(Balance, SpikesUseLessOfTheSunThanEvenUse) {
    EXPECT_EQ(used_at_once(2, 1, 1), 1);
    EXPECT_EQ(used_at_once(0.4, 1, 0.5), 0.4) << "below the even part nothing is lost";
    EXPECT_NEAR(used_at_once(1, 1, 0), 0.5, 1e-12);
    EXPECT_NEAR(used_at_once(1e9, 1, 0.3), 1, 1e-6);
    for (double produced = 0; produced < 5; produced += 0.1)
        for (double even = 0; even < 0.95; even += 0.1) {
            EXPECT_LE(used_at_once(produced, 1, even), std::min(produced, 1.0));
            EXPECT_LE(used_at_once(produced, 1, even), used_at_once(produced, 1, even + 0.1) + 1e-12);
        }
    Made home = house(TariffKind::flat);
    const double even = settle(home.year()).self_used_kwh();
    home.even_share = 0.3;
    EXPECT_LT(settle(home.year()).self_used_kwh(), 0.95 * even);
    expect_balanced(settle(home.year()));
    EXPECT_EQ(refused([&] {
                  home.even_share = 1.1;
                  settle(home.year());
              }),
              "invalid out_of_range even_share");
}

TEST(Balance, LosesNothingButInTheBattery) {
    std::mt19937 random{2};
    for (int i = 0; i < 40; ++i) {
        const Made any = made(random);
        const Battery battery{
            0.5 + static_cast<double>(random() % 20), 0.2 + static_cast<double>(random() % 8),
            0.5 + 0.05 * static_cast<double>(random() % 11), 0.1 * static_cast<double>(random() % 9), 15};
        const EnergyBalance bare = settle(any.year());
        const EnergyBalance sums = settle(any.year(), battery);
        expect_balanced(bare);
        expect_balanced(sums);
        EXPECT_GE(sums.lost_kwh, 0);
        EXPECT_GE(sums.left_kwh, 0);
        EXPECT_LE(sums.left_kwh, battery.capacity_kwh);
        EXPECT_LE(sums.exported_kwh, bare.exported_kwh + 1e-9);
    }
}

TEST(Balance, HourByHourIsTheSameYear) {
    std::mt19937 random{4};
    for (int i = 0; i < 10; ++i) {
        const Made any = made(random);
        const EnergyBalance sums = settle(any.year(), ten);
        const HourlyFlows flows = flows_of(any.year(), ten);
        const auto sum = [](const HourSeries& series) {
            return std::accumulate(series.begin(), series.end(), 0.0);
        };
        EXPECT_NEAR(sum(flows.imported_kwh), sums.imported_kwh, 1e-6);
        EXPECT_NEAR(sum(flows.exported_kwh), sums.exported_kwh, 1e-6);
        EXPECT_NEAR(flows.stored_kwh.back(), sums.left_kwh, 1e-9);
        double before = 0;
        for (std::size_t hour = 0; hour < 8760; ++hour) {
            EXPECT_GE(flows.imported_kwh[hour], -1e-12);
            EXPECT_GE(flows.exported_kwh[hour], -1e-12);
            EXPECT_GE(flows.stored_kwh[hour], 0);
            EXPECT_LE(flows.stored_kwh[hour], 9 + 1e-9) << "the tenth that is never used stays";
            const double in = (flows.stored_kwh[hour] - before) / std::sqrt(0.9);
            const double out = (before - flows.stored_kwh[hour]) * std::sqrt(0.9);
            EXPECT_LE(std::max(in, out), 5 + 1e-9) << "more than its power";
            EXPECT_LE(flows.exported_kwh[hour], any.produced[hour] + 1e-12) << "it never exports";
            before = flows.stored_kwh[hour];
        }
    }
    const Made home = house(TariffKind::flat);
    EXPECT_NEAR(flows_of(home.year()).imported_kwh[20], home.used[20], 1e-12);
}

TEST(Balance, ABatteryRaisesOwnUseUpToItsMeans) {
    const Made home = house(TariffKind::flat);
    double before = settle(home.year()).self_used_kwh();
    for (const double capacity : {2.0, 5.0, 10.0, 20.0}) {
        const double now = settle(home.year(), {capacity, 3, 0.9, 0.1, 15}).self_used_kwh();
        EXPECT_GT(now, before);
        before = now;
    }
    EXPECT_LT(before, 3500);
    const EnergyBalance dead = settle(home.year(), {10, 5, 0.9, 1.0, 15});
    EXPECT_NEAR(dead.self_used_kwh(), settle(home.year()).self_used_kwh(), 1e-9);
}

TEST(Balance, AnEmptyDayFillsFromTheSunAndTheEveningEmptiesIt) {
    Made day_and_night{HourSeries(8760, 0), HourSeries(8760, 0), HourSeries(8760, 0.2)};
    day_and_night.produced[12] = 4;
    day_and_night.used[20] = 10;
    const Battery battery{10, 3, 0.81, 0.1, 15};
    const HourlyFlows flows = flows_of(day_and_night.year(), battery);
    EXPECT_NEAR(flows.exported_kwh[12], 1, 1e-12) << "no more than its power goes in";
    EXPECT_NEAR(flows.stored_kwh[12], 2.7, 1e-12);
    EXPECT_NEAR(flows.imported_kwh[20], 10 - 2.43, 1e-12);
    EXPECT_NEAR(flows.stored_kwh[20], 0, 1e-12);
}

TEST(Balance, ByPriceKeepsTheSunForDearHoursAndBuysInCheapOnes) {
    // Night 0.1, evening 0.5, else 0.2; no sun: bought at night for the evening alone.
    Made dark{HourSeries(8760, 0), HourSeries(8760, 1), HourSeries(8760, 0.2)};
    for (std::size_t hour = 0; hour < 8760; ++hour) {
        if (hour % 24 < 6)
            dark.price[hour] = 0.1;
        if (hour % 24 >= 18 && hour % 24 < 22)
            dark.price[hour] = 0.5;
    }
    const Battery battery{20, 5, 0.9, 0, 15};
    const EnergyBalance sums = settle(dark.year(), battery);
    const HourlyFlows flows = flows_of(dark.year(), battery);
    expect_balanced(sums);
    for (std::size_t hour = 24; hour < 8760; ++hour)
        if (dark.price[hour] == 0.5) {
            EXPECT_NEAR(flows.imported_kwh[hour], 0, 1e-9);
        }
    EXPECT_LT(sums.import_cost, settle(dark.year()).import_cost - 365 * 4 * 0.3);
    // With a price that does not pay for the losses nothing is bought ahead.
    for (double& price : dark.price)
        price = price == 0.2 ? 0.105 : price == 0.5 ? 0.108 : price;
    EXPECT_EQ(settle(dark.year(), battery).lost_kwh, 0);
}

TEST(Balance, ByPriceNeverCostsMoreThanPlainUse) {
    std::mt19937 random{9};
    const auto bill = [](const EnergyBalance& sums) { return sums.import_cost - sums.export_income; };
    double saved = 0;
    for (int i = 0; i < 12; ++i) {
        const Made any = made(random);
        const double plain_bill = bill(settle_plainly(any.year(), ten));
        const double priced = bill(settle(any.year(), ten));
        EXPECT_LE(priced, plain_bill + 1e-6);
        saved += plain_bill - priced;
    }
    EXPECT_GT(saved, 100);
    EXPECT_LT(bill(settle(house(TariffKind::time_of_use).year(), ten)),
              bill(settle(house(TariffKind::time_of_use).year())) - 50);
}

TEST(Tariff, FollowsTheHourAndTheDay) {
    const PriceBook& spain = books().on("ES", day(2026, 6, 1));
    const HourSeries prices = import_prices(spain, TariffKind::time_of_use, {});
    EXPECT_EQ(prices[3], 0.172);
    EXPECT_EQ(prices[9], 0.216);
    EXPECT_EQ(prices[11], 0.306);
    EXPECT_EQ(prices[15], 0.216);
    EXPECT_EQ(prices[21], 0.306);
    EXPECT_EQ(prices[2 * 24 + 11], 0.172) << "Saturday";
    EXPECT_EQ(import_prices(spain, TariffKind::time_of_use, {1, SummerTime::never})[9], 0.306);
    for (const double price : import_prices(spain, TariffKind::flat, {}))
        EXPECT_EQ(price, 0.22);
    EXPECT_EQ(refused([] { import_prices(books().on("DE", day(2026, 6, 1)), TariffKind::time_of_use, {}); }),
              "invalid tariff_not_offered tariff");
}

TEST(Balance, RefusesHalfAYear) {
    const HourSeries half(4380, 1);
    const HourSeries whole(8760, 1);
    EXPECT_EQ(refused([&] { settle({half, whole, whole, 0}); }), "invalid out_of_range hours");
    EXPECT_EQ(refused([&] { settle({whole, whole, half, 0}, ten); }), "invalid out_of_range hours");
}

}  // namespace
}  // namespace suncrew::solar
