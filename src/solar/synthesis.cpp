#include "solar/synthesis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "solar/angles.hpp"
#include "solar/hours.hpp"
#include "solar/mean_month.hpp"
#include "solar/modules.hpp"
#include "solar/perez.hpp"
#include "solar/range.hpp"
#include "solar/sun.hpp"

namespace suncrew::solar {
namespace {

using std::numbers::pi;

using ByHour = std::array<double, hours_per_day>;
constexpr std::array<int, months_per_year> days_of_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/// The table knows no wind; this is what stations on land have on the mean, 10 m above the ground. Source: C.
/// Archer & M. Jacobson, Evaluation of global wind power, J. Geophys. Res. 110, 2005, D12110: 3.3 m/s, with
/// nights.
constexpr double wind_m_s = 3;

/// The middle of each hour as an angle: sine and cosine.
struct HourAngles {
    HourAngles() {
        for (std::size_t hour = 0; hour < hours_per_day; ++hour) {
            const double angle = (static_cast<double>(hour) - 11.5) * pi / 12;
            sin[hour] = std::sin(angle);
            cos[hour] = std::cos(angle);
            swing[hour] = temperature_swing(static_cast<double>(hour) + 0.5);
        }
    }
    ByHour sin, cos, swing;
};

constexpr std::size_t days_per_year = 365;

const std::array<SunDay, days_per_year>& suns_of_year() {
    static const auto suns = [] {
        std::array<SunDay, days_per_year> days;
        for (std::size_t day = 0; day < days.size(); ++day)
            days[day] = sun_of_day(static_cast<int>(day) + 1);
        return days;
    }();
    return suns;
}

/// One day without its clouds.
struct ClearDay {
    ClearDay(Latitude latitude, const SunDay& sun, const HourAngles& angles) : normal_w_m2{sun.normal_w_m2} {
        for (std::size_t hour = 0; hour < hours_per_day; ++hour) {
            towards[hour] = sun_vector(latitude, sun, angles.sin[hour], angles.cos[hour]);
            const double up = std::max(0.0, towards[hour].up);
            outside_wh_m2 += sun.normal_w_m2 * up;
            course[hour] = up > 0 ? up * std::exp(-0.059 / up) : 0;
            course_sum += course[hour];
        }
    }
    std::array<SunVector, hours_per_day> towards;
    ByHour course{};  ///< proportional to the light of a clear day
    double course_sum = 0;
    double outside_wh_m2 = 0;
    double normal_w_m2;
};

/// Places days of all kinds next to one another, the same way each time: a step that shares no factor with
/// the length of any month visits each day once.
std::size_t shuffled(std::size_t day, std::size_t days) {
    return (day * 11 + 5) % days;
}

/// The hour's sky from its irradiation on the horizontal.
SkyStep step_of(const SunVector& towards, double claimed, double normal_w_m2, double elevation_m) {
    const double global = std::min(claimed, normal_w_m2 * towards.up);
    const double diffuse = global * diffuse_share(global / (normal_w_m2 * towards.up));
    const double beam = std::min((global - diffuse) / towards.up, normal_w_m2);
    const double zenith_deg = std::acos(std::min(1.0, towards.up)) / degree;
    SkyStep step;
    step.east = towards.east;
    step.north = towards.north;
    step.up = towards.up;
    step.beam_w_m2 = beam;
    step.diffuse_w_m2 = global - beam * towards.up;
    step.light = perez_sky(zenith_deg, step.beam_w_m2, step.diffuse_w_m2);
    step.albedo = usual_albedo;
    step.air_mass_modifier = air_mass_modifier(zenith_deg, elevation_m);
    step.wind_m_s = wind_m_s;
    return step;
}

/// Appends the hours of a month, one day after the other.
class Month {
public:
    Month(std::size_t month, double ghi_kwh_m2_day, double temperature_c, Latitude latitude, int first_day,
          const HourAngles& angles)
        : month_{month}, first_day_{first_day}, temperature_c_{temperature_c}, angles_{angles} {
        const auto days = static_cast<std::size_t>(days_of_month[month]);
        double outside = 0;
        for (std::size_t day = 0; day < days; ++day) {
            days_.emplace_back(latitude, suns_of_year()[static_cast<std::size_t>(first_day - 1) + day],
                               angles);
            outside += days_.back().outside_wh_m2;
        }
        const double claimed = ghi_kwh_m2_day * 1000 * static_cast<double>(days);
        clearness_ = outside > 0 ? std::min(claimed / outside, clearness_max) : 0;
    }

    void append_to(SkyYear& sky, double elevation_m) const {
        const std::vector<double> clearness = days_by_clearness(clearness_, days_.size());
        // The longer days of a month may be its duller ones: what is then missing is spread over all.
        double outside = 0;
        double sent = 0;
        for (std::size_t day = 0; day < days_.size(); ++day) {
            outside += days_[day].outside_wh_m2;
            sent += days_[day].outside_wh_m2 * clearness[shuffled(day, days_.size())];
        }
        const double spread = sent > 0 ? clearness_ * outside / sent : 0;
        for (std::size_t day = 0; day < days_.size(); ++day)
            append_day(sky, day, spread * clearness[shuffled(day, days_.size())], elevation_m);
    }

private:
    void append_day(SkyYear& sky, std::size_t index, double clearness, double elevation_m) const {
        const ClearDay& day = days_[index];
        const double scale = day.course_sum > 0 ? clearness * day.outside_wh_m2 / day.course_sum : 0;
        const double amplitude = temperature_amplitude_c(clearness_);
        std::array<SkyStep, hours_per_day / 2> mornings;
        for (std::size_t hour = 0; hour < hours_per_day; ++hour) {
            const double global = day.course[hour] * scale;
            if (global <= 0)
                continue;
            // An afternoon is a morning seen in a mirror, but for the air.
            const bool morning = hour < hours_per_day / 2;
            SkyStep& step = mornings[morning ? hour : hours_per_day - 1 - hour];
            if (morning)
                step = step_of(day.towards[hour], global, day.normal_w_m2, elevation_m);
            step.east = day.towards[hour].east;
            step.step_of_year = (static_cast<std::size_t>(first_day_ - 1) + index) * hours_per_day + hour;
            step.month = month_;
            step.air_c = temperature_c_ + amplitude * angles_.swing[hour];
            sky.append(step);
        }
    }

    std::size_t month_;
    int first_day_;
    double temperature_c_;
    const HourAngles& angles_;
    double clearness_ = 0;
    std::vector<ClearDay> days_;
};

void check(const MonthlyClimate& climate) {
    for (const double ghi : climate.ghi_kwh_m2_day)
        require_in(ghi, 0, 15, "climate.ghi_kwh_m2_day");
    for (const double temperature : climate.temperature_c)
        require_in(temperature, -80, 60, "climate.temperature_c");
    require_in(climate.ghi_relative_error, 0, 10, "climate.ghi_relative_error");
}

}  // namespace

SkyYear sky_of(const Place& place, const MonthlyClimate& climate) {
    check(place);
    check(climate);
    static const HourAngles angles;
    const Latitude latitude{place.latitude_deg};
    SkyYear sky;
    sky.reserve(hours_per_year / 2 + 366);
    int first_day = 1;
    for (std::size_t month = 0; month < months_per_year; ++month) {
        Month{month, climate.ghi_kwh_m2_day[month], climate.temperature_c[month], latitude, first_day, angles}
            .append_to(sky, std::max(0.0, place.elevation_m.value_or(0)));
        first_day += days_of_month[month];
    }
    return sky;
}

}  // namespace suncrew::solar
