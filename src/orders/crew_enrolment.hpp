#pragma once

#include <string>

#include "access/granted.hpp"
#include "access/recorded.hpp"
#include "base/time.hpp"
#include "http/answers.hpp"
#include "identity/post.hpp"
#include "orders/crew_enrolment_wire.hpp"
#include "store/connection.hpp"

namespace suncrew::orders {

/// Crews begin to work with us: an officer says who they are, and they enrol by the link in a letter.
class CrewEnrolment {
public:
    /// Both outlive it.
    CrewEnrolment(const identity::Post& post, const Clock& clock) : post_{post}, clock_{clock} {}

    /// An account of the role crew without a way in but the mailed link, and its crew, or neither. It is
    /// offered nothing before it has used the link. Refuses with conflict "email_taken"; with invalid
    /// "listed_twice" a skill or a weekday that stands twice.
    access::Recorded<http::Accepted<EnrolledCrew>> enrol(access::Granted<access::Permission::enrol_crew> who,
                                                         const EnrolCrew& command,
                                                         store::Writing& writing) const;

private:
    const identity::Post& post_;
    const Clock& clock_;
};

}  // namespace suncrew::orders
