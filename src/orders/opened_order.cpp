#include "orders/opened_order.hpp"

#include "base/refusal.hpp"
#include "orders/orders_store.hpp"
#include "permits/live_grant.hpp"

namespace suncrew::orders {

OpenedOrderView OpenedOrder::read(access::Granted<access::Permission::open_by_grant> who,
                                  const OpenOrder& command, access::Desk& desk) const {
    const Instant now = clock_.now();
    const auto customer = desk.reading().value<AccountId>(
        "select o.customer from orders o join accounts a on a.id = o.customer"
        " where o.id = ? and a.erased_at is null",
        command.order);
    const auto live = [&](store::Reading& reading) {
        return permits::LiveGrant::of_order(reading, keyring_, who.account(), command.order, customer, now);
    };
    if (!live(desk.reading()))
        throw Refusal{Code::forbidden, "grant_required"};
    if (!customer)
        throw Refusal{Code::not_found, "order_not_found"};
    const auto proof = desk.open_by_grant(*customer, access::Opened::house, live);
    if (!proof)
        throw Refusal{Code::forbidden, "grant_required"};
    Order order = read_order(desk.reading(), keyring_, *proof, command.order, *customer).value();
    return {.id = order.id,
            .customer = *customer,
            .version = order.version,
            .state = order.state,
            .placed_at = order.placed_at,
            .updated_at = order.updated_at,
            .dc_kw = order.dc_kw,
            .panels = order.panels,
            .price = order.price,
            .contact = std::move(order.contact),
            .address = std::move(order.address),
            .latitude = order.latitude,
            .longitude = order.longitude,
            .wished_dates = std::move(order.wished_dates),
            .note = std::move(order.note),
            .crew = std::move(order.crew),
            .visit_date = order.visit_date,
            .installation_date = order.installation_date};
}

}  // namespace suncrew::orders
