#include "places/gazetteer.hpp"

#include <array>
#include <cstdlib>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.hpp"
#include "store/connection.hpp"

namespace suncrew::places {
namespace {

std::string packed_file() {
    const char* named = std::getenv("SUNCREW_PLACES");
    return named ? named : SUNCREW_PLACES;
}

class GazetteerTest : public testing::Test {
protected:
    std::string country_at(double latitude, double longitude) const {
        const auto country = gazetteer_.country_at(latitude, longitude);
        return country ? std::string{country->text()} : "sea";
    }
    std::string first(std::string_view text, std::optional<Country> country = {}) const {
        const auto found = gazetteer_.search(text, country);
        return found.empty() ? "nothing" : found[0].name + ' ' + std::string{found[0].country.text()};
    }
    std::string refusal_of(double latitude, double longitude) const {
        try {
            return "country " + std::string{gazetteer_.locate(latitude, longitude).country.text()};
        } catch (const Refusal& refusal) {
            return refusal.reason() + ' ' + refusal.field();
        }
    }
    Gazetteer gazetteer_{packed_file()};
};

constexpr Country spain{{'E', 'S'}};

TEST(Gazetteer, WithoutItsFileDoesNotOpen) {
    EXPECT_THROW(Gazetteer{packed_file() + ".absent"}, store::Unavailable);
}

TEST_F(GazetteerTest, FindsACityByItsName) {
    const auto found = gazetteer_.search("Madrid");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].name, "Madrid");
    EXPECT_EQ(found[0].country, spain);
    EXPECT_EQ(found[0].region, "Comunidad de Madrid");
    EXPECT_EQ(found[0].kind, Kind::city);
    EXPECT_NEAR(found[0].latitude, 40.42, 0.01);
    EXPECT_NEAR(found[0].longitude, -3.70, 0.01);
    EXPECT_GT(found[0].population, 3'000'000);
}

TEST_F(GazetteerTest, NeedsNeitherCaseNorDiacritics) {
    EXPECT_EQ(first("sevilla"), "Sevilla ES");
    EXPECT_EQ(first("SEVÍLLA"), "Sevilla ES");
    EXPECT_EQ(first("malaga"), "Málaga ES");
    EXPECT_EQ(first("Málaga"), "Málaga ES");
    EXPECT_EQ(first("Ma\u0301laga"), "Málaga ES") << "an accent of its own character";
    EXPECT_EQ(first("logrono"), "Logroño ES");
}

TEST_F(GazetteerTest, KnowsTheNamesOfOtherLanguages) {
    EXPECT_EQ(first("Seville"), "Sevilla ES");
    EXPECT_EQ(first("Londres"), "London GB");
    EXPECT_EQ(first("Nueva York"), "New York City US");
    EXPECT_EQ(first("new york"), "New York City US");
    EXPECT_EQ(first("Múnich"), "Munich DE");
    EXPECT_EQ(first("nueva y"), "New York City US");
}

TEST_F(GazetteerTest, CompletesTheLastWord) {
    EXPECT_EQ(first("san fran"), "San Francisco US");
    EXPECT_EQ(first("hospitalet de llob"), "L'Hospitalet de Llobregat ES");
    EXPECT_EQ(first("barcel"), "Barcelona ES");
}

TEST_F(GazetteerTest, PutsTheCityCalledSoBeforeGreaterOnesThatHaveTheWord) {
    EXPECT_EQ(first("york"), "York GB");
    EXPECT_EQ(first("paris"), "Paris FR");
}

TEST_F(GazetteerTest, StaysInTheCountryAskedFor) {
    EXPECT_EQ(first("valencia"), "Valencia VE");
    EXPECT_EQ(first("valencia", spain), "Valencia ES");
    for (const Found& found : gazetteer_.search("m", spain))
        EXPECT_EQ(found.country, spain) << found.name;
    EXPECT_EQ(first("94103", spain), "nothing");
    EXPECT_EQ(first("madrid", Country{{'Q', 'Q'}}), "nothing");
}

