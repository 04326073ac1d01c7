#include <algorithm>
#include <random>
#include <set>

#include "orders/house.hpp"
#include "orders/stored.hpp"

namespace suncrew::orders {
namespace {

/// Walks over the state table as people would walk it: through the functions that serve them, on the
/// database.
class WalksTest : public House {
protected:
    static constexpr int walks = 200;
    static constexpr int moves_max = 40;

    AccountId me_ = add_customer();
    AccountId stranger_ = add_customer();
    AccountId foreign_crew_ = add_crew([](NewCrew& crew) { crew.base = {52.52, 13.40}; });

    void SetUp() override {
        for (int i = 0; i < 6; ++i)
            add_crew();
    }

    /// Whose the order is now, if a crew has it.
    std::optional<AccountId> crew_of(OrderId order) {
        store::Reading reading{desk_.connection()};
        return reading.value<AccountId>(
            "select c.account from orders o join crews c on c.id = o.crew where o.id = ?", order);
    }

    std::optional<Party> held_by(OrderId order) {
        store::Reading reading{desk_.connection()};
        const auto [holder] =
            reading.one<std::optional<std::string>>("select held_by from orders where id = ?", order).value();
        return holder ? std::optional{stored_party(*holder)} : std::nullopt;
    }

    struct Move {
        Event event;
        Party by;
    };
    static std::vector<Move> moves_in(State state) {
        std::vector<Move> moves;
        for (const Party by : all<Party>())
            for (const Event event : events_of(state, by, Party::crew))
                if (!of_the_planning(event))
                    moves.push_back({event, by});
        return moves;
    }
    /// These are made above orders, by what is planned.
    static bool of_the_planning(Event event) {
        return event == Event::replan || event == Event::reassign || event == Event::crew_failed;
    }

    /// One move of the table, by whom it is for. False where there is nobody to make it: no crew is left to
    /// offer the order to.
    bool make(OrderId order, Move move) {
        const Order now = desk_.read(me_, order);
        if (move.by == Party::customer) {
            desk_.move(me_, order, static_cast<CustomerEvent>(move.event), now.version);
        } else if (move.by == Party::system) {
            if (move.event == Event::expire)
                clock_.advance(offer_valid);
            const MatchingRun run = desk_.match();
            return run.expired + run.sought + run.offered > 0;
        } else if (move.event == Event::accept || move.event == Event::decline) {
            const auto [crew, offer] = open_offers(order).at(0);
            if (move.event == Event::accept)
                desk_.accept(crew, offer);
            else
                desk_.refuse(crew, offer);
        } else {
            work_on(order, move.event, now);
        }
        return true;
    }

    void work_on(OrderId order, Event event, const Order& now) {
        const auto crew_now = crew_of(order);
        // On hold it is not the state alone that says what a crew may do.
        if (!crew_now || !allowed(now.state, event, Party::crew, held_by(order)))
            return;
        const AccountId crew = *crew_now;
        if (event == Event::reschedule)
            clock_.advance(std::chrono::hours{4});
        if (event == Event::schedule_installation || event == Event::reschedule) {
            schedule(crew, order, static_cast<CrewEvent>(event));
        } else if (event == Event::start_work) {
            if (clock_.now() < now.cooling_off.ends_at && !now.cooling_off.waived_at)
                desk_.waive(me_, order, now.version);
            start(crew, order, now.start_code.value());
        } else {
            work(crew, order, static_cast<CrewEvent>(event));
        }
    }

