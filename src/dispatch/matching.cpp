#include "dispatch/matching.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <tuple>
#include <utility>

#include "base/great_circle.hpp"
#include "base/refusal.hpp"
#include "dispatch/assignment.hpp"
#include "dispatch/cost.hpp"
#include "dispatch/day_set.hpp"

namespace suncrew::dispatch {
namespace {

static_assert(wish_days_ahead_max <= DaySet::ahead_max);

std::chrono::sys_days days(Date date) {
    return std::chrono::sys_days{date};
}

std::int64_t days_ahead(Date today, Date date) {
    return (days(date) - days(today)).count();
}

/// A position as a point of the unit sphere. Of two, half the chord, squared, is the sine of half their
/// angle, squared; so most that are too far apart are told without a trigonometric function.
struct OnSphere {
    explicit OnSphere(Position position) {
        const double latitude = position.latitude_deg * std::numbers::pi / 180;
        const double longitude = position.longitude_deg * std::numbers::pi / 180;
        x = std::cos(latitude) * std::cos(longitude);
        y = std::cos(latitude) * std::sin(longitude);
        z = std::sin(latitude);
    }
    double x = 0;
    double y = 0;
    double z = 0;
};

double half_chord_squared(const OnSphere& a, const OnSphere& b) {
    return ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z)) / 4;
}

/// Beyond this half chord, squared, a place is further away than `km` for certain: rounding is a millionth of
/// what is left room for.
double half_chord_squared_of(double km) {
    const double half_angle = std::min(km / (2 * earth_radius_km), std::numbers::pi / 2);
    const double sine = std::sin(half_angle);
    return sine * sine * (1 + 1e-6) + 1e-14;
}

/// An order with its dates as days from today.
struct Seeker {
    const OpenOrder* order = nullptr;
    OnSphere site;
    DaySet suits;
    int waited_days = 0;
    bool served = false;
};

/// A crew with its calendar as days from today, and what is left of both while offers are made.
struct Candidate {
    const AvailableCrew* crew = nullptr;
    OnSphere base;
    double reach = 0;  ///< as `half_chord_squared_of` its radius
    double acceptance = 0;
    DaySet free;
    unsigned held = 0;

    unsigned places() const { return held < crew->active_jobs_max ? crew->active_jobs_max - held : 0; }
};

/// An order and a crew that fit.
struct Pair {
    std::size_t seeker = 0;
    std::size_t candidate = 0;
    int first_day = 0;
    double road_km = 0;
};

DaySet suitable_days(const OpenOrder& order, Date today) {
    DaySet suits;
    bool bound = false;
    for (const Date wish : order.wished_dates)
        if (const std::int64_t ahead = days_ahead(today, wish); ahead >= 1) {
            bound = true;
            if (ahead <= wish_days_ahead_max)
                suits.add(ahead);
        }
    for (int ahead = 1; !bound && ahead <= days_ahead_max; ++ahead)
        suits.add(ahead);
    return suits;
}

DaySet free_days(const AvailableCrew& crew, Date today) {
    DaySet free;
    for (int ahead = 1; ahead <= wish_days_ahead_max; ++ahead) {
        const std::chrono::weekday weekday{days(today) + std::chrono::days{ahead}};
        if (crew.works_on.test(weekday.iso_encoding() - 1))
            free.add(ahead);
    }
    for (const Date taken : crew.days_taken)
        free.remove(days_ahead(today, taken));
    return free;
}

Seeker seeker(const OpenOrder& order, Date today) {
    const auto waited = days(today) - std::chrono::floor<std::chrono::days>(order.waiting_since);
    return {&order, OnSphere{order.position}, suitable_days(order, today),
            static_cast<int>(std::clamp<std::int64_t>(waited.count(), 0, waited_days_max)), false};
}

Candidate candidate(const AvailableCrew& crew, Date today) {
    return {&crew,
            OnSphere{crew.base},
            half_chord_squared_of(crew.radius_km),
            acceptance(crew.answers),
            free_days(crew, today),
            crew.active_jobs + crew.open_offers};
}

bool has_declined(const OpenOrder& order, const AvailableCrew& crew) {
    return std::find(order.declined_by.begin(), order.declined_by.end(), crew.id) != order.declined_by.end();
}

/// False, too, when a coordinate or the radius is no number.
bool in_area(double crow_km, const AvailableCrew& crew) {
    return crow_km <= crew.radius_km;
}

