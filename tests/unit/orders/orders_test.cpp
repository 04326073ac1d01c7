#include "orders/orders.hpp"

#include "orders/house.hpp"
#include "wire/structs.hpp"

namespace suncrew::orders {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

class OrdersTest : public House {
protected:
    AccountId me_ = add_customer();
    AccountId other_ = add_customer();
};

TEST_P(OrdersTest, AnOrderGoesFromTheQuoteToPowerOnAndARating) {
    const AccountId crew = add_crew();
    Order order = place_order(me_);
    EXPECT_EQ(order.state, State::placed);
    EXPECT_EQ(order.version, 1);
    EXPECT_EQ(order.waits_for, Party::system);
    EXPECT_EQ(order.crew, std::nullopt);

    const MatchingRun run = desk_.match();
    EXPECT_EQ(run.sought, 1);
    EXPECT_EQ(run.offered, 1);
    const auto offers = desk_.offers(crew);
    ASSERT_EQ(offers.size(), 1U);
    EXPECT_EQ(offers[0].city, "Madrid");
    EXPECT_EQ(offers[0].expires_at, clock_.now() + 2h);

    const Job job = desk_.accept(crew, offers[0].id);
    EXPECT_EQ(job.state, State::matched);
    EXPECT_EQ(job.address.street, "Example Street 1");
    EXPECT_EQ(job.visit_date, offers[0].proposed_date);
    EXPECT_EQ(desk_.crew(crew).active_jobs, 1);
    EXPECT_THAT(desk_.offers(crew), IsEmpty());

    bring_to_scheduled(me_, crew, order.id);
    order = desk_.read(me_, order.id);
    ASSERT_TRUE(order.start_code.has_value());
    EXPECT_EQ(order.start_code->size(), 6U);
    desk_.waive(me_, order.id, order.version);
    start(crew, order.id, *order.start_code);
    EXPECT_EQ(desk_.read(me_, order.id).start_code, std::nullopt);
    for (const CrewEvent event :
         {CrewEvent::finish_work, CrewEvent::request_inspection, CrewEvent::fail_inspection,
          CrewEvent::finish_rework, CrewEvent::pass_inspection, CrewEvent::power_on})
        work(crew, order.id, event);

    order = desk_.read(me_, order.id);
    EXPECT_EQ(order.state, State::done);
    EXPECT_EQ(order.waits_for, std::nullopt);
    EXPECT_THAT(order.moves, IsEmpty());
    EXPECT_EQ(desk_.crew(crew).active_jobs, 0);
    order = desk_.rate(me_, order.id, 5);
    EXPECT_EQ(order.rating->stars, 5);
    EXPECT_EQ(order.crew->rating, 5.0);
    EXPECT_EQ(desk_.crew(crew).rating, 5.0);
}

TEST_P(OrdersTest, TheTimelineTellsEveryMove) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId crew = taken.crew;
    work(crew, order.id, CrewEvent::start_survey);
    std::vector<std::string> events;
    for (const TimelineEntry& entry : desk_.timeline(me_, order.id).items)
        events.push_back(entry.event);
    EXPECT_THAT(events, ElementsAre("place", "seek", "offer", "accept", "start_survey"));
    EXPECT_EQ(wire::encode(desk_.job_timeline(crew, order.id)), wire::encode(desk_.timeline(me_, order.id)));
}

TEST_P(OrdersTest, BothSidesAreToldOfAMoveAndNobodyElse) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId crew = taken.crew;
    store::Reading reading{desk_.connection()};
    const auto told = [&](AccountId account) {
        return reading
            .value<std::int64_t>("select count(*) from events where account = ? and kind = 'order'", account)
            .value();
    };
    const auto before_me = told(me_);
    const auto before_crew = told(crew);
    work(crew, order.id, CrewEvent::start_survey);
    EXPECT_EQ(told(me_), before_me + 1);
    EXPECT_EQ(told(crew), before_crew + 1);
    EXPECT_EQ(told(other_), 0);
    EXPECT_EQ(
        reading.value<std::string>("select data from events where account = ? order by id desc limit 1", me_)
            .value(),
        R"({"order":")" + to_string(order.id) + R"(","state":"survey","version":5,"at":")" +
            to_string(clock_.now()) + R"("})");
}

TEST_P(OrdersTest, MailsNeverHoldTheStartCodeOrTheAddress) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId crew = taken.crew;
    bring_to_scheduled(me_, crew, order.id);
    const std::string code = desk_.read(me_, order.id).start_code.value();
    const auto sent = mails();
    ASSERT_EQ(sent.size(), 5U) << "an offer, a crew, a design, its approval and a date";
    for (const auto& [recipient, subject, body] : sent) {
        EXPECT_EQ(body.find(code), std::string::npos) << subject;
        EXPECT_EQ(body.find("Example Street"), std::string::npos) << subject;
        EXPECT_EQ(body.find("{date}"), std::string::npos) << subject;
    }
}

