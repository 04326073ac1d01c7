// What dispatchers see, try and do.
#include "visits/visits_house.hpp"

namespace suncrew::visits {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class MovingTest : public VisitsHouse {
protected:
    AccountId customer_ = add_customer();

    struct Planned {
        Taken taken;
        OwnVisit visit;
    };
    Planned planned() {
        const Taken taken = taken_order(customer_);
        plan();
        return {taken, visit(customer_, taken.order.id)};
    }
    OwnVisit now(const Planned& one) { return visit(customer_, one.taken.order.id); }
};

TEST_P(MovingTest, ATrialTellsTheCostAndChangesNothing) {
    const Planned one = planned();
    const TryMove there{one.visit.id, crew_of(one.taken.crew), after(one.visit.day, 2), {}};
    const Trial trial = try_move(there);
    EXPECT_TRUE(trial.possible);
    EXPECT_THAT(trial.reasons, IsEmpty());
    EXPECT_TRUE(trial.begins_at);
    EXPECT_NEAR(trial.km_before, trial.km_after, 0.01) << "the same way on another day";
    EXPECT_EQ(now(one).version, one.visit.version);
}

TEST_P(MovingTest, AMoveIsDoneAskedAndRecorded) {
    const Planned one = planned();
    const Date day = after(one.visit.day, 2);
    const auto done = move({one.visit.id, crew_of(one.taken.crew), day, {}, MoveReason::crew_asked});
    EXPECT_EQ(done.change.kind, audit::EventKind::visit_moved);
    EXPECT_EQ(done.change.account, customer_);
    const OwnVisit moved = now(one);
    EXPECT_EQ(moved.day, day);
    EXPECT_TRUE(moved.question_open);
    EXPECT_EQ(moved.changes.back().cause, Cause::dispatcher);
    EXPECT_EQ(desk_.read(customer_, one.taken.order.id).visit_date, day);
    EXPECT_EQ(plan().moved, 0) << "the planning leaves what a dispatcher has done";
    EXPECT_EQ(now(one).day, day);
}

TEST_P(MovingTest, AnotherCrewGetsTheOrder) {
    const Planned one = planned();
    const AccountId other = add_crew();
    move({one.visit.id, crew_of(other), one.visit.day, {}, MoveReason::shorter_way});
    EXPECT_THAT(day(one.taken.crew, one.visit.day).stops, IsEmpty());
    EXPECT_THAT(day(other, one.visit.day).stops, SizeIs(1));
    EXPECT_EQ(desk_.job(other, one.taken.order.id).state, orders::State::matched);
    EXPECT_EQ(refusal([&] { desk_.job(one.taken.crew, one.taken.order.id); }), "order_not_found");
    EXPECT_FALSE(plan().moved);
}

TEST_P(MovingTest, WhatCannotBeIsSaidAndNotDone) {
    const Planned one = planned();
    const CrewId crew = crew_of(one.taken.crew);
    const AccountId unskilled =
        add_crew([](orders::NewCrew& made) { made.skills = {dispatch::Skill::electrical}; });
    const auto reasons = [&](CrewId to, Date day) { return try_move({one.visit.id, to, day, {}}).reasons; };
    EXPECT_THAT(reasons(crew, today()), Contains(Obstacle::day_passed));
    EXPECT_THAT(reasons(crew_of(unskilled), one.visit.day), ElementsAre(Obstacle::skills_missing));
    away(one.taken.crew, after(today(), 9), after(today(), 9));
    EXPECT_THAT(reasons(crew, after(today(), 9)), ElementsAre(Obstacle::crew_off));
    close(after(today(), 8));
    EXPECT_THAT(reasons(crew, after(today(), 8)), ElementsAre(Obstacle::day_closed));
    EXPECT_EQ(refusal([&] {
                  move({one.visit.id, crew, after(today(), 8), {}, MoveReason::other});
              }),
              "move_not_possible");
    EXPECT_EQ(now(one).version, one.visit.version);
    EXPECT_EQ(refusal([&] {
                  try_move({VisitId::make(clock_.now()), crew, today(), {}});
              }),
              "visit_not_found");
}

TEST_P(MovingTest, TheBoardShowsTheDayAndWhatWaits) {
    const Planned one = planned();
    place_order(add_customer());
    close(after(one.visit.day, 1));
    const Board board = this->board(one.visit.day);
    ASSERT_THAT(board.crews, SizeIs(1));
    ASSERT_THAT(board.crews[0].stops, SizeIs(1));
    EXPECT_EQ(board.crews[0].stops[0].visit, one.visit.id);
    EXPECT_EQ(board.figures.visits, 1);
    ASSERT_THAT(board.waiting, SizeIs(1));
    EXPECT_EQ(board.waiting[0].reason, WaitingReason::looks_for_crew);
    EXPECT_THAT(board.closed_days, SizeIs(1));
    EXPECT_FALSE(board.more);
}

TEST_P(MovingTest, ClosedDaysNeedOneRegionAndADayAhead) {
    const auto closing = [&](const CloseDay& command) {
        return refusal([&] {
            store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
                closed_.close(proof<Permission::move_visits>(dispatcher_), command, t);
            });
        });
    };
    EXPECT_EQ(closing({after(today(), 1), {}, {}, ClosedReason::weather}), "one_region");
    EXPECT_EQ(closing({after(today(), -2), places::parse_country("ES"), {}, ClosedReason::weather}),
              "date_passed");
    EXPECT_EQ(closing({after(today(), 1), places::parse_country("ES"), Area{}, ClosedReason::weather}),
              "one_region");
}

SUNCREW_ON_ALL_DATABASES(MovingTest);

}  // namespace
}  // namespace suncrew::visits