/// The pair, when the crew can be offered the order; the cheap questions come first.
std::optional<Pair> fit(const Seeker& seeker, const Candidate& candidate) {
    const OpenOrder& order = *seeker.order;
    const AvailableCrew& crew = *candidate.crew;
    if (candidate.places() == 0 || !crew.skills.includes(order.skills_needed) ||
        half_chord_squared(seeker.site, candidate.base) > candidate.reach)
        return std::nullopt;
    const auto first_day = seeker.suits.first_common(candidate.free);
    if (!first_day || has_declined(order, crew))
        return std::nullopt;
    const double crow_km = great_circle_km(crew.base, order.position);
    if (!in_area(crow_km, crew))
        return std::nullopt;
    return Pair{0, 0, *first_day, road_factor * crow_km};
}

/// Sorted by what they are, so that the answer does not depend on how they came.
std::vector<Seeker> seekers_of(std::span<const OpenOrder> orders, Date today) {
    std::vector<Seeker> seekers;
    seekers.reserve(orders.size());
    for (const OpenOrder& order : orders)
        seekers.push_back(seeker(order, today));
    std::sort(seekers.begin(), seekers.end(), [](const Seeker& a, const Seeker& b) {
        return std::tie(a.order->waiting_since, a.order->id) < std::tie(b.order->waiting_since, b.order->id);
    });
    return seekers;
}

std::vector<Candidate> candidates_of(std::span<const AvailableCrew> crews, Date today) {
    std::vector<Candidate> candidates;
    candidates.reserve(crews.size());
    for (const AvailableCrew& crew : crews)
        candidates.push_back(candidate(crew, today));
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.crew->id < b.crew->id; });
    return candidates;
}

template <class Listed>
void refuse_listed_twice(std::span<const Listed> listed, const char* field) {
    std::vector<decltype(Listed::id)> ids;
    ids.reserve(listed.size());
    for (const Listed& one : listed)
        ids.push_back(one.id);
    std::sort(ids.begin(), ids.end());
    if (std::adjacent_find(ids.begin(), ids.end()) != ids.end())
        throw Refusal{Code::invalid, "listed_twice", field};
}

/// Makes the offers, round by round. A round gives orders to crews as if each crew's orders could all have
/// their first day, then finds each crew's orders days of their own. An order that gets none goes into the
/// next round, where that crew's days and places are fewer. Every round that has a pair makes an offer, so
/// there are at most as many rounds as orders; without a shortage of days there is one.
class Matching {
public:
    Matching(std::vector<Seeker> seekers, std::vector<Candidate> candidates, Date today)
        : seekers_{std::move(seekers)}, candidates_{std::move(candidates)}, today_{today} {}

    std::vector<Offer> run() {
        while (play_round()) {
        }
        return std::move(offers_);
    }

private:
    /// Orders and places in one round; what is beyond waits for the next. 100 MB of matrix, and a few
    /// seconds.
    static constexpr std::size_t side_max = 5000;
    static_assert(side_max <= CostMatrix::side_max);

    /// A column of the round: a crew's place, which costs the more the later it is.
    struct Place {
        std::size_t candidate = 0;
        unsigned held = 0;
    };

    bool play_round();
    std::vector<Pair> pairs() const;
    std::vector<Place> places(const std::vector<Pair>& pairs) const;
    std::vector<Pair> chosen(const std::vector<Pair>& pairs) const;
    void offer_days(std::span<const Pair> of_one_crew);
    Prospect prospect(const Pair& pair, unsigned held, int day) const;

    std::vector<Seeker> seekers_;
    std::vector<Candidate> candidates_;
    Date today_;
    std::vector<Offer> offers_;
};

bool Matching::play_round() {
    const std::vector<Pair> fitting = pairs();
    if (fitting.empty())
        return false;
    const std::vector<Pair> taken = chosen(fitting);
    for (auto first = taken.begin(); first != taken.end();) {
        const auto last = std::find_if(
            first, taken.end(), [first](const Pair& pair) { return pair.candidate != first->candidate; });
        offer_days({first, last});
        first = last;
    }
    return true;
}

/// What fits, order by order, the longest waiting first.
std::vector<Pair> Matching::pairs() const {
    std::vector<Pair> fitting;
    std::size_t rows = 0;
    for (std::size_t s = 0; s < seekers_.size() && rows < side_max; ++s) {
        if (seekers_[s].served)
            continue;
        const std::size_t before = fitting.size();
        for (std::size_t c = 0; c < candidates_.size(); ++c)
            if (auto pair = fit(seekers_[s], candidates_[c])) {
                pair->seeker = s;
                pair->candidate = c;
                fitting.push_back(*pair);
            }
        rows += fitting.size() > before ? 1 : 0;
    }
    return fitting;
}

/// Every crew's first place, then every crew's second, and so on; none that could not be filled.
std::vector<Matching::Place> Matching::places(const std::vector<Pair>& pairs) const {
    std::vector<unsigned> wanted(candidates_.size(), 0);
    for (const Pair& pair : pairs)
        wanted[pair.candidate] = std::min(wanted[pair.candidate] + 1, candidates_[pair.candidate].places());
    std::vector<Place> places;
    for (unsigned level = 0;; ++level) {
        const std::size_t before = places.size();
        for (std::size_t c = 0; c < candidates_.size() && places.size() < side_max; ++c)
            if (wanted[c] > level)
                places.push_back({c, candidates_[c].held + level});
        if (places.size() == before)
            return places;
    }
}

