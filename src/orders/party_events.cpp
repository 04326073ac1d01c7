#include "orders/party_events.hpp"

#include <algorithm>

namespace suncrew::orders {
namespace {

template <class PartyEvent>
constexpr bool named_as_events() {
    const auto events = all<PartyEvent>();
    return std::all_of(events.begin(), events.end(),
                       [](PartyEvent event) { return enumerator_name(event) == name(event_of(event)); });
}

template <class PartyEvent>
constexpr bool has(Event wanted) {
    const auto events = all<PartyEvent>();
    return std::any_of(events.begin(), events.end(),
                       [wanted](PartyEvent event) { return event_of(event) == wanted; });
}

constexpr bool every_move_has_a_way() {
    return std::all_of(steps.begin(), steps.end(), [](const Step& s) {
        if (s.by == Party::customer)
            return has<CustomerEvent>(s.event);
        const bool at_the_offer = s.event == Event::accept || s.event == Event::decline;
        return s.by == Party::system || has<CrewEvent>(s.event) != at_the_offer;
    });
}

static_assert(named_as_events<CustomerEvent>() && named_as_events<CrewEvent>());
static_assert(every_move_has_a_way(), "a move of the table that no request can make");
static_assert(has<CustomerEvent>(Event::resume) && has<CrewEvent>(Event::resume));

}  // namespace
}  // namespace suncrew::orders
