// What holds for whoever solves the matching, now or later: none of these tests knows how it is done.
#include "dispatch/matching.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/refusal.hpp"
#include "dispatch/world.hpp"

namespace suncrew::dispatch {
namespace {

using ::testing::ElementsAre;
using testing::in_days;
using ::testing::IsEmpty;
using testing::made_up_world;
using testing::numbered;
using testing::today;
using testing::World;

/// An order anyone near 48 north, 11 east can do any day.
OpenOrder easy_order(std::uint32_t number) {
    OpenOrder order;
    order.id = numbered<OrderId>(number);
    order.position = {48, 11};
    order.waiting_since = std::chrono::sys_days{today};
    return order;
}

/// A crew that stands where the easy order is, works every day and has one place.
AvailableCrew ready_crew(std::uint32_t number) {
    AvailableCrew crew;
    crew.id = numbered<CrewId>(number);
    crew.base = {48, 11};
    crew.radius_km = 50;
    crew.works_on = Weekdays{0b1111111};
    crew.active_jobs_max = 1;
    return crew;
}

const OpenOrder& order_of(const World& world, const Offer& offer) {
    return *std::find_if(world.orders.begin(), world.orders.end(),
                         [&](const OpenOrder& order) { return order.id == offer.order; });
}

AvailableCrew& crew_of(World& world, const Offer& offer) {
    return *std::find_if(world.crews.begin(), world.crews.end(),
                         [&](const AvailableCrew& crew) { return crew.id == offer.crew; });
}

bool lists(const std::vector<Date>& dates, Date date) {
    return std::find(dates.begin(), dates.end(), date) != dates.end();
}

bool suits_customer(const OpenOrder& order, Date date) {
    const bool bound = std::any_of(order.wished_dates.begin(), order.wished_dates.end(),
                                   [](Date wish) { return wish > today; });
    return bound ? lists(order.wished_dates, date) : date <= in_days(days_ahead_max);
}

bool crew_is_there(const AvailableCrew& crew, Date date) {
    return crew.works_on.test(std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding() - 1) &&
           !lists(crew.days_taken, date);
}

/// Books the offers into the crews as if all were open; the first rule that one of them breaks, or nothing.
std::string book(World& world, const std::vector<Offer>& offers) {
    std::set<OrderId> offered;
    for (const Offer& offer : offers) {
        const OpenOrder& order = order_of(world, offer);
        AvailableCrew& crew = crew_of(world, offer);
        if (!offered.insert(offer.order).second)
            return "an order offered twice";
        if (std::count(order.declined_by.begin(), order.declined_by.end(), crew.id) != 0)
            return "offered to a decliner";
        if ((order.skills_needed.mask() & ~crew.skills.mask()) != 0)
            return "a skill is missing";
        if (great_circle_km(crew.base, order.position) > crew.radius_km)
            return "out of the area";
        if (offer.proposed_date <= today || !suits_customer(order, offer.proposed_date))
            return "a day that does not suit the customer";
        if (!crew_is_there(crew, offer.proposed_date))
            return "a day on which the crew is not free";
        if (crew.active_jobs + crew.open_offers >= crew.active_jobs_max)
            return "above the crew's maximum";
        if (offer.distance_km != road_km(crew.base, order.position))
            return "the distance";
        ++crew.open_offers;
        crew.days_taken.push_back(offer.proposed_date);
    }
    return {};
}

World any_world() {
    const auto size = [] {
        return static_cast<std::size_t>(*rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 40)));
    };
    const std::size_t orders = size();
    const std::size_t crews = size();
    return made_up_world(*rc::gen::arbitrary<std::uint64_t>(), orders, crews);
}

RC_GTEST_PROP(Matching, NoOfferBreaksARule, ()) {
    World world = any_world();
    const auto offers = match(world.orders, world.crews, today);
    RC_CLASSIFY(!offers.empty(), "with offers");
    RC_ASSERT(book(world, offers) == "");
}

RC_GTEST_PROP(Matching, NoOrderIsLeftWhileACrewCouldTakeIt, ()) {
    World world = any_world();
    const auto offers = match(world.orders, world.crews, today);
    std::set<OrderId> offered;
    for (const Offer& offer : offers)
        offered.insert(offer.order);
    book(world, offers);
    for (const OpenOrder& order : world.orders) {
        if (offered.count(order.id) == 0) {
            for (const AvailableCrew& crew : world.crews)
                RC_ASSERT(!explain(order, crew, today).empty());
        }
    }
}