/// The assignment of least cost, crew by crew.
std::vector<Pair> Matching::chosen(const std::vector<Pair>& pairs) const {
    const std::vector<Place> columns = places(pairs);
    std::vector<std::vector<std::size_t>> columns_of(candidates_.size());
    for (std::size_t column = 0; column < columns.size(); ++column)
        columns_of[columns[column].candidate].push_back(column);

    std::vector<std::size_t> row_begins;  // in `pairs`, which are sorted by order
    for (std::size_t p = 0; p < pairs.size(); ++p)
        if (p == 0 || pairs[p].seeker != pairs[p - 1].seeker)
            row_begins.push_back(p);
    CostMatrix costs{row_begins.size(), columns.size()};
    for (std::size_t p = 0, row = 0; p < pairs.size(); ++p) {
        row += row + 1 < row_begins.size() && row_begins[row + 1] == p ? 1 : 0;
        for (const std::size_t column : columns_of[pairs[p].candidate])
            costs.allow(row, column, cost_m(prospect(pairs[p], columns[column].held, pairs[p].first_day)));
    }

    std::vector<Pair> taken;
    const Assignment column_of = assign(costs);
    for (std::size_t row = 0; row < column_of.size(); ++row)
        if (column_of[row]) {
            const std::size_t crew = columns[*column_of[row]].candidate;
            taken.push_back(*std::find_if(pairs.begin() + static_cast<std::ptrdiff_t>(row_begins[row]),
                                          pairs.end(),
                                          [crew](const Pair& pair) { return pair.candidate == crew; }));
        }
    std::stable_sort(taken.begin(), taken.end(),
                     [](const Pair& a, const Pair& b) { return a.candidate < b.candidate; });
    return taken;
}

/// Gives as many of one crew's orders as possible a day of their own and makes these offers.
void Matching::offer_days(std::span<const Pair> of_one_crew) {
    Candidate& candidate = candidates_[of_one_crew.front().candidate];
    CostMatrix costs{of_one_crew.size(), static_cast<std::size_t>(wish_days_ahead_max) + 1};
    for (std::size_t row = 0; row < of_one_crew.size(); ++row)
        for (int day = 1; day <= wish_days_ahead_max; ++day)
            if (candidate.free.contains(day) && seekers_[of_one_crew[row].seeker].suits.contains(day))
                costs.allow(row, static_cast<std::size_t>(day),
                            cost_m(prospect(of_one_crew[row], candidate.held, day)));

    const Assignment day_of = assign(costs);
    for (std::size_t row = 0; row < day_of.size(); ++row)
        if (day_of[row]) {
            const Pair& pair = of_one_crew[row];
            Seeker& seeker = seekers_[pair.seeker];
            const int day = static_cast<int>(*day_of[row]);
            offers_.push_back({seeker.order->id, candidate.crew->id,
                               Date{days(today_) + std::chrono::days{day}},
                               cost_km(prospect(pair, candidate.held, day)), pair.road_km});
            seeker.served = true;
            candidate.free.remove(day);
            ++candidate.held;
        }
}

Prospect Matching::prospect(const Pair& pair, unsigned held, int day) const {
    const Candidate& candidate = candidates_[pair.candidate];
    return {pair.road_km,        held, day, seekers_[pair.seeker].waited_days, candidate.crew->rating,
            candidate.acceptance};
}

}  // namespace

std::vector<Reason> explain(const OpenOrder& order, const AvailableCrew& crew, Date today) {
    std::vector<Reason> reasons;
    if (has_declined(order, crew))
        reasons.push_back(Reason::declined);
    if (!crew.skills.includes(order.skills_needed))
        reasons.push_back(Reason::skills_missing);
    if (!in_area(great_circle_km(crew.base, order.position), crew))
        reasons.push_back(Reason::out_of_area);
    if (!suitable_days(order, today).first_common(free_days(crew, today)))
        reasons.push_back(Reason::no_common_day);
    if (candidate(crew, today).places() == 0)
        reasons.push_back(Reason::fully_loaded);
    return reasons;
}

std::vector<Offer> match(std::span<const OpenOrder> orders, std::span<const AvailableCrew> crews,
                         Date today) {
    refuse_listed_twice(orders, "orders");
    refuse_listed_twice(crews, "crews");
    std::vector<Offer> offers = Matching{seekers_of(orders, today), candidates_of(crews, today), today}.run();
    std::sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return a.order < b.order; });
    return offers;
}

}  // namespace suncrew::dispatch
