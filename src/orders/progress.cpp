#include "orders/progress.hpp"

#include <algorithm>

#include "base/refusal.hpp"
#include "orders/stored.hpp"

namespace suncrew::orders {
namespace {

/// An order that moved more often shows its last moves.
constexpr int steps_max = 1000;

std::vector<ProgressStep> steps_of(store::Reading& reading, OrderId order) {
    std::vector<ProgressStep> steps;
    for (const auto& [at, event, from, to, party] :
         reading.rows<Instant, std::string, std::string, std::string, std::string>(
             R"(select moved_at, event, from_state, to_state, party from order_moves
                where order_id = ? order by version desc limit ?)",
             order, steps_max))
        steps.push_back({at, std::string{name(stored_event(event))}, stored_state(from), stored_state(to),
                         stored_party(party)});
    std::reverse(steps.begin(), steps.end());
    return steps;
}

/// When the order came to the state that it is in. A new date and a waiver leave it in its state.
Instant since(const std::vector<ProgressStep>& steps, Instant placed_at) {
    const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                   [](const ProgressStep& step) { return step.from != step.to; });
    return last == steps.rend() ? placed_at : last->at;
}

}  // namespace

OrderProgress Progress::read(access::Granted<access::Permission::read_order_progress>,
                             const ProgressQuery& query, store::Reading& reading) const {
    const auto row = reading.one<int, std::string, Instant, std::string, double, bool, std::int64_t>(
        R"(select o.version, o.state, o.placed_at, o.country, o.dc_kw, o.crew is not null,
                  (select count(*) from order_moves m where m.order_id = o.id and m.event = 'offer')
           from orders o where o.id = ?)",
        query.order);
    if (!row)
        throw Refusal{Code::not_found, "order_not_found"};
    const auto& [version, state_name, placed_at, country, dc_kw, has_crew, offers] = *row;
    const State state = stored_state(state_name);
    std::vector<ProgressStep> steps = steps_of(reading, query.order);
    const Instant in_it_since = since(steps, placed_at);
    return {
        query.order, version,  state,  in_it_since,     waits_for(state), placed_at, stored_country(country),
        dc_kw,       has_crew, offers, std::move(steps)};
}

}  // namespace suncrew::orders
