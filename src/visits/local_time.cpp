#include "visits/local_time.hpp"

#include <array>
#include <string_view>

#include "orders/wall_clock.hpp"

namespace suncrew::visits {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::Sunday;
using std::chrono::sys_days;
using std::chrono::year;

sys_days last_sunday(year y, month m) {
    return sys_days{y / m / Sunday[std::chrono::last]};
}
sys_days sunday(year y, month m, unsigned index) {
    return sys_days{y / m / Sunday[index]};
}

bool is_american(std::string_view country) {
    return country == "US" || country == "CA";
}

}  // namespace

LocalTime::LocalTime(const places::Country& country, dispatch::Position place)
    : winter_{static_cast<int>(orders::zone_h(country, {place.latitude_deg, place.longitude_deg}) * 60)} {
    if (country.text() == "NZ")
        summer_ = Summer::new_zealand;
    else if (place.latitude_deg < 0)
        summer_ = Summer::australian;
    else if (is_american(country.text()))
        summer_ = Summer::american;
}

LocalTime LocalTime::at(const places::Gazetteer& gazetteer, dispatch::Position place) {
    const auto country = gazetteer.country_at(place.latitude_deg, place.longitude_deg);
    return LocalTime{country.value_or(places::Country{}), place};
}

minutes LocalTime::offset(Date day) const {
    using namespace std::chrono;
    const sys_days at{day};
    const year y = day.year();
    const auto summer = [&] {
        switch (summer_) {
            case Summer::european:
                return at >= last_sunday(y, March) && at < last_sunday(y, October);
            case Summer::american:
                return at >= sunday(y, March, 2) && at < sunday(y, November, 1);
            case Summer::new_zealand:
                return at >= last_sunday(y, September) || at < sunday(y, April, 1);
            case Summer::australian:
                return at >= sunday(y, October, 1) || at < sunday(y, April, 1);
        }
        return false;
    };
    return winter_ + (summer() ? hours{1} : hours{0});
}

Instant LocalTime::at(Date day, minutes after_midnight) const {
    return Instant{sys_days{day}} + after_midnight - offset(day);
}

Date LocalTime::day_of(Instant instant) const {
    const auto guess = Date{std::chrono::floor<days>(instant + winter_)};
    return Date{std::chrono::floor<days>(instant + offset(guess))};
}

}  // namespace suncrew::visits