TEST_P(OrdersTest, AnotherCustomersOrderLooksLikeNone) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId other_crew = add_crew();
    const auto moves = count("select count(*) from order_moves where order_id = ?", order.id);
    const OrderId id = order.id;
    for (const OrderId asked : {id, OrderId::make(clock_.now())}) {
        EXPECT_EQ(refusal([&] { desk_.read(other_, asked); }), "order_not_found");
        EXPECT_EQ(refusal([&] { desk_.timeline(other_, asked); }), "order_not_found");
        EXPECT_EQ(refusal([&] { desk_.move(other_, asked, CustomerEvent::cancel, order.version); }),
                  "order_not_found");
        EXPECT_EQ(refusal([&] { desk_.waive(other_, asked, order.version); }), "order_not_found");
        EXPECT_EQ(refusal([&] { desk_.rate(other_, asked, 1); }), "order_not_found");
        EXPECT_EQ(refusal([&] { desk_.job(other_crew, asked); }), "order_not_found");
        EXPECT_EQ(refusal([&] { desk_.job_timeline(other_crew, asked); }), "order_not_found");
        EXPECT_EQ(
            refusal([&] {
                desk_.work(other_crew, {asked, CrewEvent::start_survey, Version{order.version}, {}, {}, {}});
            }),
            "order_not_found");
    }
    EXPECT_THAT(desk_.list(other_).items, IsEmpty());
    EXPECT_THAT(desk_.jobs(other_crew).items, IsEmpty());
    EXPECT_EQ(desk_.read(me_, id).version, order.version);
    EXPECT_EQ(count("select count(*) from order_moves where order_id = ?", id), moves);
}

TEST_P(OrdersTest, AQuoteIsOrderedOnce) {
    const QuoteId quote = desk_.quote(usual_request()).id;
    desk_.place(me_, usual_order(quote));
    EXPECT_EQ(refusal([&] { desk_.place(me_, usual_order(quote)); }), "quote_already_ordered");
    EXPECT_EQ(refusal([&] { desk_.place(other_, usual_order(quote)); }), "quote_already_ordered");
    EXPECT_EQ(desk_.list(me_).items.size(), 1U);
    EXPECT_THAT(desk_.list(other_).items, IsEmpty());
}

TEST_P(OrdersTest, AQuoteHoldsForThirtyDays) {
    const QuoteId in_time = desk_.quote(usual_request()).id;
    const QuoteId too_late = desk_.quote(usual_request()).id;
    clock_.advance(std::chrono::days{30} - 1ms);
    EXPECT_EQ(desk_.place(me_, usual_order(in_time)).state, State::placed);
    clock_.advance(1ms);
    EXPECT_EQ(refusal([&] { desk_.place(me_, usual_order(too_late)); }), "quote_expired");
    EXPECT_EQ(refusal([&] { desk_.place(me_, usual_order(QuoteId::make(clock_.now()))); }),
              "quote_not_found");
}

TEST_P(OrdersTest, ThePriceStaysThoughTheBookChanges) {
    const Order order = place_order(me_);
    std::vector<solar::PriceBook> dearer = price_books().books();
    for (solar::PriceBook& book : dearer)
        book.labour_base.amount_minor += 100'000;
    const solar::PriceBooks books{std::move(dearer)};
    Desk tomorrow{database_, clock_, keyring_, books};
    const Quote quote = tomorrow.quote(usual_request());
    EXPECT_GT(quote.price.total.amount_minor, order.price.amount_minor);
    EXPECT_EQ(tomorrow.read(me_, order.id).price, order.price);
}

TEST_P(OrdersTest, WishesAreDaysToCome) {
    const Date today = day_of(clock_.now());
    const auto placed_with = [&](std::vector<int> days_ahead) {
        PlaceOrder command = usual_order(desk_.quote(usual_request()).id);
        for (const int ahead : days_ahead)
            command.wished_dates.push_back(Date{std::chrono::sys_days{today} + std::chrono::days{ahead}});
        return refusal([&] { EXPECT_EQ(desk_.place(me_, command).wished_dates, command.wished_dates); });
    };
    EXPECT_EQ(placed_with({}), "not refused");
    EXPECT_EQ(placed_with({3, 1, 9, 2, 366}), "not refused");
    EXPECT_EQ(placed_with({3, -1}), "date_passed");
    EXPECT_EQ(placed_with({367}), "date_too_far");
    EXPECT_EQ(placed_with({4, 5, 4}), "listed_twice");
}

