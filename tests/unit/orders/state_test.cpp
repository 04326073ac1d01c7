#include "orders/state.hpp"

#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.hpp"

namespace suncrew::orders {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The reason for which a move is refused; empty when it is not.
std::string refused(State from, Event event, Party by, std::optional<Hold> hold = {}) {
    try {
        step(from, event, by, hold);
        return {};
    } catch (const Refusal& refusal) {
        EXPECT_EQ(refusal.code(), Code::conflict);
        return refusal.reason();
    }
}

/// An order as far as the table goes: its state, and while on hold the hold it keeps.
struct Walker {
    State state = State::placed;
    std::optional<Hold> hold;

    void move(Event event, Party by) {
        const State next = step(state, event, by, hold);
        hold = hold_after(state, event, by, hold);
        state = next;
    }
};

struct Move {
    Event event;
    Party by;
};

std::vector<Move> moves_in(State state, const std::optional<Hold>& hold = {}) {
    const auto held_by = hold ? std::optional{hold->by} : std::nullopt;
    std::vector<Move> moves;
    for (const Party by : all<Party>())
        for (const Event event : events_of(state, by, held_by))
            moves.push_back({event, by});
    return moves;
}

TEST(State, AnOrderGoesFromPlacedToPowerOn) {
    Walker order;
    const std::vector<Move> way{
        {Event::seek, Party::system},
        {Event::offer, Party::system},
        {Event::accept, Party::crew},
        {Event::start_survey, Party::crew},
        {Event::finish_survey, Party::crew},
        {Event::submit_design, Party::crew},
        {Event::approve_design, Party::customer},
        {Event::permit_granted, Party::crew},
        {Event::schedule_installation, Party::crew},
        {Event::start_work, Party::crew},
        {Event::finish_work, Party::crew},
        {Event::request_inspection, Party::crew},
        {Event::fail_inspection, Party::crew},
        {Event::finish_rework, Party::crew},
        {Event::pass_inspection, Party::crew},
        {Event::power_on, Party::crew},
    };
    std::vector<State> seen;
    for (const Move& move : way) {
        order.move(move.event, move.by);
        seen.push_back(order.state);
    }
    EXPECT_THAT(seen,
                ElementsAre(State::matching, State::offered, State::matched, State::survey, State::design,
                            State::customer_approval, State::permit, State::interconnection, State::scheduled,
                            State::installing, State::installed, State::inspection, State::rework,
                            State::inspection, State::permission_to_operate, State::done));
}

TEST(State, WhatComesBackIsSeekingAgain) {
    EXPECT_EQ(step(State::offered, Event::decline, Party::crew), State::matching);
    EXPECT_EQ(step(State::offered, Event::expire, Party::system), State::matching);
    EXPECT_EQ(step(State::scheduled, Event::withdraw, Party::crew), State::matching);
    EXPECT_EQ(step(State::on_hold, Event::withdraw, Party::crew, Hold{State::permit, Party::crew}),
              State::matching);
    EXPECT_EQ(step(State::permit, Event::permit_refused, Party::crew), State::design);
    EXPECT_EQ(step(State::customer_approval, Event::request_changes, Party::customer), State::design);
    EXPECT_EQ(step(State::scheduled, Event::reschedule, Party::crew), State::scheduled);
}

TEST(State, AHeldOrderResumesWhereItWasHeld) {
    int held = 0;
    for (const State state : all<State>())
        for (const Party by : {Party::customer, Party::crew}) {
            if (!holdable(state)) {
                EXPECT_EQ(refused(state, Event::hold, by), "move_not_allowed") << name(state);
                continue;
            }
            ++held;
            EXPECT_EQ(step(state, Event::hold, by), State::on_hold);
            EXPECT_EQ(step(State::on_hold, Event::resume, by, Hold{state, by}), state);
        }
    EXPECT_EQ(held, 14);
}

TEST(State, AHeldOrderIsNotResumedToAStateItWasNotHeldIn) {
    EXPECT_EQ(refused(State::on_hold, Event::resume, Party::customer), "move_not_allowed");
    for (const State state : all<State>())
        for (const Party holder : {Party::customer, Party::crew})
            EXPECT_EQ(refused(State::on_hold, Event::resume, Party::customer, Hold{state, holder}).empty(),
                      resumable(state))
                << name(state);
    EXPECT_EQ(refused(State::on_hold, Event::resume, Party::system, Hold{State::permit, Party::customer}),
              "move_not_allowed");
    EXPECT_EQ(refused(State::permit, Event::resume, Party::customer, Hold{State::permit, Party::customer}),
              "move_not_allowed");
}

TEST(State, WhatTheCustomerHasPutOnHoldStaysSoUntilTheCustomerResumesIt) {
    Walker order{State::survey, {}};
    order.move(Event::hold, Party::customer);
    EXPECT_THROW(order.move(Event::resume, Party::crew), Refusal);
    order.move(Event::withdraw, Party::crew);
    EXPECT_EQ(order.state, State::on_hold);
    EXPECT_THROW(order.move(Event::resume, Party::crew), Refusal);
    order.move(Event::resume, Party::customer);
    EXPECT_EQ(order.state, State::matching);
    EXPECT_EQ(order.hold, std::nullopt);
}

TEST(State, WhatStandsOnTheRoofIsNotCancelledHeldOrLeft) {
    for (const State state : {State::installing, State::installed, State::inspection, State::rework,
                              State::permission_to_operate, State::done})
        for (const Event event : {Event::cancel, Event::hold, Event::withdraw})
            for (const Party by : all<Party>())
                EXPECT_EQ(refused(state, event, by), "move_not_allowed") << name(state) << ' ' << name(event);
}

TEST(State, EveryEventBelongsToItsPartyInWhateverState) {
    const std::set<Event> of_the_customer{Event::approve_design, Event::request_changes, Event::cancel};
    const std::set<Event> of_the_system{Event::seek,   Event::offer,    Event::expire,
                                        Event::replan, Event::reassign, Event::crew_failed};
    const std::set<Event> of_both_sides{Event::hold, Event::resume};
    for (const State state : all<State>())
        for (const Event event : all<Event>())
            for (const Party by : all<Party>()) {
                const bool may = of_the_customer.count(event) != 0 ? by == Party::customer
                                 : of_the_system.count(event) != 0 ? by == Party::system
                                 : of_both_sides.count(event) != 0 ? by != Party::system
                                                                   : by == Party::crew;
                if (!may) {
                    EXPECT_EQ(refused(state, event, by, Hold{State::permit, Party::crew}), "move_not_allowed")
                        << name(by) << ' ' << name(event) << ' ' << name(state);
                }
            }
}

TEST(State, ACrewDoesNotApproveItsOwnDesign) {
    EXPECT_EQ(refused(State::customer_approval, Event::approve_design, Party::crew), "move_not_allowed");
    EXPECT_THAT(events_of(State::customer_approval, Party::crew), ElementsAre(Event::hold, Event::withdraw));
}

TEST(State, ButtonsAreThePartysOwnMoves) {
    EXPECT_THAT(events_of(State::offered, Party::crew), ElementsAre(Event::accept, Event::decline));
    EXPECT_THAT(events_of(State::offered, Party::customer), ElementsAre(Event::cancel));
    EXPECT_THAT(events_of(State::offered, Party::system), ElementsAre(Event::expire));
    EXPECT_THAT(events_of(State::on_hold, Party::customer), ElementsAre(Event::resume, Event::cancel));
    EXPECT_THAT(events_of(State::on_hold, Party::crew, Party::crew),
                ElementsAre(Event::resume, Event::withdraw));
    EXPECT_THAT(events_of(State::on_hold, Party::crew, Party::customer), ElementsAre(Event::withdraw));
    EXPECT_THAT(events_of(State::installing, Party::customer), IsEmpty());
    for (const State end : {State::done, State::cancelled})
        EXPECT_THAT(moves_in(end), IsEmpty());
}

TEST(State, TheOneWhoseTurnItIsCanMove) {
    for (const State state : all<State>()) {
        EXPECT_EQ(terminal(state), state == State::done || state == State::cancelled) << name(state);
        if (const auto party = waits_for(state)) {
            EXPECT_FALSE(events_of(state, *party).empty()) << name(state);
        }
    }
    EXPECT_EQ(waits_for(State::customer_approval), Party::customer);
    EXPECT_EQ(waits_for(State::offered), Party::crew);
    EXPECT_EQ(waits_for(State::matching), Party::system);
}

TEST(State, EveryNameIsReadBackAndNoOther) {
    for (const State state : all<State>())
        EXPECT_EQ(state_named(name(state)), state);
    for (const Event event : all<Event>())
        EXPECT_EQ(event_named(name(event)), event);
    for (const Party party : all<Party>())
        EXPECT_EQ(party_named(name(party)), party);
    EXPECT_EQ(name(State::permission_to_operate), "permission_to_operate");
    EXPECT_EQ(all<State>().size(), 18U);
    for (const char* other : {"", "Placed", "placed ", "onhold", "18"})
        EXPECT_EQ(state_named(other), std::nullopt) << other;
    EXPECT_EQ(event_named("placed"), std::nullopt);
    EXPECT_EQ(party_named("staff"), std::nullopt);
}

/// Every combination that the table does not have is refused, and the order stays as it is.
void expect_no_other_move(Walker& order) {
    const Walker before = order;
    const auto held_by = order.hold ? std::optional{order.hold->by} : std::nullopt;
    for (const Party by : all<Party>())
        for (const Event event : all<Event>())
            if (!allowed(order.state, event, by, held_by)) {
                EXPECT_THROW(order.move(event, by), Refusal)
                    << name(by) << ' ' << name(event) << ' ' << name(order.state);
                EXPECT_EQ(order.state, before.state);
                EXPECT_EQ(order.hold, before.hold);
            }
}

using Place = std::tuple<State, std::optional<State>, std::optional<Party>>;
Place place_of(const Walker& order) {
    if (!order.hold)
        return {order.state, {}, {}};
    return {order.state, order.hold->from, order.hold->by};
}

/// Whether an end can be reached, by going through everything that can become of the order.
bool can_end(const Walker& start) {
    std::set<Place> seen;
    std::vector<Walker> open{start};
    while (!open.empty()) {
        const Walker order = open.back();
        open.pop_back();
        if (terminal(order.state))
            return true;
        if (!seen.insert(place_of(order)).second)
            continue;
        for (const Move& move : moves_in(order.state, order.hold)) {
            open.push_back(order);
            open.back().move(move.event, move.by);
        }
    }
    return false;
}

/// One move by chance. What throws an order back, or leaves it where it is, is rarer than what moves it on,
/// or few walks would come to the later states.
Move any_move(const Walker& order, std::mt19937& random) {
    static const std::set<Event> setbacks{Event::cancel,      Event::withdraw, Event::hold,    Event::decline,
                                          Event::crew_failed, Event::replan,   Event::reassign};
    const std::vector<Move> moves = moves_in(order.state, order.hold);
    while (true) {
        const Move move = moves[random() % moves.size()];
        if (setbacks.count(move.event) == 0 || random() % 12 == 0)
            return move;
    }
}

TEST(RandomWalks, NeverGetStuckAndNeverMoveByTheWrongParty) {
    std::set<State> seen;
    unsigned ended = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random{seed};
        Walker order;
        std::set<Place> seen_on_walk;
        for (int moves = 0; moves < 200 && !terminal(order.state); ++moves) {
            seen.insert(order.state);
            ASSERT_EQ(order.hold.has_value(), order.state == State::on_hold) << "seed " << seed;
            if (seen_on_walk.insert(place_of(order)).second) {
                expect_no_other_move(order);
                ASSERT_TRUE(can_end(order)) << "seed " << seed << ' ' << name(order.state);
            }
            const Move move = any_move(order, random);
            order.move(move.event, move.by);
        }
        seen.insert(order.state);
        ended += terminal(order.state) ? 1 : 0;
    }
    EXPECT_EQ(seen.size(), all<State>().size()) << "the walks leave states out";
    EXPECT_GE(ended, 200U);
}

}  // namespace
}  // namespace suncrew::orders
