#pragma once

#include "access/granted.hpp"
#include "access/opening.hpp"
#include "base/time.hpp"
#include "orders/order_wire.hpp"
#include "sealing/keyring.hpp"

namespace suncrew::orders {

/// GET /opened/orders/{order}.
struct OpenOrder {
    OrderId order;
};
BOOST_DESCRIBE_STRUCT(OpenOrder, (), (order))

/// What the staff sees of an order that was opened. The start code is the customer's to show, and rating and
/// messages were not written to the staff.
struct OpenedOrderView {
    OrderId id;
    AccountId customer;
    int version = 0;
    State state{};
    Instant placed_at{};
    Instant updated_at{};
    double dc_kw = 0;
    int panels = 0;
    Money price;
    Contact contact;
    Address address;
    double latitude = 0;
    double longitude = 0;
    WishedDates wished_dates;
    std::optional<std::string> note;
    std::optional<OrderCrew> crew;
    std::optional<Date> visit_date;
    std::optional<Date> installation_date;
};
BOOST_DESCRIBE_STRUCT(OpenedOrderView, (),
                      (id, customer, version, state, placed_at, updated_at, dc_kw, panels, price, contact,
                       address, latitude, longitude, wished_dates, note, crew, visit_date, installation_date))

/// An order with whom it is for and where, for who has a live grant for it, a case with its customer, or a
/// grant for everything.
class OpenedOrder {
public:
    OpenedOrder(const Clock& clock, sealing::Keyring& keyring) : clock_{clock}, keyring_{keyring} {}

    /// Leaves an entry that names the grant, with each look. Refuses with forbidden "grant_required" where
    /// none counts at this moment, whether or not there is such an order; and then with not_found
    /// "order_not_found".
    OpenedOrderView read(access::Granted<access::Permission::open_by_grant> who, const OpenOrder& command,
                         access::Desk& desk) const;

private:
    const Clock& clock_;
    sealing::Keyring& keyring_;
};

}  // namespace suncrew::orders
