#pragma once

#include <string_view>
#include <vector>

#include "dispatch/travel.hpp"
#include "orders/demo.hpp"
#include "orders/demo_cast.hpp"
#include "orders/lived_order.hpp"

namespace suncrew::orders {

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

    /// The crew's next working day gets two more surveys near its base, so that its day has a way to show.
    void fill_a_day_of(AccountId crew);

    /// Of the crews with an open offer the one with the most jobs.
    AccountId busiest_crew_with_offer();

private:
    /// An order on its way.
    struct Told {
        DemoOrder plan;
        LivedOrder lived;
        std::size_t next = 0;  ///< index into the plan's path
    };

    Told place(const DemoOrder& plan);
    Told place(const DemoOrder& plan, dispatch::Position at);
    void accept_offers();
    void go_on(Told& told);

    store::Connection& connection_;
    const DemoSources& sources_;
    std::vector<AccountId> customers_;
    std::vector<AccountId> crews_;
    StoryClock clock_;
    OrderLife life_;
    std::vector<Told> told_;
};

/// Where a city is. Throws std::runtime_error where the gazetteer does not know it.
dispatch::Position position_of(const places::Gazetteer& gazetteer, std::string_view city,
                               std::string_view country);

}  // namespace suncrew::orders
