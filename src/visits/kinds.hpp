#pragma once

#include <array>
#include <cstdint>

#include <boost/describe/enum.hpp>

/// A visit is a crew's coming to a house, on one day: a survey, one day of an installation, or an inspection.
/// The names are stored and public.
namespace suncrew::visits {

enum class Kind : std::uint8_t { survey, installation, inspection };
BOOST_DESCRIBE_ENUM(Kind, survey, installation, inspection)

enum class State : std::uint8_t {
    planned,     ///< its day stands; when in the day may still change
    told,        ///< the customer was told a window
    on_the_way,  ///< the crew has set off
    arrived,
    done,
    gone,  ///< it will not be: the order no longer needs it, or it has no day for now
};
BOOST_DESCRIBE_ENUM(State, planned, told, on_the_way, arrived, done, gone)

/// Whether the visit is still to come.
constexpr bool is_ahead(State state) {
    return state == State::planned || state == State::told;
}
constexpr bool is_over(State state) {
    return state == State::done || state == State::gone;
}

/// What a crew says of a visit on its day.
enum class Progress : std::uint8_t { set_off, arrive, finish, late };
BOOST_DESCRIBE_ENUM(Progress, set_off, arrive, finish, late)

/// Why a visit is no longer as it was.
enum class Cause : std::uint8_t {
    order_gone,             ///< the order no longer needs it: cancelled, on hold, or gone on without it
    crew_gone,              ///< the crew has no shift on that day
    crew_declined,          ///< the order is no longer this crew's
    site_closed,            ///< nobody works there on that day
    out_of_horizon,         ///< its day passed and nobody came
    bound_to_a_broken_one,  ///< another visit of the same work was moved
    no_longer_in_time,      ///< the crew's day has no room for it
    weather,
    delay,        ///< the crew runs late
    crew_absent,  ///< the crew said that it is away
    dispatcher,
    customer,  ///< who named other days
};
BOOST_DESCRIBE_ENUM(Cause, order_gone, crew_gone, crew_declined, site_closed, out_of_horizon,
                    bound_to_a_broken_one, no_longer_in_time, weather, delay, crew_absent, dispatcher,
                    customer)

/// Whether the customer is owed something where a told window is moved for that: what crews and we ourselves
/// did, and neither the weather nor the customer.
constexpr bool is_our_fault(Cause cause) {
    switch (cause) {
        case Cause::crew_gone:
        case Cause::crew_declined:
        case Cause::out_of_horizon:
        case Cause::no_longer_in_time:
        case Cause::delay:
        case Cause::crew_absent:
        case Cause::dispatcher:
            return true;
        case Cause::order_gone:
        case Cause::site_closed:
        case Cause::bound_to_a_broken_one:
        case Cause::weather:
        case Cause::customer:
            return false;
    }
    return false;
}

/// Whether the customer is asked about a change.
enum class Question : std::uint8_t {
    none,  ///< a window of the same day, or nothing that could be asked
    open,  ///< accept, or name other days
    accepted,
    refused,     ///< other days were named
    superseded,  ///< another change came before the answer
};
BOOST_DESCRIBE_ENUM(Question, none, open, accepted, refused, superseded)

enum class AbsenceReason : std::uint8_t { sick, vehicle, other };
BOOST_DESCRIBE_ENUM(AbsenceReason, sick, vehicle, other)

enum class ClosedReason : std::uint8_t { weather, holiday, other };
BOOST_DESCRIBE_ENUM(ClosedReason, weather, holiday, other)

/// One step of a visit on its day.
struct Step {
    State from;
    Progress event;
    State to;
};
inline constexpr std::array steps{
    Step{State::planned, Progress::set_off, State::on_the_way},
    Step{State::told, Progress::set_off, State::on_the_way},
    Step{State::on_the_way, Progress::arrive, State::arrived},
    Step{State::arrived, Progress::finish, State::done},
    Step{State::planned, Progress::late, State::planned},
    Step{State::told, Progress::late, State::told},
    Step{State::on_the_way, Progress::late, State::on_the_way},
};

constexpr bool allowed(State from, Progress event) {
    for (const Step& step : steps)
        if (step.from == from && step.event == event)
            return true;
    return false;
}
static_assert(!allowed(State::done, Progress::set_off) && !allowed(State::gone, Progress::set_off));
static_assert(!allowed(State::told, Progress::arrive), "nobody arrives who has not set off");

}  // namespace suncrew::visits
