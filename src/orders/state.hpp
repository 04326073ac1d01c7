#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

namespace suncrew::orders {

/// Where an order is on its way from the quote to power on the roof.
enum class State : std::uint8_t {
    placed,
    matching,
    offered,
    matched,
    survey,
    design,
    customer_approval,
    permit,
    interconnection,
    scheduled,
    installing,
    installed,
    inspection,
    rework,
    permission_to_operate,
    done,
    on_hold,
    cancelled,
};
BOOST_DESCRIBE_ENUM(State, placed, matching, offered, matched, survey, design, customer_approval, permit,
                    interconnection, scheduled, installing, installed, inspection, rework,
                    permission_to_operate, done, on_hold, cancelled)

/// Who moves an order.
enum class Party : std::uint8_t { customer, crew, system };
BOOST_DESCRIBE_ENUM(Party, customer, crew, system)

/// What moves an order.
enum class Event : std::uint8_t {
    seek,
    offer,
    accept,
    decline,
    expire,
    start_survey,
    finish_survey,
    submit_design,
    approve_design,
    request_changes,
    permit_granted,
    permit_refused,
    schedule_installation,
    reschedule,
    start_work,
    finish_work,
    request_inspection,
    pass_inspection,
    fail_inspection,
    finish_rework,
    power_on,
    hold,
    resume,
    withdraw,
    cancel,
    replan,             ///< the planning moves the day of a visit; its cause stands with the visit
    reassign,           ///< a dispatcher gives the order to another crew
    crew_failed,        ///< the crew is away longer than the order can wait, or gone
    waive_cooling_off,  ///< no move: the state stays; noted among the moves, so that the timeline tells it
};
BOOST_DESCRIBE_ENUM(Event, seek, offer, accept, decline, expire, start_survey, finish_survey, submit_design,
                    approve_design, request_changes, permit_granted, permit_refused, schedule_installation,
                    reschedule, start_work, finish_work, request_inspection, pass_inspection, fail_inspection,
                    finish_rework, power_on, hold, resume, withdraw, cancel, replan, reassign, crew_failed,
                    waive_cooling_off)

/// One move: in `from`, `event` by `by` leads to `to`.
struct Step {
    State from;
    Event event;
    State to;
    Party by;
};

/// Who put an order on hold, and where it goes on when it is resumed.
struct Hold {
    State from{};
    Party by{};
    bool operator==(const Hold&) const = default;
};

/// Every move but `resume`, whose end is not in the table: it leads back to where the order was held. And a
/// crew that leaves an order which the customer has put on hold leaves it on hold: it looks for another crew
/// when the customer resumes it.
inline constexpr std::array steps{
    Step{State::placed, Event::seek, State::matching, Party::system},
    Step{State::matching, Event::offer, State::offered, Party::system},
    Step{State::offered, Event::accept, State::matched, Party::crew},
    Step{State::offered, Event::decline, State::matching, Party::crew},
    Step{State::offered, Event::expire, State::matching, Party::system},

    Step{State::matched, Event::start_survey, State::survey, Party::crew},
    Step{State::survey, Event::finish_survey, State::design, Party::crew},
    Step{State::design, Event::submit_design, State::customer_approval, Party::crew},
    Step{State::customer_approval, Event::approve_design, State::permit, Party::customer},
    Step{State::customer_approval, Event::request_changes, State::design, Party::customer},
    Step{State::permit, Event::permit_granted, State::interconnection, Party::crew},
    Step{State::permit, Event::permit_refused, State::design, Party::crew},
    Step{State::interconnection, Event::schedule_installation, State::scheduled, Party::crew},
    Step{State::scheduled, Event::reschedule, State::scheduled, Party::crew},

    Step{State::scheduled, Event::start_work, State::installing, Party::crew},
    Step{State::installing, Event::finish_work, State::installed, Party::crew},
    Step{State::installed, Event::request_inspection, State::inspection, Party::crew},
    Step{State::inspection, Event::pass_inspection, State::permission_to_operate, Party::crew},
    Step{State::inspection, Event::fail_inspection, State::rework, Party::crew},
    Step{State::rework, Event::finish_rework, State::inspection, Party::crew},
    Step{State::permission_to_operate, Event::power_on, State::done, Party::crew},

    Step{State::matched, Event::hold, State::on_hold, Party::customer},
    Step{State::matched, Event::hold, State::on_hold, Party::crew},
    Step{State::survey, Event::hold, State::on_hold, Party::customer},
    Step{State::survey, Event::hold, State::on_hold, Party::crew},
    Step{State::design, Event::hold, State::on_hold, Party::customer},
    Step{State::design, Event::hold, State::on_hold, Party::crew},
    Step{State::customer_approval, Event::hold, State::on_hold, Party::customer},
    Step{State::customer_approval, Event::hold, State::on_hold, Party::crew},
    Step{State::permit, Event::hold, State::on_hold, Party::customer},
    Step{State::permit, Event::hold, State::on_hold, Party::crew},
    Step{State::interconnection, Event::hold, State::on_hold, Party::customer},
    Step{State::interconnection, Event::hold, State::on_hold, Party::crew},
    Step{State::scheduled, Event::hold, State::on_hold, Party::customer},
    Step{State::scheduled, Event::hold, State::on_hold, Party::crew},

    Step{State::matched, Event::withdraw, State::matching, Party::crew},
    Step{State::survey, Event::withdraw, State::matching, Party::crew},
    Step{State::design, Event::withdraw, State::matching, Party::crew},
    Step{State::customer_approval, Event::withdraw, State::matching, Party::crew},
    Step{State::permit, Event::withdraw, State::matching, Party::crew},
    Step{State::interconnection, Event::withdraw, State::matching, Party::crew},
    Step{State::scheduled, Event::withdraw, State::matching, Party::crew},
    Step{State::on_hold, Event::withdraw, State::matching, Party::crew},

    Step{State::matched, Event::replan, State::matched, Party::system},
    Step{State::scheduled, Event::replan, State::scheduled, Party::system},
    Step{State::matched, Event::reassign, State::matched, Party::system},
    Step{State::scheduled, Event::reassign, State::scheduled, Party::system},

    Step{State::matched, Event::crew_failed, State::matching, Party::system},
    Step{State::survey, Event::crew_failed, State::matching, Party::system},
    Step{State::design, Event::crew_failed, State::matching, Party::system},
    Step{State::customer_approval, Event::crew_failed, State::matching, Party::system},
    Step{State::permit, Event::crew_failed, State::matching, Party::system},
    Step{State::interconnection, Event::crew_failed, State::matching, Party::system},
    Step{State::scheduled, Event::crew_failed, State::matching, Party::system},

    Step{State::placed, Event::cancel, State::cancelled, Party::customer},
    Step{State::matching, Event::cancel, State::cancelled, Party::customer},
    Step{State::offered, Event::cancel, State::cancelled, Party::customer},
    Step{State::matched, Event::cancel, State::cancelled, Party::customer},
    Step{State::survey, Event::cancel, State::cancelled, Party::customer},
    Step{State::design, Event::cancel, State::cancelled, Party::customer},
    Step{State::customer_approval, Event::cancel, State::cancelled, Party::customer},
    Step{State::permit, Event::cancel, State::cancelled, Party::customer},
    Step{State::interconnection, Event::cancel, State::cancelled, Party::customer},
    Step{State::scheduled, Event::cancel, State::cancelled, Party::customer},
    Step{State::on_hold, Event::cancel, State::cancelled, Party::customer},
};

/// Whether an order can be put on hold in `state`.
constexpr bool holdable(State state) {
    return std::any_of(steps.begin(), steps.end(),
                       [state](const Step& s) { return s.from == state && s.event == Event::hold; });
}

/// Whether an order on hold can go on in `state`: where it was held, or, when its crew has left meanwhile, in
/// `matching`.
constexpr bool resumable(State state) {
    return holdable(state) || state == State::matching;
}

/// Whether `by` may move an order in `from` by `event`. `held_by` says who put it on hold: the customer,
/// whose project it is, may always resume it, a crew what it held itself.
constexpr bool allowed(State from, Event event, Party by, std::optional<Party> held_by = {}) {
    if (from == State::on_hold && event == Event::resume)
        return by == Party::customer || (by == Party::crew && held_by == Party::crew);
    return std::any_of(steps.begin(), steps.end(),
                       [&](const Step& s) { return s.from == from && s.event == event && s.by == by; });
}

/// Where the move leads. The order keeps its `hold` while it is on hold; elsewhere it is not read.
/// Throws Refusal{Code::conflict, "move_not_allowed"} when there is no such move, or when the order would be
/// resumed to nothing or to a state in which it cannot have been held.
State step(State from, Event event, Party by, std::optional<Hold> hold = {});

/// What is to be remembered of a hold after that move: who held the order first, and where it goes on.
std::optional<Hold> hold_after(State from, Event event, Party by, std::optional<Hold> hold);

/// The events by which `by` may move an order in `state`, in the order of the enum.
std::vector<Event> events_of(State state, Party by, std::optional<Party> held_by = {});

/// Whose turn it is; nobody's when the order has ended. On hold it is the customer's, who may always resume.
constexpr std::optional<Party> waits_for(State state) {
    switch (state) {
        case State::placed:
        case State::matching:
            return Party::system;
        case State::customer_approval:
        case State::on_hold:
            return Party::customer;
        case State::done:
        case State::cancelled:
            return std::nullopt;
        case State::offered:
        case State::matched:
        case State::survey:
        case State::design:
        case State::permit:
        case State::interconnection:
        case State::scheduled:
        case State::installing:
        case State::installed:
        case State::inspection:
        case State::rework:
        case State::permission_to_operate:
            return Party::crew;
    }
    return std::nullopt;
}

/// Whether no move leads out of `state`.
constexpr bool terminal(State state) {
    return !waits_for(state).has_value();
}

/// The values of a described enum, in the order they are declared.
template <class Enum>
constexpr auto all() {
    using Described = boost::describe::describe_enumerators<Enum>;
    std::array<Enum, boost::mp11::mp_size<Described>::value> values{};
    std::size_t next = 0;
    boost::mp11::mp_for_each<Described>([&](auto described) { values[next++] = described.value; });
    return values;
}

/// The name as databases, JSON and the pages' texts have it: the enumerator's own.
template <class Enum>
constexpr std::string_view enumerator_name(Enum value) {
    std::string_view found;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto described) {
        if (described.value == value)
            found = described.name;
    });
    return found;
}

constexpr std::string_view name(State state) {
    return enumerator_name(state);
}
constexpr std::string_view name(Event event) {
    return enumerator_name(event);
}
constexpr std::string_view name(Party party) {
    return enumerator_name(party);
}

/// The enumerator of that name; nullopt when there is none.
std::optional<State> state_named(std::string_view name);
std::optional<Event> event_named(std::string_view name);
std::optional<Party> party_named(std::string_view name);

}  // namespace suncrew::orders