RC_GTEST_PROP(Matching, DoesNotDependOnHowOrdersAndCrewsAreSorted, ()) {
    World world = any_world();
    const auto offers = match(world.orders, world.crews, today);
    std::mt19937 random{*rc::gen::arbitrary<std::uint32_t>()};
    std::shuffle(world.orders.begin(), world.orders.end(), random);
    std::shuffle(world.crews.begin(), world.crews.end(), random);
    for (OpenOrder& order : world.orders)
        std::shuffle(order.wished_dates.begin(), order.wished_dates.end(), random);
    for (AvailableCrew& crew : world.crews)
        std::shuffle(crew.days_taken.begin(), crew.days_taken.end(), random);
    RC_ASSERT(match(world.orders, world.crews, today) == offers);
}

/// How many orders can be served at most when days do not matter: Kuhn's augmenting paths.
class MostServed {
public:
    explicit MostServed(const World& world) : world_{world} {
        for (const OpenOrder& order : world.orders)
            for (const AvailableCrew& crew : world.crews)
                fits_.push_back(explain(order, crew, today).empty());
        for (std::size_t order = 0; order < world.orders.size(); ++order) {
            tried_.clear();
            served_ += serve(order) ? 1 : 0;
        }
    }
    std::size_t served() const { return served_; }

private:
    bool serve(std::size_t order) {
        for (std::size_t c = 0; c < world_.crews.size(); ++c) {
            const AvailableCrew& crew = world_.crews[c];
            if (!fits_[order * world_.crews.size() + c] || !tried_.insert(c).second)
                continue;
            if (holds_[c].size() < crew.active_jobs_max - crew.active_jobs - crew.open_offers) {
                holds_[c].push_back(order);
                return true;
            }
            for (std::size_t& held : holds_[c])
                if (serve(held)) {
                    held = order;
                    return true;
                }
        }
        return false;
    }

    const World& world_;
    std::vector<bool> fits_;
    std::map<std::size_t, std::vector<std::size_t>> holds_;
    std::set<std::size_t> tried_;
    std::size_t served_ = 0;
};

RC_GTEST_PROP(Matching, ServesAsManyAsCanBeWhereDaysAreNotShort, ()) {
    World world = any_world();
    for (OpenOrder& order : world.orders)
        order.wished_dates.clear();
    for (AvailableCrew& crew : world.crews)
        crew.days_taken.clear();
    RC_ASSERT(match(world.orders, world.crews, today).size() == MostServed{world}.served());
}

TEST(Matching, WithoutOrdersOrCrewsThereIsNoOffer) {
    const std::vector<OpenOrder> orders{easy_order(1)};
    const std::vector<AvailableCrew> crews{ready_crew(1)};
    EXPECT_THAT(match({}, crews, today), IsEmpty());
    EXPECT_THAT(match(orders, {}, today), IsEmpty());
}

TEST(Matching, OffersTheFirstDayThatSuitsBoth) {
    std::vector<OpenOrder> orders{easy_order(1)};
    std::vector<AvailableCrew> crews{ready_crew(1)};
    crews[0].works_on = Weekdays{0b0011111};
    orders[0].wished_dates = {in_days(9), in_days(5), in_days(8)};  // Wednesday, Saturday, Tuesday
    crews[0].days_taken = {in_days(8)};
    const auto offers = match(orders, crews, today);
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers[0].proposed_date, in_days(9));
    EXPECT_EQ(offers[0].distance_km, 0);
}

TEST(Matching, TodayIsNotOffered) {
    std::vector<OpenOrder> orders{easy_order(1)};
    orders[0].wished_dates = {today, in_days(3)};
    EXPECT_EQ(match(orders, std::vector{ready_crew(1)}, today).at(0).proposed_date, in_days(3));
}

TEST(Matching, WishesThatHavePassedNoLongerBind) {
    std::vector<OpenOrder> orders{easy_order(1)};
    orders[0].wished_dates = {in_days(-4), today};
    EXPECT_EQ(match(orders, std::vector{ready_crew(1)}, today).at(0).proposed_date, in_days(1));
}

