#pragma once

#include <cstdint>
#include <vector>

#include "orders/state.hpp"

namespace suncrew::orders {

constexpr std::uint8_t number(Event event) {
    return static_cast<std::uint8_t>(event);
}

/// The events by which a customer moves an order: a part of Event with the same names and numbers.
enum class CustomerEvent : std::uint8_t {
    approve_design = number(Event::approve_design),
    request_changes = number(Event::request_changes),
    hold = number(Event::hold),
    resume = number(Event::resume),
    cancel = number(Event::cancel),
};
BOOST_DESCRIBE_ENUM(CustomerEvent, approve_design, request_changes, hold, resume, cancel)

/// The events by which a crew moves its job. An offer is accepted and declined at the offer.
enum class CrewEvent : std::uint8_t {
    start_survey = number(Event::start_survey),
    finish_survey = number(Event::finish_survey),
    submit_design = number(Event::submit_design),
    permit_granted = number(Event::permit_granted),
    permit_refused = number(Event::permit_refused),
    schedule_installation = number(Event::schedule_installation),
    reschedule = number(Event::reschedule),
    start_work = number(Event::start_work),
    finish_work = number(Event::finish_work),
    request_inspection = number(Event::request_inspection),
    pass_inspection = number(Event::pass_inspection),
    fail_inspection = number(Event::fail_inspection),
    finish_rework = number(Event::finish_rework),
    power_on = number(Event::power_on),
    hold = number(Event::hold),
    resume = number(Event::resume),
    withdraw = number(Event::withdraw),
};
BOOST_DESCRIBE_ENUM(CrewEvent, start_survey, finish_survey, submit_design, permit_granted, permit_refused,
                    schedule_installation, reschedule, start_work, finish_work, request_inspection,
                    pass_inspection, fail_inspection, finish_rework, power_on, hold, resume, withdraw)

constexpr Event event_of(CustomerEvent event) {
    return static_cast<Event>(event);
}
constexpr Event event_of(CrewEvent event) {
    return static_cast<Event>(event);
}

/// The moves of `state` that are among a party's events, in the order of Event.
template <class PartyEvent>
std::vector<PartyEvent> party_events(State state, Party by, std::optional<Party> held_by = {}) {
    std::vector<PartyEvent> events;
    for (const PartyEvent event : all<PartyEvent>())
        if (allowed(state, event_of(event), by, held_by))
            events.push_back(event);
    return events;
}

}  // namespace suncrew::orders
