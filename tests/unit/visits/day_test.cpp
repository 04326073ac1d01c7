// A crew on its day, and whose visits are whose.
#include "visits/visits_house.hpp"

namespace suncrew::visits {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class DayTest : public VisitsHouse {
protected:
    AccountId customer_ = add_customer();

    /// A survey on its day, before anybody has set off.
    struct OnItsDay {
        Taken taken;
        OwnVisit visit;
    };
    OnItsDay survey_today() {
        const Taken taken = taken_order(customer_);
        plan();
        go_to(visit(customer_, taken.order.id).day, 5);
        plan();
        return {taken, visit(customer_, taken.order.id)};
    }
    OwnVisit now(const OnItsDay& one) { return visit(customer_, one.taken.order.id); }
};

TEST_P(DayTest, ACrewSetsOffArrivesAndIsDoneAndItsCustomerSeesIt) {
    const OnItsDay one = survey_today();
    ASSERT_TRUE(one.visit.window);
    const VisitStep off = say(one.taken.crew, one.visit.id, Progress::set_off);
    ASSERT_TRUE(off.arrives_at);
    const OwnVisit coming = now(one);
    EXPECT_EQ(coming.state, State::on_the_way);
    ASSERT_TRUE(coming.minutes_away);
    EXPECT_EQ(*coming.minutes_away,
              std::chrono::ceil<std::chrono::minutes>(*off.arrives_at - clock_.now()).count());
    clock_.advance(std::chrono::hours{2});
    EXPECT_EQ(now(one).minutes_away, 0) << "never below";
    say(one.taken.crew, one.visit.id, Progress::arrive);
    EXPECT_FALSE(now(one).minutes_away);
    say(one.taken.crew, one.visit.id, Progress::finish);
    EXPECT_EQ(now(one).state, State::done);
    EXPECT_FALSE(plan().wrote()) << "what is done is not planned again";
}

TEST_P(DayTest, StepsOutOfTheirOrderAreRefusedAndChangeNothing) {
    const OnItsDay one = survey_today();
    for (const Progress event : {Progress::arrive, Progress::finish})
        EXPECT_EQ(refusal([&] { say(one.taken.crew, one.visit.id, event); }), "progress_not_allowed");
    EXPECT_EQ(refusal([&] { say(one.taken.crew, one.visit.id, Progress::late); }), "missing_member");
    EXPECT_EQ(refusal([&] { say(one.taken.crew, one.visit.id, Progress::set_off, 5); }),
              "not_for_this_event");
    EXPECT_EQ(now(one).version, one.visit.version);
    say(one.taken.crew, one.visit.id, Progress::set_off);
    EXPECT_EQ(refusal([&] { say(one.taken.crew, one.visit.id, Progress::set_off); }), "progress_not_allowed");
}

TEST_P(DayTest, AVisitOfAnotherDayIsNotSetOffTo) {
    const Taken taken = taken_order(customer_);
    plan();
    const OwnVisit one = visit(customer_, taken.order.id);
    ASSERT_GT(one.day, today());
    EXPECT_EQ(refusal([&] { say(taken.crew, one.id, Progress::set_off); }), "not_today");
}

TEST_P(DayTest, AnothersVisitLooksLikeNone) {
    const OnItsDay one = survey_today();
    const AccountId other_crew = add_crew();
    const AccountId other_customer = add_customer();
    EXPECT_EQ(refusal([&] { say(other_crew, one.visit.id, Progress::set_off); }), "visit_not_found");
    EXPECT_EQ(refusal([&] { visits(other_customer, one.taken.order.id); }), "order_not_found");
    EXPECT_EQ(refusal([&] { accept(other_customer, one.visit.id); }), "visit_not_found");
    EXPECT_THAT(day(other_crew, one.visit.day).stops, IsEmpty());
}

TEST_P(DayTest, WhoRunsLateWithinTheWindowWritesToNobody) {
    const OnItsDay one = survey_today();
    const auto letters = rows("select count(*) from outbox");
    say(one.taken.crew, one.visit.id, Progress::late, 10);
    EXPECT_EQ(now(one).window, one.visit.window);
    EXPECT_EQ(rows("select count(*) from outbox"), letters);
}

TEST_P(DayTest, WhoRunsLateTellsALaterWindowAndCreditsOnce) {
    const OnItsDay one = survey_today();
    const VisitStep step = say(one.taken.crew, one.visit.id, Progress::late, 120);
    const OwnVisit later = now(one);
    ASSERT_TRUE(later.window);
    EXPECT_GT(later.window->from, one.visit.window->to);
    EXPECT_LE(later.window->from, step.begins_at);
    EXPECT_FALSE(later.question_open) << "nobody is asked on the day itself";
    ASSERT_THAT(later.changes, SizeIs(1));
    EXPECT_EQ(later.changes[0].cause, Cause::delay);
    EXPECT_TRUE(later.changes[0].credit);
    say(one.taken.crew, one.visit.id, Progress::late, 120);
    const OwnVisit again = now(one);
    ASSERT_THAT(again.changes, SizeIs(2));
    EXPECT_FALSE(again.changes[1].credit);
    EXPECT_FALSE(plan().moved) << "the planning leaves today to the crew";
}

TEST_P(DayTest, TheCalendarCountsVisitsAndAbsences) {
    const OnItsDay one = survey_today();
    away(one.taken.crew, after(today(), 2), after(today(), 3), AbsenceReason::vehicle);
    const CrewCalendar calendar = this->calendar(one.taken.crew, today(), 5);
    ASSERT_THAT(calendar.days, SizeIs(5));
    EXPECT_EQ(calendar.days[0].visits, 1);
    EXPECT_EQ(calendar.days[1].visits, 0);
    EXPECT_FALSE(calendar.days[1].absent);
    EXPECT_TRUE(calendar.days[2].absent && calendar.days[3].absent);
    ASSERT_THAT(calendar.absences, SizeIs(1));
    EXPECT_EQ(calendar.absences[0].reason, AbsenceReason::vehicle);
}

TEST_P(DayTest, AbsencesHaveBounds) {
    const AccountId crew = add_crew();
    EXPECT_EQ(refusal([&] { away(crew, after(today(), -1), today()); }), "date_passed");
    EXPECT_EQ(refusal([&] { away(crew, after(today(), 2), after(today(), 1)); }), "date_order");
    EXPECT_EQ(refusal([&] { away(crew, after(today(), 1), after(today(), 1 + absence_days_max)); }),
              "date_too_far");
    for (int i = 0; i < absences_ahead_max; ++i)
        away(crew, after(today(), 1), after(today(), 1));
    EXPECT_EQ(refusal([&] { away(crew, after(today(), 1), after(today(), 1)); }), "too_many_absences");
}

SUNCREW_ON_ALL_DATABASES(DayTest);

}  // namespace
}  // namespace suncrew::visits