TEST_F(GazetteerTest, FindsPostcodesOfTheUnitedStates) {
    const auto found = gazetteer_.search("94103-1234");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].name, "94103");
    EXPECT_EQ(found[0].region, "San Francisco, CA");
    EXPECT_EQ(found[0].country.text(), "US");
    EXPECT_EQ(found[0].kind, Kind::postcode);
    EXPECT_NEAR(found[0].latitude, 37.77, 0.02);
    EXPECT_NEAR(found[0].longitude, -122.41, 0.02);
    EXPECT_EQ(gazetteer_.search("941").size(), 10u);
    EXPECT_EQ(first("00901"), "00901 PR");
    EXPECT_EQ(first("34001"), "nothing") << "a post office of the armed forces, which has no position";
}

TEST_F(GazetteerTest, FindsPostcodesOfCanadaByTheirArea) {
    const auto found = gazetteer_.search("m5v 2t6", Country{{'C', 'A'}});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].name, "M5V");
    EXPECT_EQ(found[0].region, "Downtown Toronto, Ontario");
    EXPECT_EQ(found[0].country.text(), "CA");
}

TEST_F(GazetteerTest, GivesNoMoreThanAskedFor) {
    EXPECT_EQ(gazetteer_.search("san").size(), 10u);
    EXPECT_EQ(gazetteer_.search("san", {}, 3).size(), 3u);
    EXPECT_EQ(gazetteer_.search("san", {}, 1000).size(), 10u);
    EXPECT_EQ(gazetteer_.search("san", {}, -1).size(), 1u);
}

TEST_F(GazetteerTest, TakesAnyTextForNothingButText) {
    for (const std::string_view text : {"",           " ",      "\"",     "'",    "*",
                                        "^",          "-",      "(",      ")",    "{",
                                        ":",          "\"\"",   "😀",      "😀😀 🏠", "\xff\xfe",
                                        "\xc3",       "%",      "_",      "--",   "; drop table place",
                                        "zzzzzzzzqq", "\u200b", "\u0301", "/*",   "' or 1=1 --"})
        EXPECT_EQ(gazetteer_.search(text).size(), 0u) << text;
    EXPECT_EQ(gazetteer_.search(std::string_view("\0", 1)).size(), 0u);
    EXPECT_EQ(first("\"madrid\""), "Madrid ES");
    EXPECT_EQ(first("madrid*"), "Madrid ES");
    EXPECT_EQ(first(std::string_view("mad\0rid", 7)), "Madrid ES");
    EXPECT_EQ(first("😀 madrid"), "Madrid ES");
    EXPECT_EQ(first("madrid 😀"), "Madrid ES");
    EXPECT_EQ(first("country : ES"), "San Diego Country Estates US") << "two words like any";
    for (const std::string_view word : {"NEAR", "AND", "OR", "NOT", "NEAR(a b)", "a AND", "NOT b", "country"})
        EXPECT_NO_THROW(gazetteer_.search(word)) << word;
}

TEST_F(GazetteerTest, RefusesATextThatIsTooLong) {
    EXPECT_EQ(gazetteer_.search(std::string(text_bytes_max, 'a')).size(), 0u);
    EXPECT_NO_THROW(
        gazetteer_.search("a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n"));
    EXPECT_THROW(gazetteer_.search(std::string(text_bytes_max + 1, 'a')), Refusal);
}

TEST_F(GazetteerTest, NamesTheNearestCity) {
    const Nearest near = gazetteer_.nearest(37.39, -5.98);
    EXPECT_EQ(near.name, "Sevilla");
    EXPECT_EQ(near.region, "Andalucía");
    EXPECT_EQ(near.country, spain);
    EXPECT_NEAR(near.distance_km, 0.99, 0.05);
    const Nearest ocean = gazetteer_.nearest(0, -30);
    EXPECT_EQ(ocean.country.text(), "BR");
    EXPECT_GT(ocean.distance_km, 500);
    EXPECT_EQ(gazetteer_.nearest(-17.5, 179.999).country.text(), "FJ");
    EXPECT_EQ(gazetteer_.nearest(-17.5, -179.999).country.text(), "FJ");
}

