#include "orders/news.hpp"

#include <boost/describe/class.hpp>

#include "notify/events.hpp"
#include "wire/structs.hpp"

namespace suncrew::orders {
namespace {

struct OrderNews {
    OrderId order;
    State state{};
    int version = 0;
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(OrderNews, (), (order, state, version, at))

struct OfferNews {
    OfferId offer;
};
BOOST_DESCRIBE_STRUCT(OfferNews, (), (offer))

}  // namespace

void tell(store::Writing& writing, const Standing& before, const Standing& after, Instant now) {
    const std::string data = wire::encode(OrderNews{after.id, after.state, after.version, now});
    notify::queue_event(writing, after.customer, "order", data, now);
    if (after.crew_account)
        notify::queue_event(writing, *after.crew_account, "order", data, now);
    if (before.crew_account && before.crew_account != after.crew_account)
        notify::queue_event(writing, *before.crew_account, "order", data, now);
}

void tell_placed(store::Transaction& transaction, OrderId order, AccountId customer, Instant now) {
    notify::queue_event(transaction, customer, "order", wire::encode(OrderNews{order, State::placed, 1, now}),
                        now);
}

void tell_offer(store::Transaction& transaction, AccountId crew_account, OfferId offer, Instant now) {
    notify::queue_event(transaction, crew_account, "offer", wire::encode(OfferNews{offer}), now);
}

}  // namespace suncrew::orders
