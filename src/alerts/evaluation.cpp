#include "alerts/evaluation.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "alerts/alerts_store.hpp"
#include "alerts/telling.hpp"
#include "audit/event_cursor.hpp"
#include "audit/network.hpp"

namespace suncrew::alerts {
namespace {

using audit::RecordedEvent;
using audit::SecurityEvent;
using std::chrono::milliseconds;

/// Whom a rule's alert is about here; none where the event does not name one.
std::optional<Subject> subject_of(const RuleRow& row, const SecurityEvent& event) {
    switch (row.about) {
        case About::actor:
            return event.actor ? std::optional{Subject{.account = event.actor}} : std::nullopt;
        case About::account:
            return event.account ? std::optional{Subject{.account = event.account}} : std::nullopt;
        case About::network:
            if (auto network = audit::network_of(event.address))
                return Subject{.network = std::move(network)};
            return std::nullopt;
        case About::nobody:
            return Subject{};
    }
    return std::nullopt;
}

bool within_hours(Instant at, const AlertSettings& settings) {
    const auto of_day = at - std::chrono::floor<std::chrono::days>(at);
    if (settings.work_begins <= settings.work_ends)
        return of_day >= settings.work_begins && of_day < settings.work_ends;
    return of_day >= settings.work_begins || of_day < settings.work_ends;
}

/// Whether second factors of the account were reset a while ago, and nobody has signed in to it from this
/// network before, but from others.
bool is_new_network_after_reset(store::Reading& reading, const RecordedEvent& recorded) {
    const SecurityEvent& event = recorded.event;
    const auto network = audit::network_of(event.address);
    const bool reset = *reading.value<bool>(
        "select exists (select 1 from security_events where account = ? and id < ? and at > ?"
        " and kind in ('factor_reset_completed', 'enrolment_link_made'))",
        *event.account, recorded.id, event.at - reset_watched);
    if (!reset)
        return false;
    const auto counts = reading.one<std::int64_t, std::int64_t>(
        "select count(*), coalesce(sum(case when network = ? then 1 else 0 end), 0) from"
        " (select network from security_events where account = ? and id < ? and kind = 'sign_in_succeeded'"
        "  order by id desc limit 1000) earlier",
        network, *event.account, recorded.id);
    const auto& [earlier, from_here] = counts.value();
    return earlier > 0 && from_here == 0;
}

/// Whether it is the last approval of a grant for everything.
bool begins_break_glass(store::Reading& reading, const SecurityEvent& event) {
    return event.after == "approved" &&
           reading
               .value<bool>("select exists (select 1 from access_grants where id = ? and scope = 'system')",
                            event.grant)
               .value();
}

bool concerns(store::Reading& reading, const RuleRow& row, const RecordedEvent& recorded,
              const AlertSettings& settings) {
    switch (row.only) {
        case Only::all:
            return true;
        case Only::by_staff_outside_hours:
            return recorded.event.acted_as != audit::Party::crew &&
                   !within_hours(recorded.event.at, settings);
        case Only::making_officers:
            return recorded.event.after == "security";
        case Only::from_new_network_after_reset:
            return is_new_network_after_reset(reading, recorded);
        case Only::for_everything:
            return begins_break_glass(reading, recorded.event);
    }
    return false;
}

struct Counted {
    std::int64_t events;
    Instant first_at;
};

std::string names_of(std::span<const EventKind> kinds) {
    std::vector<std::string> names;
    for (const EventKind kind : kinds)
        names.emplace_back(audit::name_of(kind));
    return store::json_list(std::span<const std::string>{names});
}

/// The rule's events about the subject since then, up to this one.
Counted count(store::Reading& reading, const RuleRow& row, const Subject& subject,
              const RecordedEvent& recorded, Instant since) {
    if (!has_threshold(row))
        return {1, recorded.event.at};
    const std::string names = names_of(row.kinds);
    std::optional<std::tuple<std::int64_t, Instant>> found;
    if (row.about == About::network)
        found = reading.one<std::int64_t, Instant>(
            {"select count(*), coalesce(min(at), 0) from security_events where network = ? and at > ?"
             " and id <= ? and kind in (select value from json_each(?))",
             "select count(*), coalesce(min(at), 0) from security_events where network = ? and at > ?"
             " and id <= ? and kind in (select j.value from json_table(?, '$[*]' columns(value text path"
             " '$')) j)"},
            *subject.network, since, recorded.id, names);
    else if (row.about == About::actor)
        found = reading.one<std::int64_t, Instant>(
            {"select count(*), coalesce(min(at), 0) from security_events where actor = ? and at > ?"
             " and id <= ? and kind in (select value from json_each(?))",
             "select count(*), coalesce(min(at), 0) from security_events where actor = ? and at > ?"
             " and id <= ? and kind in (select j.value from json_table(?, '$[*]' columns(value text path"
             " '$')) j)"},
            *subject.account, since, recorded.id, names);
    else
        found = reading.one<std::int64_t, Instant>(
            {"select count(*), coalesce(min(at), 0) from security_events where account = ? and at > ?"
             " and id <= ? and kind in (select value from json_each(?))",
             "select count(*), coalesce(min(at), 0) from security_events where account = ? and at > ?"
             " and id <= ? and kind in (select j.value from json_table(?, '$[*]' columns(value text path"
             " '$')) j)"},
            *subject.account, since, recorded.id, names);
    return {std::get<0>(*found), std::get<1>(*found)};
}

/// Whether an alert stands that this event is one more of.
bool repeats(const std::optional<StoredAlert>& alert, const RuleRow& row, const SecurityEvent& event) {
    return alert && alert->state != AlertState::closed && alert->last_at > event.at - row.window;
}

/// When strangers make alert after alert, those beyond the limit are one.
Subject limited(store::Reading& reading, const RuleRow& row, const Subject& subject, Instant now) {
    const bool too_many =
        row.by == By::strangers &&
        raised_since(reading, row.rule, now - std::chrono::hours{1}) >= stranger_alerts_an_hour_max;
    return too_many ? Subject{} : subject;
}

struct Round {
    store::Writing& writing;
    const AlertSettings& settings;
    const identity::Post& post;
    Instant now;
};

void hold_against(const Round& round, const RuleRow& row, const RecordedEvent& recorded) {
    const SecurityEvent& event = recorded.event;
    const auto subject = subject_of(row, event);
    if (!subject || !concerns(round.writing, row, recorded, round.settings))
        return;
    const auto newest = newest_alert(round.writing, row.rule, *subject);
    if (repeats(newest, row, event))
        return repeat_alert(round.writing, newest->id, event.at);
    const Instant done_with = newest ? newest->closed_at.value_or(newest->last_at) : Instant{};
    const Counted counted =
        count(round.writing, row, *subject, recorded, std::max<Instant>(event.at - row.window, done_with));
    if (counted.events < round.settings.threshold_of(row.rule))
        return;
    const Subject about = limited(round.writing, row, *subject, round.now);
    if (about != *subject)
        if (const auto crowd = newest_alert(round.writing, row.rule, about); repeats(crowd, row, event))
            return repeat_alert(round.writing, crowd->id, event.at);
    const StoredAlert alert{.id = AlertId::make(round.now),
                            .rule = row.rule,
                            .subject = about,
                            .first_at = counted.first_at,
                            .last_at = event.at,
                            .raised_at = round.now,
                            .events = counted.events};
    keep_alert(round.writing, alert);
    tell_of_alert(round.writing, alert, round.post, round.now);
}

std::size_t evaluate_some(const Round& round) {
    const std::int64_t from = audit::hold_place(round.writing, audit::EventReader::alerts);
    const auto events = audit::events_after(round.writing, from, round.now, evaluated_at_once_max);
    for (const RecordedEvent& recorded : events)
        for (const RuleRow& row : rules)
            if (std::find(row.kinds.begin(), row.kinds.end(), recorded.event.kind) != row.kinds.end())
                hold_against(round, row, recorded);
    if (!events.empty())
        audit::move_place(round.writing, audit::EventReader::alerts, from, events.back().id);
    return events.size();
}

bool nothing_new(store::Connection& connection, Instant now) {
    store::Reading reading{connection};
    return audit::events_after(reading, audit::place_of(reading, audit::EventReader::alerts), now, 1).empty();
}

}  // namespace

std::size_t evaluate(store::Connection& connection, const AlertSettings& settings, const identity::Post& post,
                     Instant now) {
    std::size_t evaluated = 0;
    // A transaction keeps others from writing on SQLite, so it is not begun for nothing.
    for (int round = 0; round < evaluation_rounds_max && !nothing_new(connection, now); ++round)
        evaluated += store::in_transaction(connection, [&](store::Transaction& transaction) {
            return evaluate_some({transaction, settings, post, now});
        });
    return evaluated;
}

}  // namespace suncrew::alerts
