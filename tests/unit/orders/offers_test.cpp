#include "orders/offers.hpp"

#include <latch>
#include <set>
#include <thread>

#include "orders/house.hpp"
#include "orders/matcher_store.hpp"
#include "store/lease.hpp"

namespace suncrew::orders {
namespace {

using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

class OffersTest : public House {
protected:
    AccountId me_ = add_customer();

    /// Runs both at the same moment, each with a connection of its own; what each was refused with.
    template <class One, class Other>
    std::pair<std::string, std::string> at_once(One one, Other other) {
        std::pair<std::string, std::string> reasons;
        std::latch both_ready{2};
        Desk first{database_, clock_, keyring_};
        Desk second{database_, clock_, keyring_};
        std::jthread thread{[&] {
            both_ready.arrive_and_wait();
            reasons.first = refusal([&] { one(first); });
        }};
        both_ready.arrive_and_wait();
        reasons.second = refusal([&] { other(second); });
        thread.join();
        return reasons;
    }
};

TEST_P(OffersTest, ADeclinerIsNeverOfferedTheOrderAgain) {
    const AccountId first = add_crew();
    const AccountId second = add_crew();
    const OrderId order = place_order(me_).id;
    std::set<AccountId> asked;
    for (int round = 0; round < 4; ++round) {
        clock_.advance(1h);
        desk_.match();
        for (const auto& [crew, offer] : open_offers(order)) {
            EXPECT_TRUE(asked.insert(crew).second) << "asked twice";
            desk_.refuse(crew, offer);
        }
    }
    EXPECT_EQ(asked, (std::set{first, second}));
    EXPECT_EQ(desk_.read(me_, order).state, State::matching);
    EXPECT_EQ(count("select count(*) from offers where order_id = ?", order), 2);
}

TEST_P(OffersTest, ACrewThatDidNotAnswerIsAskedAgainAfterAPause) {
    const AccountId silent = add_crew();
    const OrderId order = place_order(me_).id;
    desk_.match();
    ASSERT_THAT(desk_.offers(silent), SizeIs(1));
    const OfferId first = desk_.offers(silent)[0].id;
    clock_.advance(offer_valid);
    EXPECT_EQ(desk_.match().expired, 1);
    clock_.advance(offer_pause - 1ms);
    EXPECT_EQ(desk_.match().offered, 0);
    clock_.advance(store::Lease::lasts);
    EXPECT_EQ(desk_.match().offered, 1);
    ASSERT_THAT(desk_.offers(silent), SizeIs(1));
    EXPECT_NE(desk_.offers(silent)[0].id, first);
    desk_.accept(silent, desk_.offers(silent)[0].id);
    EXPECT_EQ(desk_.read(me_, order).state, State::matched);
}

TEST_P(OffersTest, TheMatchingKnowsWhatACrewAnsweredOfLate) {
    const AccountId crew = add_crew();
    const auto answers = [&] {
        const Date today{std::chrono::floor<std::chrono::days>(clock_.now())};
        const auto at_hand = store::in_transaction(desk_.connection(), [&](store::Transaction& transaction) {
            return available_crews(transaction, today, 10);
        });
        const dispatch::Answers& found = at_hand.crews.at(0).answers;
        return std::pair{found.accepted, found.refused};
    };
    EXPECT_EQ(answers(), std::pair(0U, 0U));
    for (int i = 0; i < 4; ++i) {
        const OrderId order = place_order(add_customer()).id;
        desk_.match();
        clock_.advance(1s);
        ASSERT_THAT(open_offers(order), SizeIs(1));
        const OfferId offer = open_offers(order)[0].second;
        if (i == 0)
            desk_.accept(crew, offer);
        else if (i < 3)
            desk_.refuse(crew, offer);
    }
    EXPECT_EQ(answers(), std::pair(1U, 2U)) << "an open offer is no answer";
    clock_.advance(offer_valid);
    desk_.match();
    EXPECT_EQ(answers(), std::pair(1U, 3U)) << "silence is a refusal";
    clock_.advance(24h * 92);
    EXPECT_EQ(answers(), std::pair(0U, 0U)) << "what is long ago tells nothing";
}

TEST_P(OffersTest, WhereAllCrewsWereSilentAllAreAskedAgainButNoDecliner) {
    const std::set<AccountId> silent{add_crew(), add_crew(), add_crew()};
    const OrderId order = place_order(me_).id;
    desk_.match();
    const auto [decliner, declined] = open_offers(order).at(0);
    desk_.refuse(decliner, declined);
    std::multiset<AccountId> asked;
    for (int round = 0; round < 20; ++round) {
        desk_.match();
        for (const auto& [crew, offer] : open_offers(order))
            asked.insert(crew);
        clock_.advance(offer_valid);
    }
    EXPECT_EQ(asked.count(decliner), 0);
    for (const AccountId crew : silent)
        EXPECT_TRUE(crew == decliner || asked.count(crew) >= 2) << "not asked again";
    EXPECT_EQ(count("select count(*) - count(distinct crew) from offers where order_id = ?", order), 0);
}

TEST_P(OffersTest, OrdersThatNobodyCanTakeDoNotKeepOthersFromACrew) {
    const AccountId crew = add_crew();
    const OrderId first = place_order(me_).id;
    desk_.match();
    desk_.refuse(crew, desk_.offers(crew).at(0).id);
    add_unservable_orders(first, matched_orders_max + 20);
    clock_.advance(1s);
    const OrderId good = place_order(me_).id;
    desk_.match();
    EXPECT_EQ(desk_.read(me_, good).state, State::offered);
}

TEST_P(OffersTest, OneCustomersOrdersDoNotFillARun) {
    add_crew();
    for (int i = 0; i < customer_orders_max + 2; ++i)
        place_order(me_);
    const AccountId neighbour = add_customer();
    const OrderId other = place_order(neighbour).id;
    EXPECT_EQ(desk_.match().offered, customer_orders_max + 1);
    EXPECT_EQ(desk_.read(neighbour, other).state, State::offered);
    EXPECT_EQ(desk_.match().offered, 2) << "they are the next in turn";
}

TEST_P(OffersTest, WhatNobodyCanTakeIsLeftAloneForAWhile) {
    place_order(me_);
    desk_.match();
    clock_.advance(change_settles);
    EXPECT_EQ(desk_.match().offered, 0);
    const AccountId crew = add_crew();
    clock_.advance(store::Lease::lasts - 1ms);
    EXPECT_EQ(desk_.match().offered, 0) << "nothing has changed";
    clock_.advance(1ms);
    EXPECT_EQ(desk_.match().offered, 1);
    EXPECT_THAT(desk_.offers(crew), SizeIs(1));
}

TEST_P(OffersTest, ALeaseIsGivenBackHoweverItsHolderEnds) {
    try {
        const auto lease = store::Lease::take(desk_.connection(), "matching", clock_.now());
        EXPECT_TRUE(store::Lease::take(desk_.connection(), "matching", clock_.now()) == nullptr);
        throw store::Conflict{"busy"};
    } catch (const store::Conflict&) {
    }
    EXPECT_TRUE(store::Lease::take(desk_.connection(), "matching", clock_.now()) != nullptr);
}

TEST_P(OffersTest, AnOfferThatIsLeftGoesToTheNextCrew) {
    add_crew();
    add_crew();
    const OrderId order = place_order(me_).id;
    desk_.match();
    const auto [silent, left] = open_offers(order).at(0);
    clock_.advance(2h - 1ms);
    EXPECT_EQ(desk_.match().expired, 0);
    clock_.advance(1ms);
    EXPECT_THAT(desk_.offers(silent), IsEmpty());
    EXPECT_EQ(refusal([&, crew = silent, offer = left] { desk_.accept(crew, offer); }), "offer_closed");

    const MatchingRun run = desk_.match();
    EXPECT_EQ(run.expired, 1);
    EXPECT_EQ(run.offered, 1);
    const auto offers = open_offers(order);
    ASSERT_THAT(offers, SizeIs(1));
    EXPECT_NE(offers[0].first, silent);
}

TEST_P(OffersTest, ACancelledOrderIsOfferedToNobody) {
    const AccountId crew = add_crew();
    const Order placed = place_order(me_);
    desk_.match();
    const OfferId offer = desk_.offers(crew).at(0).id;
    desk_.move(me_, placed.id, CustomerEvent::cancel, desk_.read(me_, placed.id).version);
    EXPECT_THAT(desk_.offers(crew), IsEmpty());
    EXPECT_EQ(refusal([&] { desk_.accept(crew, offer); }), "offer_closed");
    EXPECT_EQ(desk_.match().offered, 0);
}

TEST_P(OffersTest, AnotherCrewsOfferLooksLikeNone) {
    const AccountId crew = add_crew();
    place_order(me_);
    desk_.match();
    const OfferId offer = desk_.offers(crew).at(0).id;
    const AccountId other = add_crew();
    for (const OfferId asked : {offer, OfferId::make(clock_.now())}) {
        EXPECT_EQ(refusal([&] { desk_.accept(other, asked); }), "offer_not_found");
        EXPECT_EQ(refusal([&] { desk_.refuse(other, asked); }), "offer_not_found");
    }
    EXPECT_THAT(desk_.offers(crew), SizeIs(1));
}

TEST_P(OffersTest, OfTwoAcceptancesAtOnceOneHolds) {
    const AccountId crew = add_crew();
    for (int round = 0; round < 10; ++round) {
        const OrderId order = place_order(me_).id;
        desk_.match();
        const OfferId offer = open_offers(order).at(0).second;
        const auto accept = [&](Desk& desk) { desk.accept(crew, offer); };
        const auto reasons = at_once(accept, accept);
        EXPECT_EQ((std::multiset{reasons.first, reasons.second}),
                  (std::multiset<std::string>{"not refused", "offer_closed"}));
        EXPECT_EQ(count("select count(*) from order_moves where order_id = ? and event = 'accept'", order),
                  1);
    }
}

TEST_P(OffersTest, OfACancellationAndAnAcceptanceAtOnceOneHolds) {
    const AccountId crew = add_crew();
    for (int round = 0; round < 20; ++round) {
        const OrderId order = place_order(me_).id;
        desk_.match();
        const OfferId offer = open_offers(order).at(0).second;
        const int version = desk_.read(me_, order).version;
        const auto [accepting, cancelling] =
            at_once([&](Desk& desk) { desk.accept(crew, offer); },
                    [&](Desk& desk) { desk.move(me_, order, CustomerEvent::cancel, version); });
        const State state = desk_.read(me_, order).state;
        if (state == State::matched) {
            EXPECT_EQ(accepting, "not refused");
            EXPECT_EQ(cancelling, "order_changed");
        } else {
            EXPECT_EQ(state, State::cancelled);
            EXPECT_EQ(accepting, "offer_closed");
            EXPECT_EQ(cancelling, "not refused");
        }
        EXPECT_EQ(count("select count(*) from offers where order_id = ? and state = 'open'", order), 0);
    }
}

TEST_P(OffersTest, OfAWithdrawalAndAHoldAtOnceOneHolds) {
    for (int round = 0; round < 10; ++round) {
        const Taken taken = taken_order(me_);
        const OrderId order = taken.order.id;
        const int version = taken.order.version;
        const auto [leaving, holding] = at_once(
            [&](Desk& desk) {
                desk.work(taken.crew, {order, CrewEvent::withdraw, Version{version}, {}, {}, {}});
            },
            [&](Desk& desk) { desk.move(me_, order, CustomerEvent::hold, version); });
        const bool left = desk_.read(me_, order).state == State::matching;
        EXPECT_EQ(leaving, left ? "not refused" : "order_changed");
        EXPECT_EQ(holding, left ? "order_changed" : "not refused");
        const Order now = desk_.read(me_, order);
        desk_.move(me_, order, CustomerEvent::cancel, now.version);
    }
}

TEST_P(OffersTest, OfTwoMatchingsAtOnceNoneOffersTwice) {
    for (int i = 0; i < 3; ++i)
        add_crew();
    std::vector<OrderId> orders;
    for (int i = 0; i < 6; ++i)
        orders.push_back(place_order(me_).id);
    const auto reasons = at_once([](Desk& desk) { desk.match(); }, [](Desk& desk) { desk.match(); });
    EXPECT_EQ(reasons.first, "not refused");
    EXPECT_EQ(reasons.second, "not refused");
    desk_.match();
    for (const OrderId order : orders)
        EXPECT_EQ(count("select count(*) from offers where order_id = ? and state = 'open'", order), 1);
}

TEST_P(OffersTest, NobodyMatchesWhileAnotherHoldsTheLease) {
    const AccountId crew = add_crew();
    place_order(me_);
    const auto lease = store::Lease::take(desk_.connection(), "matching", clock_.now());
    ASSERT_TRUE(lease);
    EXPECT_FALSE(desk_.match().led);
    EXPECT_THAT(desk_.offers(crew), IsEmpty());
    clock_.advance(store::Lease::lasts);
    EXPECT_EQ(desk_.match().offered, 1) << "a holder that ended is waited for no longer";
}

TEST_P(OffersTest, WhereThereIsNothingToDoNothingIsWritten) {
    place_order(me_);
    desk_.match();
    store::Reading reading{desk_.connection()};
    const auto lease = [&] {
        return reading.value<Uuid>("select holder from leases where name = 'matching'");
    };
    const auto last = lease();
    EXPECT_TRUE(last.has_value());
    EXPECT_EQ(desk_.match().offered, 0) << "there is no crew at all";
    EXPECT_EQ(lease(), last);
}

TEST_P(OffersTest, ACrewIsOfferedNoMoreThanItCanTake) {
    const AccountId crew = add_crew([](NewCrew& c) { c.active_jobs_max = 2; });
    for (int i = 0; i < 3; ++i)
        place_order(me_);
    desk_.match();
    EXPECT_THAT(desk_.offers(crew), SizeIs(2));
    desk_.accept(crew, desk_.offers(crew)[0].id);
    EXPECT_EQ(desk_.match().offered, 0) << "a job holds a place as the offer did";
}

TEST_P(OffersTest, DaysThatAreTakenAreNotProposed) {
    const Date tomorrow{std::chrono::floor<std::chrono::days>(clock_.now()) + std::chrono::days{1}};
    const Date after{std::chrono::sys_days{tomorrow} + std::chrono::days{1}};
    const Date then{std::chrono::sys_days{tomorrow} + std::chrono::days{2}};
    const AccountId crew = add_crew([&](NewCrew& c) { c.days_off = {tomorrow}; });
    place_order(me_);
    desk_.match();
    ASSERT_EQ(desk_.offers(crew).at(0).proposed_date, after);
    for (int survey = 1; survey < 3; ++survey) {
        desk_.accept(crew, desk_.offers(crew)[0].id);
        place_order(me_);
        desk_.match();
        EXPECT_EQ(desk_.offers(crew).at(0).proposed_date, after) << "a day has room for three surveys";
    }
    desk_.accept(crew, desk_.offers(crew)[0].id);
    place_order(me_);
    desk_.match();
    EXPECT_EQ(desk_.offers(crew).at(0).proposed_date, then);
}

SUNCREW_ON_ALL_DATABASES(OffersTest);

}  // namespace
}  // namespace suncrew::orders
