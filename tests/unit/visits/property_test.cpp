// Whatever happens, in whatever order: what a customer was told is changed with a cause, or not at all.
#include <map>
#include <random>
#include <thread>

#include "visits/visits_house.hpp"

namespace suncrew::visits {
namespace {

class PropertyTest : public VisitsHouse {
protected:
    struct Known {
        Date day{};
        std::optional<TimeWindow> window{};
        std::size_t changes = 0;
    };
    /// What customers know of all visits that are not over.
    std::map<VisitId, Known> known() {
        std::map<VisitId, Known> all;
        for (const auto& [customer, order] : orders_)
            for (const OwnVisit& one : visits(customer, order))
                if (!is_over(one.state))
                    all[one.id] = {one.day, one.window, one.changes.size()};
        return all;
    }

    /// Every visit that is no longer as it was has one change more, which says from what to what and why; but
    /// a window that is told for the first time.
    void explained(const std::map<VisitId, Known>& before) {
        for (const auto& [customer, order] : orders_)
            for (const OwnVisit& one : visits(customer, order)) {
                const auto was = before.find(one.id);
                if (was == before.end() || one.state == State::gone)
                    continue;
                const bool told_first = !was->second.window && one.day == was->second.day;
                if (one.day == was->second.day && (told_first || one.window == was->second.window))
                    continue;
                ASSERT_GT(one.changes.size(), was->second.changes) << "a visit was moved without a word";
                EXPECT_EQ(one.changes[was->second.changes].before.day, was->second.day);
                EXPECT_EQ(one.changes.back().after->day, one.day);
            }
    }

    void something_happens(std::mt19937& random) {
        const auto below = [&](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
        const AccountId crew = crews_[static_cast<std::size_t>(below(static_cast<int>(crews_.size())))];
        const Date soon = after(today(), 1 + below(6));
        const auto& one_of = orders_[static_cast<std::size_t>(below(static_cast<int>(orders_.size())))];
        const AccountId customer = one_of.first;
        const OrderId order = one_of.second;
        switch (below(7)) {
            case 0:
                away(crew, soon, after(soon, below(3)));
                break;
            case 1:
                close(soon);
                break;
            case 2:
                refusal([&] {
                    desk_.move(customer, order, orders::CustomerEvent::cancel,
                               desk_.read(customer, order).version);
                });
                break;
            case 3:
                for (const CrewStop& stop : day(crew, today()).stops)
                    refusal([&] { say(crew, stop.visit, Progress::late, 30 + below(90)); });
                break;
            case 4:
                for (const OwnVisit& one : visits(customer, order))
                    refusal([&, id = one.id] { name_days(customer, id, {after(today(), 2 + below(5))}); });
                break;
            case 5:
                for (const CrewStop& stop : day(crew, soon).stops)
                    refusal([&] {
                        move({stop.visit, crew_of(crew), after(soon, 1), {}, MoveReason::other});
                    });
                break;
            default:
                go_to(after(today(), 1), 5);
        }
    }

    std::vector<std::pair<AccountId, OrderId>> orders_;
};

TEST_P(PropertyTest, NoVisitIsMovedWithoutAnEventThatExplainsIt) {
    std::mt19937 random{20260601};
    add_crew();
    add_crew();
    for (int i = 0; i < 5; ++i) {
        const AccountId customer = add_customer();
        orders_.emplace_back(customer, taken_order(customer).order.id);
    }
    plan();
    for (int step = 0; step < 25; ++step) {
        const auto before = known();
        something_happens(random);
        plan();
        explained(before);
        if (HasFatalFailure())
            return;
    }
    EXPECT_GE(rows("select count(*) from visit_changes"), 5) << "too little has happened to be looked at";
}

TEST_P(PropertyTest, WhoeverIsFasterWinsAndTheOtherLooksAgain) {
    const AccountId customer = add_customer();
    const Taken taken = taken_order(customer);
    plan();
    // The planning writes while the customer cancels, on connections of their own.
    away(taken.crew, *taken.order.visit_date, *taken.order.visit_date);
    orders::Desk other{database_, clock_, keyring_};
    std::thread planning{[&] { plan_once(); }};
    std::string said = "order_changed";
    for (int tries = 0; tries < 20 && said == "order_changed"; ++tries)
        said = refusal([&] {
            other.move(customer, taken.order.id, orders::CustomerEvent::cancel,
                       other.read(customer, taken.order.id).version);
        });
    planning.join();
    EXPECT_EQ(said, "not refused");
    plan();
    EXPECT_EQ(desk_.read(customer, taken.order.id).state, orders::State::cancelled);
    for (const OwnVisit& one : visits(customer, taken.order.id))
        EXPECT_EQ(one.state, State::gone);
}

SUNCREW_ON_ALL_DATABASES(PropertyTest);

}  // namespace
}  // namespace suncrew::visits
