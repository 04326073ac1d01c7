#include "orders/state.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "base/refusal.hpp"

namespace suncrew::orders {
namespace {

/// A set of states, one bit each.
using States = std::uint32_t;
constexpr States only(State state) {
    return States{1} << static_cast<unsigned>(state);
}

/// The states for which `holds` is true.
constexpr States states_where(bool (*holds)(State)) {
    States found = 0;
    for (const State state : all<State>())
        if (holds(state))
            found |= only(state);
    return found;
}
constexpr States every_state = states_where([](State) { return true; });
constexpr States held_before = states_where(resumable);
constexpr States endings = states_where(terminal);

constexpr bool every_move_once() {
    for (std::size_t i = 0; i < steps.size(); ++i)
        for (std::size_t j = i + 1; j < steps.size(); ++j)
            if (steps[i].from == steps[j].from && steps[i].event == steps[j].event &&
                steps[i].by == steps[j].by)
                return false;
    return true;
}

/// What can follow `states`, themselves included.
constexpr States followers(States states) {
    for (States before = 0; before != states;) {
        before = states;
        for (const Step& s : steps)
            if ((states & only(s.from)) != 0)
                states |= only(s.to);
        if ((states & only(State::on_hold)) != 0)
            states |= held_before;
    }
    return states;
}

/// What can lead to `states`, themselves included.
constexpr States leaders(States states) {
    for (States before = 0; before != states;) {
        before = states;
        for (const Step& s : steps)
            if ((states & only(s.to)) != 0)
                states |= only(s.from);
        if ((states & held_before) != 0)
            states |= only(State::on_hold);
    }
    return states;
}

constexpr bool may_move(State state, Party by) {
    const auto events = all<Event>();
    return std::any_of(events.begin(), events.end(), [&](Event event) { return allowed(state, event, by); });
}

/// The party whose turn it is can move, and where it is nobody's turn nobody can.
constexpr bool whose_turn_it_is_can_move() {
    for (const State state : all<State>())
        for (const Party party : all<Party>())
            if (waits_for(state) == party ? !may_move(state, party)
                                          : terminal(state) && may_move(state, party))
                return false;
    return true;
}

constexpr bool cancellable(State state) {
    const auto parties = all<Party>();
    return std::any_of(parties.begin(), parties.end(),
                       [state](Party by) { return allowed(state, Event::cancel, by); });
}

static_assert(every_move_once(), "an event by a party leads to one place");
static_assert(followers(only(State::placed)) == every_state, "no state is out of reach");
static_assert(leaders(only(State::done)) == (every_state & ~only(State::cancelled)), "no order is stuck");
static_assert(endings == (only(State::done) | only(State::cancelled)), "an order ends in no other way");
static_assert(whose_turn_it_is_can_move());
static_assert(!cancellable(State::installing) && !cancellable(State::installed) &&
                  !cancellable(State::inspection) && !cancellable(State::rework) &&
                  !cancellable(State::permission_to_operate),
              "what stands on the roof is not cancelled");
static_assert(!holdable(State::on_hold) && !holdable(State::installing));
static_assert(!allowed(State::on_hold, Event::resume, Party::crew, Party::customer),
              "what the customer has put on hold nobody else resumes");
static_assert(allowed(State::on_hold, Event::resume, Party::customer, Party::crew));

template <class Enum>
std::optional<Enum> enumerator_named(std::string_view wanted) {
    for (const Enum value : all<Enum>())
        if (enumerator_name(value) == wanted)
            return value;
    return std::nullopt;
}

[[noreturn]] void refuse(State from, Event event, Party by) {
    std::string move{name(by)};
    move.append(" may not ").append(name(event)).append(" in ").append(name(from));
    throw Refusal{Code::conflict, "move_not_allowed", {}, std::move(move)};
}

/// Whether a crew leaves an order that the customer has put on hold.
bool left_on_hold(State from, Event event, const std::optional<Hold>& hold) {
    return from == State::on_hold && event == Event::withdraw && hold && hold->by == Party::customer;
}

}  // namespace

State step(State from, Event event, Party by, std::optional<Hold> hold) {
    if (!allowed(from, event, by, hold ? std::optional{hold->by} : std::nullopt))
        refuse(from, event, by);
    if (event == Event::resume) {
        if (!hold || !resumable(hold->from))
            refuse(from, event, by);
        return hold->from;
    }
    if (left_on_hold(from, event, hold))
        return State::on_hold;
    return std::find_if(steps.begin(), steps.end(),
                        [&](const Step& s) { return s.from == from && s.event == event && s.by == by; })
        ->to;
}

std::optional<Hold> hold_after(State from, Event event, Party by, std::optional<Hold> hold) {
    if (event == Event::hold)
        return Hold{from, by};
    if (left_on_hold(from, event, hold))
        return Hold{State::matching, Party::customer};
    return std::nullopt;
}

std::vector<Event> events_of(State state, Party by, std::optional<Party> held_by) {
    std::vector<Event> events;
    for (const Event event : all<Event>())
        if (allowed(state, event, by, held_by))
            events.push_back(event);
    return events;
}

std::optional<State> state_named(std::string_view name) {
    return enumerator_named<State>(name);
}
std::optional<Event> event_named(std::string_view name) {
    return enumerator_named<Event>(name);
}
std::optional<Party> party_named(std::string_view name) {
    return enumerator_named<Party>(name);
}

}  // namespace suncrew::orders