TEST_F(GazetteerTest, KnowsBeachesAsLand) {
    EXPECT_EQ(country_at(41.3786, 2.1926), "ES") << "Barceloneta";
    EXPECT_EQ(country_at(36.5270, -6.3030), "ES") << "Cádiz, at the end of its spit";
    EXPECT_EQ(country_at(33.9850, -118.4730), "US") << "Venice, California";
    EXPECT_EQ(country_at(37.7594, -122.5107), "US") << "Ocean Beach, San Francisco";
    EXPECT_EQ(country_at(-33.8908, 151.2743), "AU") << "Bondi";
    EXPECT_EQ(country_at(37.6300, -0.6990), "ES") << "La Manga, a bar of sand";
    EXPECT_EQ(country_at(52.1130, 4.2800), "NL") << "Scheveningen";
}

TEST_F(GazetteerTest, KnowsIslands) {
    EXPECT_EQ(country_at(28.1235, -15.4363), "ES") << "Las Palmas";
    EXPECT_EQ(country_at(28.9630, -13.5477), "ES") << "Arrecife";
    EXPECT_EQ(country_at(27.8060, -17.9150), "ES") << "Valverde, El Hierro";
    EXPECT_EQ(country_at(39.5696, 2.6502), "ES") << "Palma";
    EXPECT_EQ(country_at(38.9067, 1.4206), "ES") << "Eivissa";
    EXPECT_EQ(country_at(38.7050, 1.4530), "ES") << "Formentera";
    EXPECT_EQ(country_at(21.3069, -157.8583), "US") << "Honolulu";
    EXPECT_EQ(country_at(19.7297, -155.0900), "US") << "Hilo";
    EXPECT_EQ(country_at(35.8989, 14.5146), "MT") << "Valletta";
    EXPECT_EQ(country_at(-17.7134, 178.0650), "FJ") << "Viti Levu";
    EXPECT_EQ(country_at(-16.8, 179.995), "FJ") << "Taveuni, at the antimeridian";
    EXPECT_EQ(country_at(-16.8, -179.995), "FJ");
    EXPECT_EQ(country_at(4.1755, 73.5093), "MV") << "Malé";
}

TEST_F(GazetteerTest, KnowsTheSmallestCountries) {
    EXPECT_EQ(country_at(43.7384, 7.4246), "MC");
    EXPECT_EQ(country_at(41.9029, 12.4534), "VA");
    EXPECT_EQ(country_at(41.8902, 12.4922), "IT") << "the Colosseum";
    EXPECT_EQ(country_at(42.5063, 1.5218), "AD");
    EXPECT_EQ(country_at(36.1408, -5.3536), "GI");
    EXPECT_EQ(country_at(35.8894, -5.3213), "ES") << "Ceuta";
    EXPECT_EQ(country_at(35.2923, -2.9381), "ES") << "Melilla";
    EXPECT_EQ(country_at(42.6629, 21.1655), "XK");
}

TEST_F(GazetteerTest, GivesFarTerritoriesTheirOwnCode) {
    EXPECT_EQ(country_at(4.9224, -52.3135), "GF");
    EXPECT_EQ(country_at(-21.1151, 55.5364), "RE");
    EXPECT_EQ(country_at(18.4655, -66.1057), "PR");
    EXPECT_EQ(country_at(44.9521, 34.1024), "UA");
}

