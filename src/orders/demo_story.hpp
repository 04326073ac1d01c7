#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dispatch/travel.hpp"
#include "orders/demo.hpp"
#include "orders/demo_cast.hpp"
#include "orders/jobs.hpp"
#include "orders/offers.hpp"
#include "orders/orders.hpp"
#include "orders/quotes.hpp"

namespace suncrew::orders {

/// A clock that stands where it is put.
class StoryClock final : public Clock {
public:
    explicit StoryClock(Instant at) : at_{at} {}
    Instant now() const override { return at_; }
    void put(Instant at) { at_ = at; }
    void advance(std::chrono::minutes by) { at_ += by; }

private:
    Instant at_;
};

/// The demo's weeks: customers order, crews accept and work, at the story's own clock, by the functions that
/// serve people.
class DemoStory {
public:
    /// `crews` are the accounts of all crews.
    DemoStory(store::Connection& connection, const DemoSources& sources, std::vector<AccountId> customers,
              std::vector<AccountId> crews);

    /// Orders found their crews and went their ways, the long ones first, so that all come to today together.
    void live_through_the_weeks();
    /// What happened just now: an order that was only placed, one that no crew is near, and open offers.
    void come_to_today();

    /// Of the crews with an open offer the one with the most jobs.
    AccountId busiest_crew_with_offer();

private:
    /// An order on its way.
    struct Told {
        DemoOrder plan;
        AccountId customer;
        OrderId order;
        std::optional<AccountId> crew{};
        std::size_t next = 0;  ///< index into the plan's path
    };

    Told place(const DemoOrder& plan);
    QuoteId quote(const DemoOrder& plan);
    void accept_offers();
    void go_on(Told& told);
    void move_as_customer(const Told& told, CustomerEvent event);
    void move_as_crew(const Told& told, CrewEvent event);
    void start_work(const Told& told, MoveJob& command);
    void rate(const Told& told);
    Order read(const Told& told);

    store::Connection& connection_;
    const DemoSources& sources_;
    std::vector<AccountId> customers_;
    std::vector<AccountId> crews_;
    StoryClock clock_;
    Quotes quotes_;
    Orders orders_;
    Offers offers_;
    Jobs jobs_;
    std::vector<Told> told_;
};

/// Where a city is. Throws std::runtime_error where the gazetteer does not know it.
dispatch::Position position_of(const places::Gazetteer& gazetteer, std::string_view city,
                               std::string_view country);

}  // namespace suncrew::orders
