#include "visits/news.hpp"

#include <string>

#include <boost/describe/class.hpp>

#include "notify/events.hpp"
#include "wire/structs.hpp"

namespace suncrew::visits {
namespace {

struct VisitNews {
    VisitId visit;
    OrderId order;
    State state{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(VisitNews, (), (visit, order, state, at))

std::string news_of(const StoredVisit& visit, Instant now) {
    return wire::encode(VisitNews{visit.id, visit.order, visit.state, now});
}

}  // namespace

void tell(store::Writing& writing, const StoredVisit& visit, Instant now) {
    notify::queue_event(writing, visit.customer, "visit", news_of(visit, now), now);
    notify::queue_event(writing, visit.crew_account, "visit", news_of(visit, now), now);
}

void tell_crew(store::Writing& writing, AccountId crew_account, const StoredVisit& visit, Instant now) {
    notify::queue_event(writing, crew_account, "visit", news_of(visit, now), now);
}

}  // namespace suncrew::visits
