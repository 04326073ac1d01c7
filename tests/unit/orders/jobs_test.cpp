#include "orders/jobs.hpp"

#include <atomic>
#include <latch>
#include <thread>

#include "orders/house.hpp"

namespace suncrew::orders {
namespace {

using testing::IsEmpty;
using namespace std::chrono_literals;

class JobsTest : public House {
protected:
    AccountId me_ = add_customer();
    AccountId crew_ = add_crew();

    /// An order whose installation is scheduled and may begin.
    Order scheduled_order() {
        const Order order = taken_order(me_).order;
        bring_to_scheduled(me_, crew_, order.id);
        return desk_.waive(me_, order.id, desk_.read(me_, order.id).version);
    }
    static std::string wrong(const std::string& code) { return code == "000000" ? "000001" : "000000"; }
};

TEST_P(JobsTest, AWrongStartCodeIsCountedAndTheFifthLocks) {
    const Order order = scheduled_order();
    const std::string code = order.start_code.value();
    for (int tries = 1; tries <= 5; ++tries) {
        EXPECT_EQ(refusal([&] { start(crew_, order.id, wrong(code)); }), "start_code_refused");
        EXPECT_EQ(count("select start_code_tries from orders where id = ?", order.id), tries);
    }
    EXPECT_EQ(refusal([&] { start(crew_, order.id, code); }), "start_code_locked");
    EXPECT_EQ(desk_.read(me_, order.id).state, State::scheduled);

    schedule(crew_, order.id, CrewEvent::reschedule);
    const std::string fresh = desk_.read(me_, order.id).start_code.value();
    EXPECT_EQ(start(crew_, order.id, fresh).state, State::installing);
}

TEST_P(JobsTest, TriesAtOnceAreNotMoreThanFive) {
    const Order order = scheduled_order();
    const int version = desk_.job(crew_, order.id).version;
    const std::string guess = wrong(order.start_code.value());
    std::atomic<int> refused = 0;
    std::atomic<int> locked = 0;
    std::latch all_ready{8};
    {
        std::vector<std::jthread> crews;
        for (int i = 0; i < 8; ++i)
            crews.emplace_back([&] {
                Desk desk{database_, clock_, keyring_};
                all_ready.arrive_and_wait();
                const std::string reason = refusal([&] {
                    desk.work(crew_,
                              {order.id, CrewEvent::start_work, Version{version}, {}, StartCode{guess}, {}});
                });
                refused += reason == "start_code_refused" ? 1 : 0;
                locked += reason == "start_code_locked" ? 1 : 0;
            });
    }
    EXPECT_EQ(refused, 5);
    EXPECT_EQ(locked, 3);
}

TEST_P(JobsTest, AMoveTakesWhatItNeedsAndNothingElse) {
    const Order order = taken_order(me_).order;
    const Version version{order.version};
    const Date soon{std::chrono::floor<std::chrono::days>(clock_.now()) + std::chrono::days{3}};
    const Date past{std::chrono::floor<std::chrono::days>(clock_.now()) - std::chrono::days{1}};
    const auto refused = [&](const MoveJob& command) {
        try {
            desk_.work(crew_, command);
        } catch (const Refusal& refusal) {
            return refusal.reason() + ' ' + refusal.field();
        }
        return std::string{"not refused"};
    };
    EXPECT_EQ(refused({order.id, CrewEvent::start_survey, version, {}, StartCode{"123456"}, {}}),
              "not_for_this_event start_code");
    EXPECT_EQ(refused({order.id, CrewEvent::start_survey, version, {}, {}, soon}),
              "not_for_this_event installation_date");
    EXPECT_EQ(refused({order.id, CrewEvent::start_work, version, {}, {}, {}}), "missing_member start_code");
    EXPECT_EQ(refused({order.id, CrewEvent::schedule_installation, version, {}, {}, {}}),
              "missing_member installation_date");
    EXPECT_EQ(refused({order.id, CrewEvent::schedule_installation, version, {}, {}, past}),
              "date_passed installation_date");
    EXPECT_EQ(refused({order.id, CrewEvent::schedule_installation, version, {}, {}, soon}),
              "move_not_allowed ");
    EXPECT_EQ(desk_.read(me_, order.id).version, order.version);
}

TEST_P(JobsTest, ACrewThatWithdrawsIsNotAskedAgainAndSeesTheHouseNoMore) {
    const Order order = scheduled_order();
    const AccountId next = add_crew();
    const JobStep left = work(crew_, order.id, CrewEvent::withdraw);
    EXPECT_EQ(left.state, State::matching);
    EXPECT_THAT(left.moves, IsEmpty());
    EXPECT_EQ(refusal([&] { desk_.job(crew_, order.id); }), "order_not_found");
    const Order seeking = desk_.read(me_, order.id);
    EXPECT_EQ(seeking.crew, std::nullopt);
    EXPECT_EQ(seeking.visit_date, std::nullopt);
    EXPECT_EQ(seeking.installation_date, std::nullopt);
    EXPECT_EQ(seeking.start_code, std::nullopt);

    desk_.match();
    EXPECT_THAT(desk_.offers(crew_), IsEmpty());
    ASSERT_EQ(desk_.offers(next).size(), 1U);
    EXPECT_EQ(desk_.accept(next, desk_.offers(next)[0].id).state, State::matched);
}

TEST_P(JobsTest, PagesShowEachJobOnce) {
    std::vector<OrderId> taken;
    for (int i = 0; i < 3; ++i) {
        clock_.advance(1s);
        taken.insert(taken.begin(), taken_order(me_).order.id);
    }
    JobsQuery query;
    query.limit = PageSize{2};
    const JobPage first = desk_.jobs(crew_, query);
    ASSERT_EQ(first.items.size(), 2U);
    query.cursor = first.next_cursor;
    const JobPage last = desk_.jobs(crew_, query);
    ASSERT_EQ(last.items.size(), 1U);
    EXPECT_EQ(last.next_cursor, std::nullopt);
    EXPECT_EQ((std::vector{first.items[0].id, first.items[1].id, last.items[0].id}), taken);
}

TEST_P(JobsTest, ACrewSeesItself) {
    const Date today = day_of(clock_.now());
    const Date tomorrow{std::chrono::sys_days{today} + std::chrono::days{1}};
    const Date yesterday{std::chrono::sys_days{today} - std::chrono::days{1}};
    const AccountId account = add_crew([&](NewCrew& crew) {
        crew.works_on = dispatch::Weekdays{0b0011111};
        crew.days_off = {yesterday, tomorrow};
    });
    const Crew crew = desk_.crew(account);
    EXPECT_THAT(crew.skills,
                testing::ElementsAre(dispatch::Skill::pitched_roof, dispatch::Skill::electrical));
    EXPECT_THAT(crew.working_days,
                testing::ElementsAre(Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu, Weekday::fri));
    EXPECT_THAT(crew.days_off, testing::ElementsAre(tomorrow));
    EXPECT_EQ(crew.rating, std::nullopt);
    EXPECT_EQ(refusal([&] { desk_.crew(me_); }), "crew_not_found");
}

TEST_P(JobsTest, AHoldDoesNotGiveBackTries) {
    for (int round = 0; round < 10; ++round) {
        const Order order = scheduled_order();
        const int version = desk_.job(crew_, order.id).version;
        const std::string guess = wrong(order.start_code.value());
        std::atomic<int> refused = 0;
        std::latch all_ready{6};
        {
            std::vector<std::jthread> people;
            for (int i = 0; i < 5; ++i)
                people.emplace_back([&] {
                    Desk desk{database_, clock_, keyring_};
                    all_ready.arrive_and_wait();
                    const std::string reason = refusal([&] {
                        desk.work(
                            crew_,
                            {order.id, CrewEvent::start_work, Version{version}, {}, StartCode{guess}, {}});
                    });
                    EXPECT_THAT(reason, testing::AnyOf("start_code_refused", "order_changed"));
                    refused += reason == "start_code_refused" ? 1 : 0;
                });
            people.emplace_back([&] {
                Desk desk{database_, clock_, keyring_};
                all_ready.arrive_and_wait();
                desk.move(me_, order.id, CustomerEvent::hold, version);
            });
        }
        EXPECT_EQ(count("select start_code_tries from orders where id = ?", order.id), refused.load());
    }
}

TEST_P(JobsTest, NoInstallationIsSetWithinTheCoolingOffTime) {
    const Order order = taken_order(me_).order;
    bring_to_scheduled(me_, crew_, order.id);
    const Job job = desk_.job(crew_, order.id);
    const auto first = std::chrono::floor<std::chrono::days>(job.cooling_off.ends_at);
    const auto to = [&](std::chrono::sys_days day) {
        const Version version{desk_.job(crew_, order.id).version};
        return refusal([&] {
            desk_.work(crew_, {order.id, CrewEvent::reschedule, version, {}, {}, Date{day}});
        });
    };
    EXPECT_EQ(to(first - std::chrono::days{1}), "date_in_cooling_off");
    EXPECT_EQ(to(first), "not refused");
    desk_.waive(me_, order.id, desk_.read(me_, order.id).version);
    EXPECT_EQ(to(first - std::chrono::days{1}), "not refused");
}

TEST_P(JobsTest, AnInstallationIsNotMovedWithoutEnd) {
    const Order order = scheduled_order();
    for (int i = 0; i < reschedules_a_day_max; ++i)
        schedule(crew_, order.id, CrewEvent::reschedule);
    EXPECT_EQ(refusal([&] { schedule(crew_, order.id, CrewEvent::reschedule); }), "rescheduled_too_often");
    clock_.advance(24h);
    EXPECT_EQ(refusal([&] { schedule(crew_, order.id, CrewEvent::reschedule); }), "not refused");
}

TEST_P(JobsTest, ACrewForgetsTheHouseOfACancelledJob) {
    const Order order = taken_order(me_).order;
    EXPECT_EQ(desk_.job(crew_, order.id).address.street, "Example Street 1");
    desk_.move(me_, order.id, CustomerEvent::cancel, order.version);
    const Job job = desk_.job(crew_, order.id);
    EXPECT_EQ(job.contact.name, "");
    EXPECT_EQ(job.contact.phone, "");
    EXPECT_EQ(job.address.street, "");
    EXPECT_EQ(job.address.city, "Madrid");
    EXPECT_EQ(job.latitude, 40.4);
    EXPECT_EQ(job.note, std::nullopt);
}

TEST_P(JobsTest, ACrewForgetsWhatWasWrittenWithACancelledJob) {
    const Order order = taken_order(me_).order;
    const JobStep step = desk_.work(
        crew_, {order.id, CrewEvent::start_survey, Version{order.version}, Note{"the gate sticks"}, {}, {}});
    const auto notes = [&] {
        std::vector<std::string> found;
        for (const TimelineEntry& entry : desk_.job_timeline(crew_, order.id).items)
            if (entry.note)
                found.push_back(*entry.note);
        return found;
    };
    EXPECT_THAT(notes(), testing::ElementsAre("the gate sticks"));
    desk_.move(me_, order.id, CustomerEvent::cancel, step.version);
    clock_.advance(access::opening_stands);
    const auto openings = [&] {
        return count(
            "select count(*) from security_events where kind = 'data_opened'"
            " and account = (select customer from orders where id = ?)",
            order.id);
    };
    const auto before = openings();
    EXPECT_GT(before, 0);
    EXPECT_THAT(notes(), testing::IsEmpty());
    EXPECT_EQ(openings(), before) << "nothing is opened";
    EXPECT_GT(desk_.job_timeline(crew_, order.id).items.size(), 5U) << "that there was a job stays";
}

TEST_P(JobsTest, ACrewReadsNoNotesOfTheTimeBeforeIt) {
    const Order order = taken_order(me_).order;
    desk_.work(crew_,
               {order.id, CrewEvent::start_survey, Version{order.version}, Note{"for the first"}, {}, {}});
    const AccountId next = add_crew();
    work(crew_, order.id, CrewEvent::withdraw);
    desk_.match();
    const Job job = desk_.accept(next, desk_.offers(next).at(0).id);
    desk_.work(next, {order.id, CrewEvent::start_survey, Version{job.version}, Note{"for the next"}, {}, {}});
    std::vector<std::string> notes;
    for (const TimelineEntry& entry : desk_.job_timeline(next, order.id).items)
        if (entry.note)
            notes.push_back(*entry.note);
    EXPECT_THAT(notes, testing::ElementsAre("for the next"));
}

TEST_P(JobsTest, ACrewIsWrittenToWhenTheCustomerMovesAndNotWhenItDoesItself) {
    const Order order = taken_order(me_).order;
    store::Reading reading{desk_.connection()};
    const auto mails = [&](std::string_view subject) {
        return reading.value<std::int64_t>("select count(*) from outbox where subject = ?", subject).value();
    };
    work(crew_, order.id, CrewEvent::hold);
    work(crew_, order.id, CrewEvent::resume);
    EXPECT_EQ(mails("A job is on hold") + mails("A job goes on"), 0);
    const Order held = desk_.move(me_, order.id, CustomerEvent::hold, desk_.read(me_, order.id).version);
    desk_.move(me_, order.id, CustomerEvent::resume, held.version);
    EXPECT_EQ(mails("A job is on hold"), 1);
    EXPECT_EQ(mails("A job goes on"), 1);
}

SUNCREW_ON_ALL_DATABASES(JobsTest);

}  // namespace
}  // namespace suncrew::orders