TEST(Matching, AWishFarAheadWaitsAndIsNotReplacedByAnotherDay) {
    std::vector<OpenOrder> orders{easy_order(1)};
    orders[0].wished_dates = {in_days(wish_days_ahead_max + 1)};
    EXPECT_THAT(match(orders, std::vector{ready_crew(1)}, today), IsEmpty());
    orders[0].wished_dates = {in_days(wish_days_ahead_max)};
    EXPECT_EQ(match(orders, std::vector{ready_crew(1)}, today).size(), 1U);
}

TEST(Matching, TwoOrdersForTheSameDayGoToTwoCrews) {
    std::vector<OpenOrder> orders{easy_order(1), easy_order(2)};
    orders[0].wished_dates = orders[1].wished_dates = {in_days(7)};
    AvailableCrew near = ready_crew(1);
    near.active_jobs_max = 5;
    AvailableCrew far = near;
    far.id = numbered<CrewId>(2);
    far.base = {48.3, 11};
    EXPECT_EQ(match(orders, std::vector{near}, today).size(), 1U);
    const auto offers = match(orders, std::vector{near, far}, today);
    ASSERT_EQ(offers.size(), 2U);
    EXPECT_NE(offers[0].crew, offers[1].crew);
}

TEST(Matching, TheTotalCountsNotTheFirstOrdersBestCrew) {
    std::vector<OpenOrder> orders{easy_order(1), easy_order(2)};
    orders[1].position = {48, 11.3};
    std::vector<AvailableCrew> crews{ready_crew(1), ready_crew(2)};
    crews[0].base = {48, 11.1};
    crews[1].base = {48, 10.5};  // too far from the second order
    const auto offers = match(orders, crews, today);
    ASSERT_EQ(offers.size(), 2U);
    EXPECT_EQ(offers[0].crew, crews[1].id);
    EXPECT_EQ(offers[1].crew, crews[0].id);
}

TEST(Matching, OfTwoLikeCrewsTheOneThatSeldomRefusesIsAsked) {
    std::vector<AvailableCrew> crews{ready_crew(1), ready_crew(2)};
    crews[0].answers = {1, 9};
    crews[1].answers = {9, 1};
    const auto offers = match(std::vector{easy_order(1)}, crews, today);
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers[0].crew, crews[1].id);
    std::swap(crews[0].answers, crews[1].answers);
    EXPECT_EQ(match(std::vector{easy_order(1)}, crews, today).at(0).crew, crews[0].id);
}

TEST(Matching, ACrewThatAlwaysRefusesIsAskedWhereThereIsNoOther) {
    std::vector<AvailableCrew> crews{ready_crew(1)};
    crews[0].answers = {0, 1000};
    EXPECT_EQ(match(std::vector{easy_order(1)}, crews, today).size(), 1U);
}

TEST(Matching, WorkIsSpreadOverEqualCrews) {
    std::vector<OpenOrder> orders;
    for (std::uint32_t number = 0; number < 6; ++number)
        orders.push_back(easy_order(number));
    std::vector<AvailableCrew> crews{ready_crew(1), ready_crew(2), ready_crew(3)};
    for (AvailableCrew& crew : crews)
        crew.active_jobs_max = 6;
    std::map<CrewId, int> offers_of;
    for (const Offer& offer : match(orders, crews, today))
        ++offers_of[offer.crew];
    for (const AvailableCrew& crew : crews)
        EXPECT_EQ(offers_of[crew.id], 2);
}

TEST(Matching, ALoadedCrewGivesWayToOneALittleFartherAndNotToOneFarAway) {
    const std::vector<OpenOrder> orders{easy_order(1), easy_order(2)};
    AvailableCrew here = ready_crew(1);
    here.active_jobs_max = 5;
    AvailableCrew other = here;
    other.id = numbered<CrewId>(2);
    other.base = {48.05, 11};
    auto offers = match(orders, std::vector{here, other}, today);
    ASSERT_EQ(offers.size(), 2U);
    EXPECT_NE(offers[0].crew, offers[1].crew);
    other.base = {48.4, 11};
    offers = match(orders, std::vector{here, other}, today);
    ASSERT_EQ(offers.size(), 2U);
    EXPECT_EQ(offers[0].crew, here.id);
    EXPECT_EQ(offers[1].crew, here.id);
}

