#include "permits/completions.hpp"

#include "audit/security_events.hpp"
#include "base/refusal.hpp"
#include "identity/entrance.hpp"

namespace suncrew::permits {

std::optional<Completion> current_completion(store::Reading& reading, AccountId account, Instant now) {
    // A completion of the future is none: the clock was set back.
    const auto found = reading.one<Instant, Instant>(
        "select passed_at, valid_until from course_completions"
        " where account = ? and version = ? and passed_at <= ? and valid_until > ?"
        " order by valid_until desc, id desc limit 1",
        account, course_version, now, now);
    if (!found)
        return std::nullopt;
    return Completion{std::get<0>(*found), std::get<1>(*found)};
}

Completion complete_course(store::Writing& writing, AccountId account, const access::Client& client,
                           Instant now) {
    if (const auto current = current_completion(writing, account, now);
        current && current->valid_until - now > course_renewable)
        return *current;
    const Completion completion{now, now + course_valid};
    writing.run(
        "insert into course_completions (account, version, passed_at, valid_until) values (?, ?, ?, ?)",
        account, course_version, completion.passed_at, completion.valid_until);
    audit::SecurityEvent event = identity::event_of(audit::EventKind::training_passed, account, client, now);
    event.after = "version " + std::to_string(course_version);
    audit::record(writing, event);
    return completion;
}

int count_try(store::Writing& writing, AccountId account, Instant now) {
    constexpr std::chrono::hours counted{1};
    writing.run("delete from course_tries where account = ? and at <= ?", account, now - counted);
    const auto tries =
        writing.value<std::int64_t>("select count(*) from course_tries where account = ?", account);
    if (tries.value() >= course_tries_an_hour_max)
        throw Refusal{Code::too_many, "too_many_tries", {}, {}, counted};
    writing.run("insert into course_tries (account, at) values (?, ?)", account, now);
    return course_tries_an_hour_max - static_cast<int>(*tries) - 1;
}

}  // namespace suncrew::permits
