#include "orders/jobs.hpp"

#include "base/refusal.hpp"
#include "orders/jobs_store.hpp"
#include "orders/move.hpp"
#include "orders/orders_store.hpp"
#include "orders/page.hpp"

namespace suncrew::orders {
namespace {

using access::Granted;
using access::Permission;

bool sets_date(Event event) {
    return event == Event::schedule_installation || event == Event::reschedule;
}

/// A member is there where the event takes it, and nowhere else.
template <class T>
void check_member(const std::optional<T>& member, bool wanted, const char* field) {
    if (member.has_value() != wanted)
        throw Refusal{Code::invalid, wanted ? "missing_member" : "not_for_this_event", field};
}

void check_members(const MoveJob& command, Event event, Date today) {
    check_member(command.start_code, event == Event::start_work, "start_code");
    check_member(command.installation_date, sets_date(event), "installation_date");
    if (command.installation_date)
        check_date(*command.installation_date, today, "installation_date");
}

/// The try counts whatever becomes of the request, so it is committed before a wrong code is refused.
void check_start_code(store::Transaction& transaction, const Standing& standing, const StartCode& shown) {
    if (!count_start_code_try(transaction, standing.id, standing.version, *standing.crew)) {
        if (start_code_tries(transaction, standing.id) >= StartCode::tries_max)
            throw Refusal{Code::forbidden, "start_code_locked", "start_code"};
        throw Refusal{Code::conflict, "order_changed"};
    }
    if (standing.start_code && standing.start_code->equals(shown))
        return;
    transaction.commit();
    throw Refusal{Code::forbidden, "start_code_refused", "start_code"};
}

/// A day on which work may begin by then, as far as is known today.
void check_installation_date(const Standing& standing, Date date) {
    if (!standing.cooling_off_waived_at && date < day_of(standing.cooling_off_ends_at))
        throw Refusal{Code::invalid, "date_in_cooling_off", "installation_date"};
}

/// Each new date is a mail to the customer, and a new code with tries of its own.
void check_reschedules(store::Reading& reading, const Standing& standing, Instant now) {
    if (reschedules_since(reading, standing.id, now - std::chrono::days{1}) >= reschedules_a_day_max)
        throw Refusal{Code::too_many, "rescheduled_too_often"};
}

void check_start(store::Transaction& transaction, const Standing& standing, const StartCode& shown,
                 Instant now) {
    if (!standing.cooling_off_waived_at && now < standing.cooling_off_ends_at)
        throw Refusal{Code::conflict, "cooling_off_running"};
    check_start_code(transaction, standing, shown);
}

}  // namespace

JobPage Jobs::list(Granted<Permission::read_own_jobs> who, const JobsQuery& query,
                   store::Reading& reading) const {
    const int limit = page_limit(query.limit);
    // One more than is shown tells whether there is another page.
    return page_of<JobPage>(list_jobs(reading, who.account(), query.cursor, limit + 1), limit);
}

Job Jobs::read(Granted<Permission::open_own_jobs> who, const JobQuery& query, access::Desk& desk) const {
    auto job = read_job(desk, keyring_, query.job, who.account(), clock_.now());
    if (!job)
        throw Refusal{Code::not_found, "order_not_found"};
    return *std::move(job);
}

Timeline Jobs::timeline(Granted<Permission::open_own_jobs> who, const JobQuery& query,
                        access::Desk& desk) const {
    const auto house = house_of_job(desk.reading(), query.job, who.account(), clock_.now());
    if (!house)
        throw Refusal{Code::not_found, "order_not_found"};
    const auto proof =
        house->over ? std::nullopt : std::optional{desk.open(house->customer, access::Opened::moves)};
    auto timeline = read_timeline(desk.reading(), keyring_, proof, query.job, Mover::crew(who.account()));
    if (!timeline)
        throw Refusal{Code::not_found, "order_not_found"};
    return *std::move(timeline);
}

JobStep Jobs::move(Granted<Permission::move_own_jobs> who, const MoveJob& command,
                   store::Transaction& transaction) const {
    const Move move{event_of(command.event), Mover::crew(who.account()),
                    command.note ? command.note->text() : std::string{}, clock_.now()};
    check_members(command, move.event, day_of(move.at));
    const Standing before = need_own(transaction, command.job, move.by);
    require_version(before, command.version);
    Standing after = moved(before, move);
    if (move.event == Event::start_work)
        check_start(transaction, before, *command.start_code, move.at);
    if (move.event == Event::reschedule)
        check_reschedules(transaction, before, move.at);
    if (sets_date(move.event)) {
        check_installation_date(before, *command.installation_date);
        after.installation_date = command.installation_date;
        after.start_code = StartCode::make();
    }
    keep(transaction, keyring_, before, after, move);
    JobStep step = step_of(after);
    if (move.event == Event::withdraw)
        step.moves.clear();
    return step;
}

}  // namespace suncrew::orders
