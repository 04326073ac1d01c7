#include "orders/crew_enrolment.hpp"

#include <string>

#include "base/refusal.hpp"
#include "identity/enrolment.hpp"
#include "orders/crews.hpp"

namespace suncrew::orders {
namespace {

[[noreturn]] void refuse_twice(const char* list, std::size_t index) {
    throw Refusal{Code::invalid, "listed_twice", std::string{list} + '[' + std::to_string(index) + ']'};
}

dispatch::SkillSet skills_of(const EnrolCrew& command) {
    dispatch::SkillSet skills;
    for (std::size_t i = 0; i < command.skills.size(); ++i) {
        if (skills.contains(command.skills[i]))
            refuse_twice("skills", i);
        skills.add(command.skills[i]);
    }
    return skills;
}

dispatch::Weekdays weekdays_of(const EnrolCrew& command) {
    dispatch::Weekdays days;
    for (std::size_t i = 0; i < command.works_on.size(); ++i) {
        const auto day = static_cast<std::size_t>(command.works_on[i]);
        if (days.test(day))
            refuse_twice("works_on", i);
        days.set(day);
    }
    return days;
}

}  // namespace

access::Recorded<http::Accepted<EnrolledCrew>> CrewEnrolment::enrol(
    access::Granted<access::Permission::enrol_crew> who, const EnrolCrew& command,
    store::Writing& writing) const {
    const Instant now = clock_.now();
    NewCrew crew;
    crew.name = command.name.text();
    crew.base = {command.latitude, command.longitude};
    crew.radius_km = command.radius_km;
    crew.skills = skills_of(command);
    crew.works_on = weekdays_of(command);
    crew.active_jobs_max = static_cast<int>(std::int64_t{command.active_jobs_max});
    try {
        crew.account = identity::invite(
            writing, {command.email, command.name.text(), access::Role::crew, command.language},
            who.account(), post_, now);
    } catch (const store::Duplicate&) {
        throw Refusal{Code::conflict, "email_taken", "email"};
    }
    return {.view = {{add_crew(writing, crew, now)}},
            .change = {.kind = audit::EventKind::account_created,
                       .account = crew.account,
                       .after = std::string{identity::role_name(access::Role::crew)}}};
}

}  // namespace suncrew::orders