TEST(Matching, WherePlacesAreShortTheLongestWaitingGetThem) {
    std::vector<OpenOrder> orders{easy_order(1), easy_order(2), easy_order(3)};
    orders[1].waiting_since = std::chrono::sys_days{in_days(-20)};
    const auto offers = match(orders, std::vector{ready_crew(1)}, today);
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers[0].order, orders[1].id);
}

TEST(Matching, ABetterRatedCrewIsPreferredToAnEqualOne) {
    std::vector<AvailableCrew> crews{ready_crew(1), ready_crew(2), ready_crew(3)};
    crews[0].rating = 3.1;
    crews[1].rating = 4.9;
    EXPECT_EQ(match(std::vector{easy_order(1)}, crews, today).at(0).crew, crews[1].id);
}

TEST(Matching, ServesAWholeCountryOfTowns) {
    constexpr std::uint32_t towns = 40;
    World world;
    for (std::uint32_t number = 0; number < 1100; ++number) {
        world.orders.push_back(easy_order(number));
        world.orders.back().position.longitude_deg = -20 + 1.0 * (number % towns);
    }
    for (std::uint32_t town = 0; town < towns; ++town) {
        world.crews.push_back(ready_crew(town));
        world.crews.back().base.longitude_deg = -20 + 1.0 * town;
        world.crews.back().active_jobs_max = 30;
    }
    const auto offers = match(world.orders, world.crews, today);
    EXPECT_EQ(offers.size(), 1100U);
    EXPECT_EQ(book(world, offers), "");
}

TEST(Matching, WhatIsListedTwiceIsRefused) {
    const std::vector<OpenOrder> orders{easy_order(1), easy_order(2), easy_order(1)};
    const std::vector<AvailableCrew> crews{ready_crew(1), ready_crew(1)};
    try {
        match(orders, {}, today);
        FAIL() << "not refused";
    } catch (const Refusal& refusal) {
        EXPECT_EQ(refusal.reason(), "listed_twice");
        EXPECT_EQ(refusal.field(), "orders");
    }
    EXPECT_THROW(match({}, crews, today), Refusal);
}

TEST(Explain, NamesEveryReason) {
    OpenOrder order = easy_order(1);
    AvailableCrew crew = ready_crew(1);
    EXPECT_THAT(explain(order, crew, today), IsEmpty());
    order.declined_by = {numbered<CrewId>(7), crew.id};
    EXPECT_THAT(explain(order, crew, today), ElementsAre(Reason::declined));
    order.skills_needed = {Skill::tile, Skill::battery};
    crew.skills = {Skill::tile};
    order.position = {49, 11};
    crew.works_on = {};
    crew.open_offers = 1;
    EXPECT_THAT(explain(order, crew, today),
                ElementsAre(Reason::declined, Reason::skills_missing, Reason::out_of_area,
                            Reason::no_common_day, Reason::fully_loaded));
}

TEST(Explain, ABusyCrewHasNoCommonDay) {
    OpenOrder order = easy_order(1);
    order.wished_dates = {in_days(5)};
    AvailableCrew crew = ready_crew(1);
    crew.days_taken = {in_days(6), in_days(5)};
    EXPECT_THAT(explain(order, crew, today), ElementsAre(Reason::no_common_day));
}

TEST(Explain, WhatIsNoPlaceIsInNoArea) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    OpenOrder order = easy_order(1);
    order.position.latitude_deg = nan;
    EXPECT_THAT(explain(order, ready_crew(1), today), ElementsAre(Reason::out_of_area));
    AvailableCrew crew = ready_crew(1);
    crew.radius_km = nan;
    EXPECT_THAT(explain(easy_order(1), crew, today), ElementsAre(Reason::out_of_area));
    EXPECT_THAT(match(std::vector{order}, std::vector{crew}, today), IsEmpty());
}

TEST(Explain, JobsAndOpenOffersTogetherFillACrew) {
    AvailableCrew crew = ready_crew(1);
    crew.active_jobs_max = 3;
    crew.active_jobs = 2;
    EXPECT_THAT(explain(easy_order(1), crew, today), IsEmpty());
    crew.open_offers = 1;
    EXPECT_THAT(explain(easy_order(1), crew, today), ElementsAre(Reason::fully_loaded));
    crew.active_jobs = 9;  // more than the maximum, which was lowered
    EXPECT_THAT(explain(easy_order(1), crew, today), ElementsAre(Reason::fully_loaded));
}

}  // namespace
}  // namespace suncrew::dispatch
