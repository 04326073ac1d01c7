#include "weather/provider.hpp"

#include <array>
#include <cstdio>
#include <stdexcept>

namespace suncrew::weather {
namespace {

using namespace std::chrono_literals;

/// A year by the hour is half a megabyte, and some services take their time over it.
egress::VendorSettings vendor(std::string name, std::string host, std::string path) {
    return {.name = std::move(name),
            .host = std::move(host),
            .path_prefixes = {std::move(path)},
            .connect_timeout = 5s,
            .timeout = 60s,
            .answer_bytes_max = egress::Vendor::answer_bytes_limit,
            .requests_per_minute = 20};
}

std::string degrees(double angle) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%.2f", angle);
    return text.data();
}

bool is_plain(std::string_view text) {
    return !text.empty() && text.size() <= 200 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@.+-_") ==
               text.npos;
}

/// "+" would be read as a space.
std::string escaped(std::string_view text) {
    std::string query;
    for (const char c : text)
        query += c == '+' ? std::string{"%2B"} : std::string{c};
    return query;
}

}  // namespace

egress::VendorSettings Pvgis::usual_vendor() const {
    return vendor("pvgis", "re.jrc.ec.europa.eu", "/api/v5_3/tmy");
}

std::string Pvgis::path_for(const solar::Place& place) const {
    return "/api/v5_3/tmy?lat=" + degrees(place.latitude_deg) + "&lon=" + degrees(place.longitude_deg) +
           "&outputformat=csv&usehorizon=0";
}

Nsrdb::Nsrdb(crypto::Secret key, std::string email) : key_{std::move(key)}, email_{std::move(email)} {
    if (!is_plain(key_.expose()) || !is_plain(email_))
        throw std::invalid_argument{"nsrdb: the key or the e-mail address is none"};
}

egress::VendorSettings Nsrdb::usual_vendor() const {
    return vendor("nsrdb", "developer.nlr.gov", "/api/nsrdb/v2/solar");
}

std::string Nsrdb::path_for(const solar::Place& place) const {
    return "/api/nsrdb/v2/solar/nsrdb-GOES-tmy-v4-0-0-download.csv?wkt=POINT(" +
           degrees(place.longitude_deg) + "%20" + degrees(place.latitude_deg) +
           ")&names=tmy&interval=60&utc=false&attributes=ghi,dni,dhi,air_temperature,wind_speed,"
           "surface_pressure,surface_albedo&email=" +
           escaped(email_) + "&api_key=" + escaped(key_.expose());
}

NasaPower::NasaPower(int year) : year_{year} {
    if (year < 2001 || year > 2200)
        throw std::invalid_argument{"nasa-power: there are no hours of that year"};
}

egress::VendorSettings NasaPower::usual_vendor() const {
    return vendor("nasa-power", "power.larc.nasa.gov", "/api/temporal/hourly/point");
}

std::string NasaPower::path_for(const solar::Place& place) const {
    const std::string year = std::to_string(year_);
    return "/api/temporal/hourly/point?community=RE&format=CSV&time-standard=UTC&start=" + year +
           "0101&end=" + year + "1231&latitude=" + degrees(place.latitude_deg) +
           "&longitude=" + degrees(place.longitude_deg) +
           "&parameters=ALLSKY_SFC_SW_DWN,ALLSKY_SFC_SW_DNI,ALLSKY_SFC_SW_DIFF,T2M,WS10M,PS";
}

}  // namespace suncrew::weather
