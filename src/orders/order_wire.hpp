#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "orders/party_events.hpp"
#include "orders/phone.hpp"
#include "orders/state.hpp"
#include "orders/wished_dates.hpp"
#include "places/wire.hpp"
#include "wire/structs.hpp"

/// What a customer says and hears about orders. The names stand in the OpenAPI document.
namespace suncrew::orders {

using Note = wire::Text<0, 1000, wire::Lines::many>;
/// How often an order has changed. A change names the version it was decided on.
using Version = wire::Whole<1, 1'000'000'000>;
using PageSize = wire::Whole<1, 100>;
inline constexpr int page_size_usual = 20;

struct Contact {
    wire::Text<1, 100> name;
    Phone phone;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name, phone))

struct Address {
    wire::Text<1, 200> street;
    wire::Text<1, 16> postcode;
    wire::Text<1, 100> city;
    places::Country country;
};
BOOST_DESCRIBE_STRUCT(Address, (), (street, postcode, city, country))

/// POST /orders.
struct PlaceOrder {
    QuoteId quote;
    Contact contact;
    Address address;
    WishedDates wished_dates;
    std::optional<Note> note;
};
BOOST_DESCRIBE_STRUCT(PlaceOrder, (), (quote, contact, address, wished_dates, note))

/// GET /orders. The cursor is the `next_cursor` of the page before.
struct OrdersQuery {
    std::optional<OrderId> cursor;
    std::optional<PageSize> limit;
};
BOOST_DESCRIBE_STRUCT(OrdersQuery, (), (cursor, limit))

/// GET /orders/{order} and its timeline.
struct OrderQuery {
    OrderId order;
};
BOOST_DESCRIBE_STRUCT(OrderQuery, (), (order))

/// POST /orders/{order}/moves.
struct MoveOrder {
    OrderId order;
    CustomerEvent event{};
    Version version;
    std::optional<Note> note;
};
BOOST_DESCRIBE_STRUCT(MoveOrder, (), (order, event, version, note))

/// POST /orders/{order}/cooling-off-waiver.
struct WaiveCoolingOff {
    OrderId order;
    Version version;
};
BOOST_DESCRIBE_STRUCT(WaiveCoolingOff, (), (order, version))

/// POST /orders/{order}/rating.
struct RateOrder {
    OrderId order;
    wire::Whole<1, 5> stars;
    std::optional<Note> comment;
};
BOOST_DESCRIBE_STRUCT(RateOrder, (), (order, stars, comment))

struct OrderSummary {
    OrderId id;
    State state{};
    Instant placed_at{};
    std::string city;
    double dc_kw = 0;
    Money price;
    std::optional<Party> waits_for;  ///< none when the order has ended
};
BOOST_DESCRIBE_STRUCT(OrderSummary, (), (id, state, placed_at, city, dc_kw, price, waits_for))

struct OrderPage {
    std::vector<OrderSummary> items;     ///< the newest first
    std::optional<OrderId> next_cursor;  ///< none on the last page
};
BOOST_DESCRIBE_STRUCT(OrderPage, (), (items, next_cursor))

/// The time in which the customer may still go back on the contract. Work on the roof waits for its end, or
/// for the customer to waive it.
struct CoolingOff {
    Instant ends_at{};
    std::optional<Instant> waived_at;
};
BOOST_DESCRIBE_STRUCT(CoolingOff, (), (ends_at, waived_at))

/// What a customer sees of a crew.
struct OrderCrew {
    std::string name;
    std::optional<double> rating;  ///< mean stars, 1 to 5; none for a crew that nobody has rated
};
BOOST_DESCRIBE_STRUCT(OrderCrew, (), (name, rating))

struct Rating {
    int stars = 0;
    std::optional<std::string> comment;
};
BOOST_DESCRIBE_STRUCT(Rating, (), (stars, comment))

struct Order {
    OrderId id;
    QuoteId quote;
    int version = 0;
    State state{};
    std::optional<Party> waits_for;  ///< none when the order has ended
    Instant placed_at{};
    Instant updated_at{};
    double dc_kw = 0;
    double ac_kw = 0;
    int panels = 0;
    double annual_kwh = 0;
    Money price;  ///< the quote's, whatever the price book says today
    Contact contact;
    Address address;
    double latitude = 0;
    double longitude = 0;
    WishedDates wished_dates;
    std::optional<std::string> note;
    CoolingOff cooling_off;
    std::optional<OrderCrew> crew;
    std::optional<Date> visit_date;
    std::optional<Date> installation_date;
    std::optional<std::string> start_code;  ///< six digits, while the installation is scheduled
    std::optional<Rating> rating;
    std::vector<CustomerEvent> moves;  ///< what the customer may do now
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, quote, version, state, waits_for, placed_at, updated_at, dc_kw, ac_kw, panels,
                       annual_kwh, price, contact, address, latitude, longitude, wished_dates, note,
                       cooling_off, crew, visit_date, installation_date, start_code, rating, moves))

struct TimelineEntry {
    Instant at{};
    std::string event;          ///< an event of the state table; `place` for the first entry
    std::optional<State> from;  ///< none for the first entry
    State to{};
    Party by{};
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (at, event, from, to, by, note))

struct Timeline {
    std::vector<TimelineEntry> items;  ///< the oldest first
};
BOOST_DESCRIBE_STRUCT(Timeline, (), (items))

}  // namespace suncrew::orders