TEST_F(GazetteerTest, RefusesTheOpenSea) {
    EXPECT_EQ(refusal_of(35.0, -40.0), "place_in_the_sea latitude") << "mid-Atlantic";
    EXPECT_EQ(refusal_of(56.0, 3.0), "place_in_the_sea latitude") << "the North Sea";
    EXPECT_EQ(refusal_of(41.25, 2.45), "place_in_the_sea latitude") << "20 km off Barcelona";
    EXPECT_EQ(refusal_of(38.0, 18.0), "place_in_the_sea latitude") << "the Ionian Sea";
    EXPECT_EQ(refusal_of(0, 0), "place_in_the_sea latitude") << "where forgotten coordinates are";
    EXPECT_EQ(refusal_of(0, 180), "place_in_the_sea latitude");
    EXPECT_EQ(refusal_of(0, -180), "place_in_the_sea latitude");
    EXPECT_EQ(refusal_of(90, 0), "place_in_the_sea latitude");
    EXPECT_EQ(refusal_of(90, 180), "place_in_the_sea latitude");
}

TEST_F(GazetteerTest, TakesAntarcticaForLand) {
    for (const double longitude : {-180.0, -90.5, 0.0, 33.0, 180.0})
        EXPECT_EQ(refusal_of(-90, longitude), "country AQ") << longitude;
    EXPECT_EQ(refusal_of(-80, 60), "country AQ");
}

TEST_F(GazetteerTest, RefusesWhatIsNoPosition) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    EXPECT_EQ(refusal_of(90.0001, 0), "place_out_of_range latitude");
    EXPECT_EQ(refusal_of(-91, 0), "place_out_of_range latitude");
    EXPECT_EQ(refusal_of(nan, 0), "place_out_of_range latitude");
    EXPECT_EQ(refusal_of(infinity, 0), "place_out_of_range latitude");
    EXPECT_EQ(refusal_of(40, 180.0001), "place_out_of_range longitude");
    EXPECT_EQ(refusal_of(40, -181), "place_out_of_range longitude");
    EXPECT_EQ(refusal_of(40, nan), "place_out_of_range longitude");
    EXPECT_EQ(refusal_of(40, -infinity), "place_out_of_range longitude");
    EXPECT_THROW(gazetteer_.nearest(nan, 0), Refusal);
    EXPECT_THROW(gazetteer_.country_at(0, 1e300), Refusal);
}

TEST_F(GazetteerTest, LocatesWithTheNearestCity) {
    const Located located = gazetteer_.locate(40.4165, -3.7026);
    EXPECT_EQ(located.latitude, 40.4165);
    EXPECT_EQ(located.longitude, -3.7026);
    EXPECT_EQ(located.country, spain);
    EXPECT_EQ(located.nearest.country, spain);
    EXPECT_LT(located.nearest.distance_km, 2);
}

TEST_F(GazetteerTest, DrawsTheCitiesIntoTheirCountries) {
    const auto connection = store::connect(store::parse_dsn("sqlite:" + packed_file() + "?mode=ro"));
    store::Reading reading{*connection};
    const auto cities = reading.rows<std::string, std::string, std::int64_t, std::int64_t>(
        "select name, country, latitude, longitude from place where id % 15 = 0");
    ASSERT_GT(cities.size(), 9000u);
    constexpr double beside = 0.01;  // 1.1 km, so that the outline decides and not the city itself
    static_assert(beside * km_per_degree > city_centre_km);
    int elsewhere = 0;
    for (const auto& [name, country, latitude, longitude] : cities) {
        const std::string found = country_at(static_cast<double>(latitude) / micro + beside,
                                             static_cast<double>(longitude) / micro);
        EXPECT_NE(found, "sea") << name << ' ' << country;
        elsewhere += found != country ? 1 : 0;
    }
    EXPECT_LE(elsewhere, static_cast<int>(cities.size() / 200)) << "of " << cities.size();
}

TEST_F(GazetteerTest, AnswersSeveralThreadsAtOnce) {
    std::vector<std::thread> threads;
    std::array<int, 4> right{};
    for (std::size_t number = 0; number < right.size(); ++number)
        threads.emplace_back([&, number] {
            for (int round = 0; round < 50; ++round)
                right[number] +=
                    first("san fran") == "San Francisco US" && country_at(41.3786, 2.1926) == "ES";
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_THAT(right, testing::Each(50));
}

}  // namespace
}  // namespace suncrew::places