TEST_P(OrdersTest, TheAddressIsInTheCountryOfTheQuote) {
    PlaceOrder command = usual_order(desk_.quote(usual_request()).id);
    command.address.country = *places::parse_country("PT");
    EXPECT_EQ(refusal([&] { desk_.place(me_, command); }), "country_mismatch");
    EXPECT_THAT(desk_.list(me_).items, IsEmpty());
}

TEST_P(OrdersTest, PagesShowEachOrderOnceTheNewestFirst) {
    std::vector<OrderId> placed;
    for (int i = 0; i < 5; ++i) {
        clock_.advance(1s);
        placed.insert(placed.begin(), place_order(me_).id);
    }
    place_order(other_);
    std::vector<OrderId> seen;
    std::vector<std::size_t> sizes;
    OrdersQuery query;
    query.limit = PageSize{2};
    do {
        const OrderPage page = desk_.list(me_, query);
        for (const OrderSummary& order : page.items)
            seen.push_back(order.id);
        sizes.push_back(page.items.size());
        query.cursor = page.next_cursor;
    } while (query.cursor);
    EXPECT_EQ(seen, placed);
    EXPECT_THAT(sizes, ElementsAre(2U, 2U, 1U));
}

TEST_P(OrdersTest, AStaleVersionChangesNothing) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId crew = taken.crew;
    work(crew, order.id, CrewEvent::start_survey);
    EXPECT_EQ(refusal([&] { desk_.move(me_, order.id, CustomerEvent::hold, order.version); }),
              "order_changed");
    EXPECT_EQ(refusal([&] { desk_.waive(me_, order.id, order.version); }), "order_changed");
    EXPECT_EQ(refusal([&] {
                  desk_.work(crew, {order.id, CrewEvent::finish_survey, Version{order.version}, {}, {}, {}});
              }),
              "order_changed");
    EXPECT_EQ(desk_.read(me_, order.id).state, State::survey);
}

TEST_P(OrdersTest, WorkWaitsForTheEndOfTheCoolingOffTime) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId crew = taken.crew;
    EXPECT_EQ(to_string(order.cooling_off.ends_at), "2026-06-16T12:00:00.000Z");
    bring_to_scheduled(me_, crew, order.id);
    const std::string code = desk_.read(me_, order.id).start_code.value();
    clock_.advance(order.cooling_off.ends_at - clock_.now() - 1ms);
    EXPECT_EQ(refusal([&] { start(crew, order.id, code); }), "cooling_off_running");
    EXPECT_EQ(count("select start_code_tries from orders where id = ?", order.id), 0);
    clock_.advance(1ms);
    EXPECT_EQ(refusal([&] { desk_.waive(me_, order.id, desk_.read(me_, order.id).version); }),
              "cooling_off_over");
    EXPECT_EQ(start(crew, order.id, code).state, State::installing);
}

TEST_P(OrdersTest, TheCustomerMayWaiveTheCoolingOffTimeOnce) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId crew = taken.crew;
    bring_to_scheduled(me_, crew, order.id);
    Order now = desk_.read(me_, order.id);
    now = desk_.waive(me_, order.id, now.version);
    EXPECT_EQ(now.cooling_off.waived_at, clock_.now());
    EXPECT_EQ(refusal([&] { desk_.waive(me_, order.id, now.version); }), "cooling_off_over");
    EXPECT_EQ(start(crew, order.id, now.start_code.value()).state, State::installing);
}

TEST_P(OrdersTest, ADoneOrderIsRatedOnceAndNoOtherIs) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId crew = taken.crew;
    EXPECT_EQ(refusal([&] { desk_.rate(me_, order.id, 5); }), "not_done");
    bring_to_scheduled(me_, crew, order.id);
    const Order scheduled = desk_.read(me_, order.id);
    desk_.waive(me_, order.id, scheduled.version);
    start(crew, order.id, *scheduled.start_code);
    for (const CrewEvent event : {CrewEvent::finish_work, CrewEvent::request_inspection,
                                  CrewEvent::pass_inspection, CrewEvent::power_on})
        work(crew, order.id, event);
    desk_.rate(me_, order.id, 2);
    EXPECT_EQ(refusal([&] { desk_.rate(me_, order.id, 5); }), "already_rated");
    EXPECT_EQ(desk_.read(me_, order.id).rating->stars, 2);
    EXPECT_EQ(desk_.crew(crew).rating, 2.0);
}