    /// Strangers see nothing, and neither party can do what is not its own to do; the order stays as it is.
    void expect_no_other_move(OrderId order) {
        const Order before = desk_.read(me_, order);
        const Version version{before.version};
        const auto crew = crew_of(order);
        for (const CustomerEvent event : all<CustomerEvent>()) {
            EXPECT_EQ(refusal([&] { desk_.move(stranger_, order, event, before.version); }),
                      "order_not_found");
            if (!allowed(before.state, event_of(event), Party::customer)) {
                EXPECT_EQ(refusal([&] { desk_.move(me_, order, event, before.version); }),
                          "move_not_allowed");
            }
        }
        for (const CrewEvent event : all<CrewEvent>()) {
            MoveJob command{order, event, version, {}, {}, {}};
            if (event == CrewEvent::start_work)
                command.start_code = StartCode{"123456"};
            if (event == CrewEvent::schedule_installation || event == CrewEvent::reschedule)
                command.installation_date = day_of(clock_.now());
            EXPECT_EQ(refusal([&] { desk_.work(foreign_crew_, command); }), "order_not_found");
            if (crew && !allowed(before.state, event_of(event), Party::crew, held_by(order))) {
                EXPECT_EQ(refusal([&] { desk_.work(*crew, command); }), "move_not_allowed");
            }
        }
        const Order after = desk_.read(me_, order);
        EXPECT_EQ(after.version, before.version);
        EXPECT_EQ(after.state, before.state);
    }

    /// A move by chance. What throws an order back is rarer than what moves it on.
    static Move any_move(State state, std::mt19937& random) {
        static const std::set<Event> setbacks{Event::cancel, Event::withdraw, Event::hold, Event::decline,
                                              Event::expire};
        const std::vector<Move> moves = moves_in(state);
        while (true) {
            const Move move = moves[random() % moves.size()];
            if (setbacks.count(move.event) == 0 || random() % 10 == 0)
                return move;
        }
    }

    /// Brings an order to an end, so that it holds no crew; every order has one.
    void end(OrderId order) {
        for (State state = desk_.read(me_, order).state; !terminal(state);
             state = desk_.read(me_, order).state) {
            const auto moves = moves_in(state);
            const auto cancel = std::find_if(moves.begin(), moves.end(),
                                             [](const Move& move) { return move.event == Event::cancel; });
            ASSERT_TRUE(make(order, cancel != moves.end() ? *cancel : moves.front()));
        }
    }

    /// What was stored is a way through the table, without a gap, to where the order is.
    void expect_a_way_through_the_table(OrderId order) {
        store::Reading reading{desk_.connection()};
        State state = State::placed;
        std::optional<Hold> hold;
        int version = 1;
        for (const auto& [moved_to, event_name, from_name, to_name, party_name] :
             reading.rows<int, std::string, std::string, std::string, std::string>(
                 "select version, event, from_state, to_state, party from order_moves where order_id = ? "
                 "order by version",
                 order)) {
            const Event event = stored_event(event_name);
            EXPECT_GT(moved_to, version);
            EXPECT_EQ(stored_state(from_name), state);
            version = moved_to;
            if (event == Event::waive_cooling_off)
                continue;
            const Party by = stored_party(party_name);
            const State next = step(state, event, by, hold);
            EXPECT_EQ(stored_state(to_name), next);
            hold = hold_after(state, event, by, hold);
            state = next;
        }
        EXPECT_EQ(desk_.read(me_, order).state, state);
        EXPECT_EQ(count("select count(*) - count(distinct crew) from offers where order_id = ?", order), 0);
    }
};

TEST_P(WalksTest, EveryWalkIsAWayThroughTheTableAndOnlyByThoseItIsFor) {
    std::set<State> seen;
    for (unsigned seed = 0; seed < walks; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random{seed};
        const OrderId order = place_order(me_).id;
        for (int moves = 0; moves < moves_max; ++moves) {
            const State state = desk_.read(me_, order).state;
            seen.insert(state);
            // To try all that is refused after each move would be slow; each state gets it now and then.
            if (random() % 6 == 0)
                expect_no_other_move(order);
            if (terminal(state) || !make(order, any_move(state, random)))
                break;
        }
        end(order);
        seen.insert(desk_.read(me_, order).state);
        expect_a_way_through_the_table(order);
        if (HasFatalFailure())
            return;
    }
    EXPECT_EQ(seen.size(), all<State>().size()) << "the walks leave states out";
}

SUNCREW_ON_ALL_DATABASES(WalksTest);

}  // namespace
}  // namespace suncrew::orders
