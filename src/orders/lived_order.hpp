#pragma once

#include <optional>

#include "orders/demo.hpp"
#include "orders/jobs.hpp"
#include "orders/offers.hpp"
#include "orders/orders.hpp"
#include "orders/quotes.hpp"

/// Made-up orders are lived through by the same functions that serve people, at a clock of their own.
namespace suncrew::orders {

/// A clock that stands where it is put.
class StoryClock final : public Clock {
public:
    explicit StoryClock(Instant at) : at_{at} {}
    Instant now() const override { return at_; }
    void put(Instant at) { at_ = at; }
    void advance(std::chrono::milliseconds by) { at_ += by; }

private:
    Instant at_;
};

/// An order and whose it is.
struct LivedOrder {
    AccountId customer;
    OrderId order;
    std::optional<AccountId> crew{};  ///< from the acceptance on
};

/// What people do to orders, at the story's clock. Throws what the functions that serve people throw.
class OrderLife {
public:
    OrderLife(store::Connection& connection, const DemoSources& sources, StoryClock& clock);

    /// Quotes and orders; `command` has everything but the quote.
    LivedOrder place(AccountId customer, const QuoteRequest& request, PlaceOrder command) const;
    /// The offers that the crew has now.
    std::vector<Offer> open_offers(AccountId crew) const;
    void accept(AccountId crew, OfferId offer) const;
    /// A move of the customer's or the crew's. Before work begins, the customer waives what is left of the
    /// cooling-off time and reads out the code.
    void go_on(const LivedOrder& lived, Event event) const;
    void rate(const LivedOrder& lived, int stars) const;

    const Jobs& jobs() const { return jobs_; }

private:
    QuoteId quote(const QuoteRequest& request) const;
    void move_as_customer(const LivedOrder& lived, CustomerEvent event) const;
    void move_as_crew(const LivedOrder& lived, CrewEvent event) const;
    void start_work(const LivedOrder& lived, MoveJob& command) const;
    Order read(const LivedOrder& lived) const;

    store::Connection& connection_;
    StoryClock& clock_;
    Quotes quotes_;
    Orders orders_;
    Offers offers_;
    Jobs jobs_;
};

}  // namespace suncrew::orders