TEST_P(OrdersTest, AHeldOrderGoesOnWhereItWasHeldWithItsCode) {
    const Taken taken = taken_order(me_);
    const Order& order = taken.order;
    const AccountId crew = taken.crew;
    bring_to_scheduled(me_, crew, order.id);
    const Order scheduled = desk_.read(me_, order.id);
    const Order held = desk_.move(me_, order.id, CustomerEvent::hold, scheduled.version);
    EXPECT_EQ(held.state, State::on_hold);
    EXPECT_EQ(held.start_code, std::nullopt);
    EXPECT_EQ(refusal([&] { start(crew, order.id, *scheduled.start_code); }), "move_not_allowed");
    EXPECT_EQ(refusal([&] { work(crew, order.id, CrewEvent::resume); }), "move_not_allowed");
    EXPECT_THAT(desk_.job(crew, order.id).moves, ElementsAre(CrewEvent::withdraw));
    const Order resumed = desk_.move(me_, order.id, CustomerEvent::resume, held.version);
    EXPECT_EQ(resumed.state, State::scheduled);
    EXPECT_EQ(desk_.read(me_, order.id).start_code, scheduled.start_code);
}

TEST_P(OrdersTest, ACrewThatLeavesAHeldOrderLeavesItOnHold) {
    const Taken taken = taken_order(me_);
    const AccountId next = add_crew();
    const OrderId order = taken.order.id;
    desk_.move(me_, order, CustomerEvent::hold, taken.order.version);
    EXPECT_EQ(work(taken.crew, order, CrewEvent::withdraw).state, State::on_hold);
    desk_.match();
    EXPECT_THAT(desk_.offers(next), IsEmpty());
    const Order held = desk_.read(me_, order);
    EXPECT_EQ(held.state, State::on_hold);
    EXPECT_EQ(held.crew, std::nullopt);
    EXPECT_EQ(desk_.move(me_, order, CustomerEvent::resume, held.version).state, State::matching);
    desk_.match();
    EXPECT_EQ(desk_.offers(next).size(), 1U);
}

TEST_P(OrdersTest, TheWaiverStandsInTheTimelineAndInALetter) {
    const Taken taken = taken_order(me_);
    desk_.waive(me_, taken.order.id, taken.order.version);
    const TimelineEntry entry = desk_.timeline(me_, taken.order.id).items.back();
    EXPECT_EQ(entry.event, "waive_cooling_off");
    EXPECT_EQ(entry.from, State::matched);
    EXPECT_EQ(entry.to, State::matched);
    EXPECT_EQ(entry.by, Party::customer);
    EXPECT_EQ(entry.at, clock_.now());
    store::Reading reading{desk_.connection()};
    EXPECT_EQ(reading.value<std::int64_t>("select count(*) from outbox where subject = ?",
                                          std::string_view{"Work may begin at once"}),
              1);
}

TEST_P(OrdersTest, AQuoteThatNobodyOrderedIsDeletedLongAfterItsEnd) {
    const QuoteId ordered = desk_.quote(usual_request()).id;
    desk_.place(me_, usual_order(ordered));
    desk_.quote(usual_request());
    const auto deleted = [&] {
        return store::in_transaction(
            desk_.connection(), [&](store::Transaction& t) { return delete_old_quotes(t, clock_.now()); });
    };
    clock_.advance(quote_valid + quote_kept);
    EXPECT_EQ(deleted(), 0);
    clock_.advance(1ms);
    EXPECT_EQ(deleted(), 1);
    EXPECT_EQ(deleted(), 0);
    store::Reading reading{desk_.connection()};
    EXPECT_EQ(reading.value<QuoteId>("select id from quotes"), ordered);
}

SUNCREW_ON_ALL_DATABASES(OrdersTest);

TEST(CoolingOff, EndsWithTheLastDayAndTheDayOfTheOrderDoesNotCount) {
    const Instant midnight = std::chrono::sys_days{std::chrono::year{2026} / 2 / 20};
    EXPECT_EQ(to_string(cooling_off_end(midnight, 14)), "2026-03-07T12:00:00.000Z");
    EXPECT_EQ(cooling_off_end(midnight, 14), cooling_off_end(midnight + 10h - 1ms, 14));
    EXPECT_EQ(cooling_off_end(midnight, 0), midnight);
}

TEST(CoolingOff, IsNotShorterForAClockEastOrWestOfGreenwich) {
    const Instant placed_at = std::chrono::sys_days{std::chrono::year{2026} / 2 / 20} + 22h + 30min;
    for (int offset_h = -12; offset_h <= 14; ++offset_h) {
        const auto offset = std::chrono::hours{offset_h};
        const auto local_day = std::chrono::floor<std::chrono::days>(placed_at + offset);
        const Instant last_day_ends = local_day + std::chrono::days{15} - offset;
        EXPECT_GE(cooling_off_end(placed_at, 14), last_day_ends) << offset_h;
    }
    EXPECT_EQ(to_string(cooling_off_end(placed_at, 14)), "2026-03-08T12:00:00.000Z");
}

}  // namespace
}  // namespace suncrew::orders
