// Whether records make a year, and whether their light can be the sun's.
#include <algorithm>
#include <array>
#include <cmath>

#include "solar/almanac.hpp"
#include "solar/angles.hpp"
#include "solar/weather_draft.hpp"

namespace suncrew::solar {
namespace {

constexpr std::array<int, 12> days_before_month{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
constexpr std::array<int, 12> days_of_month{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr double same_time_h = 0.001;

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// Of a year without 29 February.
double hour_of_year(const WeatherRecord& record) {
    return 24.0 * (days_before_month[static_cast<std::size_t>(record.month - 1)] + record.day - 1) +
           record.hour;
}

std::string moment_of(double hour_of_year) {
    const int day = static_cast<int>(hour_of_year / 24);
    const auto month =
        static_cast<std::size_t>(std::upper_bound(days_before_month.begin(), days_before_month.end(), day) -
                                 days_before_month.begin() - 1);
    const int minutes = static_cast<int>(std::lround((hour_of_year - 24.0 * day) * 60));
    return "day " + std::to_string(day - days_before_month[month] + 1) + " of month " +
           std::to_string(month + 1) + ", " + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

class Check {
public:
    Check(WeatherDraft draft, const DataText& text) : draft_{std::move(draft)}, text_{text} {}

    WeatherYear year() {
        leave_out_leap_day();
        require_whole_year();
        for (WeatherRecord& record : draft_.year.records)
            for (double* const light : {&record.ghi_w_m2, &record.dni_w_m2, &record.dhi_w_m2})
                *light = std::max(0.0, *light);
        require_sunlight();
        return std::move(draft_.year);
    }

private:
    [[noreturn]] void fail(std::size_t record, const std::string& what) const {
        text_.fail({draft_.origins[record].line, 1}, what);
    }

    void leave_out_leap_day() {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < draft_.origins.size(); ++i) {
            const WeatherRecord& record = draft_.year.records[i];
            if (record.month == 2 && record.day == 29)
                continue;
            if (record.day > days_of_month[static_cast<std::size_t>(record.month - 1)])
                fail(i,
                     "month " + std::to_string(record.month) + " has no day " + std::to_string(record.day));
            draft_.year.records[kept] = record;
            draft_.origins[kept++] = draft_.origins[i];
        }
        draft_.year.records.resize(kept);
        draft_.origins.resize(kept);
    }

    void require_whole_year() {
        const auto& records = draft_.year.records;
        if (records.size() < 2)
            text_.fail({1, 1}, "there are no records of a year");
        const double first = hour_of_year(records[0]);
        const double step = hour_of_year(records[1]) - first;
        const double per_hour = std::round(1 / step);
        if (!(step > 0) || per_hour < 1 || per_hour > steps_per_hour_max ||
            std::abs(step * per_hour - 1) > same_time_h)
            fail(1, "the second record does not follow the first by an hour or an even part of one");
        draft_.year.step_h = 1 / per_hour;
        if (std::abs(first) >= draft_.year.step_h)  // PVGIS may look a little before the hour
            fail(0, "the first record is of " + moment_of(first) + " and not of the first step of a year");
        const std::size_t whole = hours_per_year * static_cast<std::size_t>(per_hour);
        for (std::size_t i = 0; i < records.size(); ++i) {
            const double due = first + static_cast<double>(i) * draft_.year.step_h;
            if (i >= whole || std::abs(hour_of_year(records[i]) - due) > same_time_h)
                fail(i, i >= whole ? "the year is over before this record"
                                   : "this is of " + moment_of(hour_of_year(records[i])) +
                                         "; the record of " + moment_of(due) + " is due");
        }
        if (records.size() < whole)
            fail(records.size() - 1,
                 "the year ends here, before the record of " +
                     moment_of(first + static_cast<double>(records.size()) * draft_.year.step_h));
    }

    /// The limits of physically possible irradiance of the Baseline Surface Radiation Network. Source: C. N.
    /// Long & E. G. Dutton, BSRN Global Network recommended QC tests, V2.0 (2002). Of a step, the sun's
    /// highest stand counts.
    void require_possible(std::size_t i, double outside_w_m2, double up) const {
        const WeatherRecord& record = draft_.year.records[i];
        const double highest = std::clamp(up + 0.131 * draft_.year.step_h, 0.0, 1.0);
        const double high_sun = outside_w_m2 * std::pow(highest, 1.2);
        const auto require = [&](double value, double most, std::size_t column, const char* what) {
            if (value > most)
                text_.fail({draft_.origins[i].line, column},
                           std::string{what} + " of " + std::to_string(std::lround(value)) +
                               " W/m2 is more than the sun can send here and now, " +
                               std::to_string(std::lround(most)) + " W/m2");
        };
        require(record.dni_w_m2, outside_w_m2, draft_.origins[i].dni_column, "DNI");
        require(record.dhi_w_m2, 0.95 * high_sun + 50, draft_.origins[i].dhi_column, "DHI");
        require(record.ghi_w_m2, 1.5 * high_sun + 100, draft_.origins[i].ghi_column, "GHI");
    }

    /// Clouds prefer mornings here and afternoons there, by a quarter of an hour at most on a year's mean.
    void require_centred(double light, double light_by_hour_angle) {
        constexpr double doubtful_h = 0.4;
        constexpr double off_max_h = 0.75;
        const double off_h = light > 0 ? light_by_hour_angle / light / 15 : 0;
        if (std::abs(off_h) <= doubtful_h)
            return;
        const std::string what = "the light comes " + std::to_string(std::abs(off_h)).substr(0, 4) + " h " +
                                 (off_h > 0 ? "after" : "before") +
                                 " the sun on the year's mean: the time zone or the place ";
        if (std::abs(off_h) > off_max_h)
            text_.fail(draft_.time_zone, what + "is wrong");
        draft_.year.doubt = text_.complaint(draft_.time_zone, what + "may be wrong");
    }

    /// The time zone first: where it is wrong, so is everything that follows.
    void require_sunlight() {
        struct Sun {
            double outside_w_m2;
            double up;
        };
        const Place& place = draft_.year.place;
        const Observer observer{place.latitude_deg, place.longitude_deg};
        Almanac almanac;
        std::vector<Sun> suns;
        double light = 0;
        double light_by_hour_angle = 0;
        for (const WeatherRecord& record : draft_.year.records) {
            const double now =
                julian_day(record.year, record.month, record.day, record.hour - draft_.year.time_zone_h);
            const GeocentricSun sun = almanac.at(now, record.year);
            const double up = std::cos(sun_position(now, sun, observer).zenith_deg * degree);
            suns.push_back({1367 / (sun.distance_au * sun.distance_au), up});
            const double global =
                record.ghi_w_m2 > 0 ? record.ghi_w_m2 : record.dhi_w_m2 + record.dni_w_m2 * std::max(0.0, up);
            light += global;
            light_by_hour_angle += global * half_circle(sidereal_time_deg(now, sun) + place.longitude_deg -
                                                        sun.right_ascension_deg);
        }
        require_centred(light, light_by_hour_angle);
        for (std::size_t i = 0; i < suns.size(); ++i)
            require_possible(i, suns[i].outside_w_m2, suns[i].up);
    }

    WeatherDraft draft_;
    const DataText& text_;
};

}  // namespace

WeatherYear checked(WeatherDraft draft, const DataText& text) {
    return Check{std::move(draft), text}.year();
}

}  // namespace suncrew::solar
