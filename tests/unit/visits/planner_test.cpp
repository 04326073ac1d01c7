// What the rolling planning makes of orders, and what it leaves alone.
#include <map>

#include "visits/visits_house.hpp"
#include "visits/work.hpp"

namespace suncrew::visits {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PlannerTest : public VisitsHouse {
protected:
    AccountId customer_ = add_customer();

    /// An order with a crew, whose survey is planned.
    Taken planned_order() {
        Taken taken = taken_order(customer_);
        plan();
        return taken;
    }
    OwnVisit now(const Taken& taken) { return visit(customer_, taken.order.id); }
    int mails_about(std::string_view subject) {
        int found = 0;
        for (const notify::Mail& mail : mails())
            found += mail.subject == subject ? 1 : 0;
        return found;
    }
};

TEST_P(PlannerTest, ATakenOrderIsSurveyedOnTheDayThatWasAgreed) {
    const Taken taken = planned_order();
    const OwnVisit survey = now(taken);
    EXPECT_EQ(survey.kind, Kind::survey);
    EXPECT_EQ(survey.day, taken.order.visit_date);
    EXPECT_THAT(survey.changes, IsEmpty());
    const CrewDay day = this->day(taken.crew, survey.day);
    ASSERT_THAT(day.stops, SizeIs(1));
    EXPECT_EQ(day.stops[0].visit, survey.id);
    ASSERT_TRUE(day.shift && day.back_at);
    EXPECT_GE(day.stops[0].begins_at, day.shift->from);
    EXPECT_LE(*day.back_at, day.shift->to);
    EXPECT_EQ(day.utc_offset_minutes, 120) << "Madrid in June";
}

TEST_P(PlannerTest, WaysAreThoseThatTheRoutingServiceSays) {
    const Taken taken = taken_order(customer_);
    Planner by_road{
        means_, orders::gazetteer(), [](std::vector<dispatch::Position> places) {
            const std::size_t ways = places.size() * places.size();
            return routing::Travel::tables(
                places.size(),
                {{std::vector<std::uint32_t>(ways, 37 * 60), std::vector<std::uint32_t>(ways, 21'000), {}}});
        }};
    while (by_road.run(desk_.connection(), clock_.now()).wrote()) {
    }
    const CrewDay day = this->day(taken.crew, now(taken).day);
    ASSERT_THAT(day.stops, SizeIs(1));
    EXPECT_EQ(day.stops[0].drive_minutes, 37);
    EXPECT_EQ(day.stops[0].begins_at, day.shift->from + std::chrono::minutes{37});
}

TEST_P(PlannerTest, NothingIsWrittenWhereNothingHasChanged) {
    const Taken taken = planned_order();
    const auto version = now(taken).version;
    const auto events = rows("select count(*) from events");
    const auto letters = rows("select count(*) from outbox");
    clock_.advance(std::chrono::minutes{40});  // all crews are looked at
    const PlanningRun run = plan_once();
    EXPECT_GE(run.crews, 1);
    EXPECT_FALSE(run.wrote());
    EXPECT_EQ(now(taken).version, version);
    EXPECT_EQ(rows("select count(*) from events"), events);
    EXPECT_EQ(rows("select count(*) from outbox"), letters);
}

TEST_P(PlannerTest, AWindowIsToldDaysBeforeAndHoldsThePlannedBeginning) {
    const Taken taken = planned_order();
    go_to(now(taken).day, 4);
    plan();
    const OwnVisit told = now(taken);
    ASSERT_EQ(told.state, State::told);
    const CrewStop stop = day(taken.crew, told.day).stops.at(0);
    ASSERT_TRUE(told.window);
    EXPECT_LE(told.window->from, stop.begins_at);
    EXPECT_GE(told.window->to, stop.begins_at);
    EXPECT_EQ(mails_about("When your crew comes"), 1);
}

TEST_P(PlannerTest, ASickCrewsVisitMovesWithItsCauseAndTheCustomerIsAskedAndCredited) {
    const Taken taken = planned_order();
    go_to(after(now(taken).day, -1), 9);
    plan();
    const OwnVisit before = now(taken);
    ASSERT_TRUE(before.window);
    away(taken.crew, before.day, before.day);
    const PlanningRun run = plan();
    EXPECT_EQ(run.moved, 1);
    const OwnVisit moved = now(taken);
    EXPECT_EQ(moved.id, before.id);
    EXPECT_GT(moved.day, before.day);
    EXPECT_TRUE(moved.question_open);
    ASSERT_THAT(moved.changes, SizeIs(1));
    EXPECT_EQ(moved.changes[0].cause, Cause::crew_absent);
    EXPECT_EQ(moved.changes[0].before.day, before.day);
    EXPECT_EQ(moved.changes[0].before.window, before.window);
    ASSERT_TRUE(moved.changes[0].credit);
    EXPECT_EQ(moved.changes[0].credit->amount_minor, 4000);
    EXPECT_EQ(desk_.read(customer_, taken.order.id).visit_date, moved.day) << "the order follows";
    EXPECT_EQ(mails_about("Your appointment has changed"), 1);
    for (const notify::Mail& mail : mails())
        EXPECT_THAT(mail.body, ::testing::Not(HasSubstr("sick")))
            << "why a crew is away is nobody's business";

    EXPECT_FALSE(accept(customer_, moved.id).question_open);
    EXPECT_EQ(refusal([&] { accept(customer_, moved.id); }), "no_open_question");
}

TEST_P(PlannerTest, WhoNamesOtherDaysGetsOneOfThem) {
    const Taken taken = planned_order();
    away(taken.crew, now(taken).day, now(taken).day);
    plan();
    const OwnVisit moved = now(taken);
    const Date wished = after(moved.day, 3);
    EXPECT_EQ(refusal([&] { name_days(customer_, moved.id, {today()}); }), "date_passed");
    name_days(customer_, moved.id, {wished});
    plan();
    const OwnVisit answered = now(taken);
    EXPECT_EQ(answered.day, wished);
    EXPECT_FALSE(answered.question_open);
    EXPECT_EQ(answered.changes.back().cause, Cause::customer);
    EXPECT_FALSE(answered.changes.back().credit);
}

TEST_P(PlannerTest, ADayBeyondWhatIsPlannedIsNoAnswer) {
    const Taken taken = planned_order();
    away(taken.crew, now(taken).day, now(taken).day);
    plan();
    const OwnVisit moved = now(taken);
    EXPECT_EQ(refusal([&] { name_days(customer_, moved.id, {after(today(), planned_days)}); }),
              "date_too_far");
    EXPECT_TRUE(now(taken).question_open);
}

TEST_P(PlannerTest, AWishThatCannotBeIsNotCredited) {
    const Taken taken = planned_order();
    go_to(after(now(taken).day, -1), 9);
    plan();
    close(now(taken).day);
    plan();
    const OwnVisit moved = now(taken);
    ASSERT_TRUE(moved.window) << "so that there is a promise";
    const Date wished = after(moved.day, 3);
    away(taken.crew, wished, wished);
    name_days(customer_, moved.id, {wished});
    plan();
    for (const OwnVisit& visit : visits(customer_, taken.order.id))
        for (const OwnVisitChange& change : visit.changes)
            EXPECT_FALSE(change.credit);
}

TEST_P(PlannerTest, AnOrderThatWasOnHoldKeepsItsDay) {
    const Taken taken = planned_order();
    const OwnVisit before = now(taken);
    const auto move = [&](orders::CustomerEvent event) {
        desk_.move(customer_, taken.order.id, event, desk_.read(customer_, taken.order.id).version);
        plan();
    };
    move(orders::CustomerEvent::hold);
    ASSERT_EQ(visits(customer_, taken.order.id).at(0).state, State::gone);
    move(orders::CustomerEvent::resume);
    EXPECT_EQ(now(taken).day, before.day);
    EXPECT_EQ(mails_about("Your appointment has changed"), 0);
}

TEST_P(PlannerTest, AnAbsenceThatIsTakenBackInTimeChangesNothing) {
    const Taken taken = planned_order();
    const OwnVisit before = now(taken);
    const Absence absence = away(taken.crew, before.day, before.day);
    back(taken.crew, absence.id);
    back(taken.crew, absence.id);
    EXPECT_FALSE(plan().wrote());
    EXPECT_EQ(now(taken).day, before.day);
    EXPECT_EQ(refusal([&] { back(add_crew(), absence.id); }), "absence_not_found");
}

TEST_P(PlannerTest, AnOrderThatCannotWaitForItsCrewLooksForAnother) {
    const Taken taken = planned_order();
    const AccountId other = add_crew();
    away(taken.crew, after(today(), 1), after(today(), 30));
    EXPECT_EQ(plan().failed, 1);
    const orders::Order order = desk_.read(customer_, taken.order.id);
    EXPECT_EQ(order.state, orders::State::matching);
    EXPECT_FALSE(order.crew);
    EXPECT_EQ(visits(customer_, order.id).at(0).state, State::gone);
    EXPECT_THAT(day(taken.crew, *taken.order.visit_date).stops, IsEmpty());
    desk_.match();
    const auto offers = open_offers(order.id);
    ASSERT_THAT(offers, SizeIs(1));
    EXPECT_EQ(offers[0].first, other) << "not the crew that failed";
}

TEST_P(PlannerTest, OrdersOfACrewThatIsLockedForLongLookForAnother) {
    const Taken taken = planned_order();
    store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        t.run("update accounts set locked_at = ? where id = ?", clock_.now(), taken.crew);
    });
    clock_.advance(locked_max - std::chrono::minutes{1});
    EXPECT_EQ(plan().failed, 0) << "a lock may be over soon";
    EXPECT_EQ(desk_.read(customer_, taken.order.id).state, orders::State::matched);
    clock_.advance(all_crews_every);
    EXPECT_EQ(plan().failed, 1);
    EXPECT_EQ(desk_.read(customer_, taken.order.id).state, orders::State::matching);
}

TEST_P(PlannerTest, ALargeInstallationTakesSeveralDaysAndIsMovedAsOne) {
    const Taken taken = planned_order();
    store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
        t.run("update orders set panels = 60 where id = ?", taken.order.id);
    });
    bring_to_scheduled(customer_, taken.crew, taken.order.id);
    const auto installed_on = [&] {
        std::vector<Date> days;
        for (const OwnVisit& one : visits(customer_, taken.order.id))
            if (one.kind == Kind::installation && one.state != State::gone)
                days.push_back(one.day);
        return days;
    };
    go_to(after(desk_.read(customer_, taken.order.id).installation_date.value(), -5), 9);
    plan();
    const std::vector<Date> before = installed_on();
    ASSERT_THAT(before, SizeIs(installation_days(60)));
    ASSERT_GT(before.size(), 1U);
    EXPECT_TRUE(std::is_sorted(before.begin(), before.end()));
    close(before.front());
    plan();
    const std::vector<Date> moved = installed_on();
    ASSERT_THAT(moved, SizeIs(before.size()));
    EXPECT_GT(moved.front(), before.front());
    EXPECT_TRUE(std::is_sorted(moved.begin(), moved.end()));
    EXPECT_EQ(std::adjacent_find(moved.begin(), moved.end()), moved.end()) << "a day each";
}

TEST_P(PlannerTest, WhatIsLongOverIsDeleted) {
    const AccountId crew = add_crew();
    away(crew, after(today(), 1), after(today(), 2));
    close(after(today(), 1));
    const auto delete_old = [&] {
        return store::in_transaction(desk_.connection(), [&](store::Transaction& t) {
            return std::pair{delete_old_absences(t, clock_.now()), delete_old_closed_days(t, clock_.now())};
        });
    };
    go_to(after(today(), 2 + static_cast<int>(absences_kept.count())));
    EXPECT_EQ(delete_old(), (std::pair<std::int64_t, std::int64_t>{0, 0}));
    go_to(after(today(), 1));
    EXPECT_EQ(delete_old(), (std::pair<std::int64_t, std::int64_t>{1, 0}));
    go_to(after(today(), static_cast<int>(closed_days_kept.count())));
    EXPECT_EQ(delete_old(), (std::pair<std::int64_t, std::int64_t>{0, 1}));
}

TEST_P(PlannerTest, BadWeatherMovesWhatItMeetsAndIsNobodysFault) {
    const Taken taken = planned_order();
    go_to(after(now(taken).day, -1), 9);
    plan();
    const OwnVisit before = now(taken);
    ASSERT_TRUE(before.window);
    close(before.day);
    plan();
    const OwnVisit moved = now(taken);
    EXPECT_GT(moved.day, before.day);
    EXPECT_EQ(moved.changes.back().cause, Cause::weather);
    EXPECT_FALSE(moved.changes.back().credit);
    EXPECT_TRUE(moved.question_open);
}

TEST_P(PlannerTest, WhatIsCancelledIsNotVisited) {
    const Taken taken = planned_order();
    desk_.move(customer_, taken.order.id, orders::CustomerEvent::cancel,
               desk_.read(customer_, taken.order.id).version);
    EXPECT_EQ(plan().over, 1);
    EXPECT_EQ(visits(customer_, taken.order.id).at(0).state, State::gone);
    EXPECT_THAT(visits(customer_, taken.order.id).at(0).changes, IsEmpty());
    EXPECT_EQ(mails_about("Your appointment has changed"), 0);
}

TEST_P(PlannerTest, AVisitThatNobodyMadeIsPlannedAnew) {
    const Taken taken = planned_order();
    const Date missed = now(taken).day;
    go_to(after(missed, 1), 9);
    plan();
    const OwnVisit moved = now(taken);
    EXPECT_GT(moved.day, missed);
    EXPECT_EQ(moved.changes.back().cause, Cause::out_of_horizon);
}

TEST_P(PlannerTest, AnInstallationIsPlannedOnItsDayAndItsSurveyIsDone) {
    const Taken taken = planned_order();
    bring_to_scheduled(customer_, taken.crew, taken.order.id);
    const Date day = desk_.read(customer_, taken.order.id).installation_date.value();
    go_to(after(day, -5), 9);
    plan();
    std::vector<Date> days;
    for (const OwnVisit& one : visits(customer_, taken.order.id))
        if (one.kind == Kind::installation)
            days.push_back(one.day);
        else
            EXPECT_EQ(one.state, State::done);
    ASSERT_FALSE(days.empty());
    EXPECT_EQ(days.front(), day);
    EXPECT_FALSE(plan().wrote());
}

TEST_P(PlannerTest, OnlyTheVisitThatSomethingHappenedToIsMoved) {
    std::vector<std::pair<AccountId, Taken>> all;
    for (int i = 0; i < 4; ++i) {
        const AccountId customer = add_customer();
        all.emplace_back(customer, taken_order(customer));
    }
    plan();
    const Date sick = visit(all[0].first, all[0].second.order.id).day;
    std::map<OrderId, OwnVisit> before;
    for (const auto& [customer, taken] : all)
        before[taken.order.id] = visit(customer, taken.order.id);
    away(all[0].second.crew, sick, sick);
    plan();
    for (const auto& [customer, taken] : all) {
        const OwnVisit& was = before[taken.order.id];
        const OwnVisit is = visit(customer, taken.order.id);
        if (was.day == sick)
            EXPECT_NE(is.day, sick);
        else
            EXPECT_EQ(is.day, was.day);
        EXPECT_EQ(is.changes.empty(), was.day != sick);
    }
}

SUNCREW_ON_ALL_DATABASES(PlannerTest);

}  // namespace
}  // namespace suncrew::visits
