#pragma once

#include <boost/describe/class.hpp>

#include "identity/wire.hpp"
#include "orders/job_wire.hpp"

/// What a security officer says and hears about a crew that begins to work with us. The names stand in the
/// OpenAPI document.
namespace suncrew::orders {

/// POST /crews. `works_on` are the weekdays; a skill or a weekday that stands twice is refused.
struct EnrolCrew {
    identity::Email email;
    identity::PersonName name;
    notify::Language language{};
    wire::Number<-90, 90> latitude;
    wire::Number<-180, 180> longitude;
    wire::Number<1, 500> radius_km;
    wire::List<dispatch::Skill, 1, 7> skills;
    wire::List<Weekday, 1, 7> works_on;
    wire::Whole<1, 50> active_jobs_max;
};
BOOST_DESCRIBE_STRUCT(EnrolCrew, (),
                      (email, name, language, latitude, longitude, radius_km, skills, works_on,
                       active_jobs_max))

struct EnrolledCrew {
    CrewId id;
};
BOOST_DESCRIBE_STRUCT(EnrolledCrew, (), (id))

}  // namespace suncrew::orders
