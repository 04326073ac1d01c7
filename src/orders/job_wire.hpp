#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe/class.hpp>

#include "dispatch/skill.hpp"
#include "orders/order_wire.hpp"
#include "orders/quote_wire.hpp"
#include "orders/start_code.hpp"

/// What a crew says and hears about itself, its offers and its jobs. A job is an order that the crew has
/// taken, and has the order's id. The names stand in the OpenAPI document.
namespace suncrew::orders {

enum class Weekday : std::uint8_t { mon, tue, wed, thu, fri, sat, sun };
BOOST_DESCRIBE_ENUM(Weekday, mon, tue, wed, thu, fri, sat, sun)

/// GET /crew.
struct CrewQuery {};
BOOST_DESCRIBE_STRUCT(CrewQuery, (), ())

struct Crew {
    CrewId id;
    std::string name;
    std::vector<dispatch::Skill> skills;
    double latitude = 0;
    double longitude = 0;
    double radius_km = 0;
    std::vector<Weekday> working_days;
    std::vector<Date> days_off;  ///< from today on
    int active_jobs = 0;
    int max_active_jobs = 0;
    std::optional<double> rating;  ///< mean stars, 1 to 5
};
BOOST_DESCRIBE_STRUCT(Crew, (),
                      (id, name, skills, latitude, longitude, radius_km, working_days, days_off, active_jobs,
                       max_active_jobs, rating))

/// GET /offers.
struct OffersQuery {};
BOOST_DESCRIBE_STRUCT(OffersQuery, (), ())

/// What a crew sees of an order before it has taken it: the city, not the house, and nobody's name.
struct Offer {
    OfferId id;
    OrderId order;
    std::string city;
    double distance_km = 0;
    double dc_kw = 0;
    int panels = 0;
    Date proposed_date{};
    std::vector<dispatch::Skill> skills;
    Instant expires_at{};
    int version = 0;
};
BOOST_DESCRIBE_STRUCT(Offer, (),
                      (id, order, city, distance_km, dc_kw, panels, proposed_date, skills, expires_at,
                       version))

struct OfferList {
    std::vector<Offer> items;  ///< the open ones, the oldest first
};
BOOST_DESCRIBE_STRUCT(OfferList, (), (items))

/// POST /offers/{offer}/acceptance.
struct AcceptOffer {
    OfferId offer;
};
BOOST_DESCRIBE_STRUCT(AcceptOffer, (), (offer))

/// POST /offers/{offer}/refusal. The reason is for us, not for the customer.
struct RefuseOffer {
    OfferId offer;
    std::optional<wire::Text<0, 500, wire::Lines::many>> reason;
};
BOOST_DESCRIBE_STRUCT(RefuseOffer, (), (offer, reason))

/// GET /jobs. The cursor is the `next_cursor` of the page before.
struct JobsQuery {
    std::optional<OrderId> cursor;
    std::optional<PageSize> limit;
};
BOOST_DESCRIBE_STRUCT(JobsQuery, (), (cursor, limit))

/// GET /jobs/{job} and its timeline.
struct JobQuery {
    OrderId job;
};
BOOST_DESCRIBE_STRUCT(JobQuery, (), (job))

/// POST /jobs/{job}/moves. `start_work` takes the code that the customer reads out, `schedule_installation`
/// and `reschedule` take the day.
struct MoveJob {
    OrderId job;
    CrewEvent event{};
    Version version;
    std::optional<Note> note;
    std::optional<StartCode> start_code;
    std::optional<Date> installation_date;
};
BOOST_DESCRIBE_STRUCT(MoveJob, (), (job, event, version, note, start_code, installation_date))

struct JobSummary {
    OrderId id;
    State state{};
    std::string city;
    double dc_kw = 0;
    std::optional<Date> installation_date;
    std::optional<Party> waits_for;
    Instant updated_at{};
};
BOOST_DESCRIBE_STRUCT(JobSummary, (), (id, state, city, dc_kw, installation_date, waits_for, updated_at))

struct JobPage {
    std::vector<JobSummary> items;       ///< the newest first
    std::optional<OrderId> next_cursor;  ///< none on the last page
};
BOOST_DESCRIBE_STRUCT(JobPage, (), (items, next_cursor))

/// Empty when the crew no longer needs it (see `read_job`).
struct JobContact {
    std::string name;
    std::string phone;
};
BOOST_DESCRIBE_STRUCT(JobContact, (), (name, phone))

struct JobAddress {
    std::string street;    ///< empty as the contact is
    std::string postcode;  ///< the same
    std::string city;
    places::Country country;
};
BOOST_DESCRIBE_STRUCT(JobAddress, (), (street, postcode, city, country))

struct Job {
    OrderId id;
    int version = 0;
    State state{};
    std::optional<Party> waits_for;
    int panels = 0;
    double dc_kw = 0;
    double ac_kw = 0;
    ReadyJson<std::vector<QuotePlane>> roof_planes;
    JobContact contact;
    JobAddress address;
    double latitude = 0;
    double longitude = 0;
    WishedDates wished_dates;
    std::optional<std::string> note;
    CoolingOff cooling_off;
    std::optional<Date> visit_date;
    std::optional<Date> installation_date;
    std::vector<CrewEvent> moves;  ///< what the crew may do now
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, version, state, waits_for, panels, dc_kw, ac_kw, roof_planes, contact, address,
                       latitude, longitude, wished_dates, note, cooling_off, visit_date, installation_date,
                       moves))

/// Where a job stands after the crew has moved it. Whose house it is and where stands in the job alone.
struct JobStep {
    OrderId id;
    int version = 0;
    State state{};
    std::optional<Party> waits_for;
    std::optional<Date> visit_date;
    std::optional<Date> installation_date;
    std::vector<CrewEvent> moves;  ///< what the crew may do now; nothing where it has left the job
};
BOOST_DESCRIBE_STRUCT(JobStep, (), (id, version, state, waits_for, visit_date, installation_date, moves))

}  // namespace suncrew::orders
