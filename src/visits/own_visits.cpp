#include "visits/own_visits.hpp"

#include <algorithm>
#include <map>

#include "base/refusal.hpp"
#include "orders/stored.hpp"
#include "orders/wished_dates.hpp"
#include "store/enum_column.hpp"
#include "store/rows_as.hpp"
#include "visits/local_time.hpp"
#include "visits/news.hpp"
#include "visits/visits_store.hpp"
#include "visits/work.hpp"

namespace suncrew::visits {
namespace {

using access::Granted;
using access::Permission;

constexpr int changes_max = 1000;

using ChangeRow =
    std::tuple<VisitId, Instant, std::string, Date, std::optional<Instant>, std::optional<Instant>,
               std::optional<Date>, std::optional<Instant>, std::optional<Instant>, std::string,
               std::optional<std::int64_t>, std::optional<std::string>>;

std::optional<TimeWindow> window_of(const std::optional<Instant>& from, const std::optional<Instant>& to) {
    return from && to ? std::optional{TimeWindow{*from, *to}} : std::nullopt;
}

OwnVisitChange change_of(const ChangeRow& row) {
    const auto& [visit, at, cause, before_day, before_from, before_to, after_day, after_from, after_to,
                 question, credit_minor, currency] = row;
    OwnVisitChange change{.at = at,
                          .cause = store::enum_named<Cause>(cause, "a cause"),
                          .before = {before_day, window_of(before_from, before_to)},
                          .question = store::enum_named<Question>(question, "a question")};
    if (after_day)
        change.after = Appointment{*after_day, window_of(after_from, after_to)};
    if (credit_minor && currency)
        change.credit = orders::stored_money(*credit_minor, *currency);
    return change;
}

std::map<VisitId, std::vector<OwnVisitChange>> changes_of(store::Reading& reading, OrderId order,
                                                          AccountId customer) {
    std::map<VisitId, std::vector<OwnVisitChange>> changes;
    for (const ChangeRow& row : store::RowsAs<ChangeRow>::read(
             reading,
             R"(select x.visit, x.made_at, x.cause, x.before_day, x.before_from, x.before_to, x.after_day,
                       x.after_from, x.after_to, x.question, x.credit_minor, x.currency
                from orders o join visits v on v.order_id = o.id join visit_changes x on x.visit = v.id
                where o.id = ? and o.customer = ? order by x.visit, x.version, x.id limit ?)",
             order, customer, changes_max))
        changes[std::get<VisitId>(row)].push_back(change_of(row));
    return changes;
}

OwnVisit view_of(const StoredVisit& visit, std::vector<OwnVisitChange> changes, Instant now) {
    OwnVisit view{.id = visit.id,
                  .version = visit.version,
                  .kind = visit.kind,
                  .piece = visit.piece,
                  .state = visit.state,
                  .day = visit.day,
                  .window = visit.window,
                  .arrived_at = visit.arrived_at};
    if (visit.state == State::on_the_way && visit.arrives_at) {
        view.arrives_at = visit.arrives_at;
        view.minutes_away = std::max(
            0, static_cast<int>(std::chrono::ceil<std::chrono::minutes>(*visit.arrives_at - now).count()));
    }
    view.question_open = std::any_of(changes.begin(), changes.end(), [](const OwnVisitChange& change) {
        return change.question == Question::open;
    });
    view.changes = std::move(changes);
    return view;
}

void check_days(const AnswerVisit& command, Date today) {
    if (command.days.has_value() == command.accept)
        throw Refusal{Code::invalid, command.accept ? "not_for_this_answer" : "missing_member", "days"};
    if (!command.days)
        return;
    const Date tomorrow{std::chrono::sys_days{today} + std::chrono::days{1}};
    // Beyond what is planned nothing could be said of a day, and the refused one would go on standing.
    const Date last{std::chrono::sys_days{today} + std::chrono::days{planned_days - 1}};
    for (std::size_t i = 0; i < command.days->size(); ++i) {
        const std::string field = "days[" + std::to_string(i) + "]";
        orders::check_date((*command.days)[i], tomorrow, field);
        if ((*command.days)[i] > last)
            throw Refusal{Code::invalid, "date_too_far", field};
    }
}

}  // namespace

std::vector<OwnVisit> own_visits(store::Reading& reading, OrderId order, AccountId customer, Instant now) {
    auto changes = changes_of(reading, order, customer);
    std::vector<OwnVisit> views;
    for (const StoredVisit& visit : visits_of_order(reading, order, customer))
        views.push_back(view_of(visit, std::move(changes[visit.id]), now));
    return views;
}

OwnVisits OwnVisitsOf::list(Granted<Permission::read_own_visits> who, const OwnVisitsQuery& query,
                            store::Reading& reading) const {
    const auto place = reading.one<std::string, double, double>(
        "select country, latitude, longitude from orders where id = ? and customer = ?", query.order,
        who.account());
    if (!place)
        throw Refusal{Code::not_found, "order_not_found"};
    const auto& [country, latitude, longitude] = *place;
    const Instant now = clock_.now();
    const LocalTime local{orders::stored_country(country), {latitude, longitude}};
    return {static_cast<int>(local.offset(local.day_of(now)).count()),
            own_visits(reading, query.order, who.account(), now)};
}

OwnVisit OwnVisitsOf::answer(Granted<Permission::answer_own_visits> who, const AnswerVisit& command,
                             store::Transaction& transaction) const {
    const Instant now = clock_.now();
    const auto before = find_visit_of_customer(transaction, command.visit, who.account());
    if (!before)
        throw Refusal{Code::not_found, "visit_not_found"};
    check_days(command, LocalTime{before->country, before->place}.day_of(now));
    // The visit's row is held first, so that a change that comes at the same time asks anew.
    StoredVisit after = *before;
    if (!command.accept)
        after.wished_days = orders::WishedDates(command.days->begin(), command.days->end());
    replace_visit(transaction, *before, after, now);
    const Question answer = command.accept ? Question::accepted : Question::refused;
    if (!is_ahead(before->state) || !answer_question(transaction, before->id, answer, now))
        throw Refusal{Code::conflict, "no_open_question"};
    if (!command.accept)
        mark_to_plan(transaction, before->crew, now);
    tell(transaction, after, now);
    for (OwnVisit& view : own_visits(transaction, before->order, who.account(), now))
        if (view.id == before->id)
            return std::move(view);
    throw Refusal{Code::conflict, "visit_changed"};
}

}  // namespace suncrew::visits
