#include "commands/clock_guard.hpp"

#include <ctime>
#include <string>
#include <utility>

#include "base/log.hpp"

namespace suncrew::commands {
namespace {

using std::chrono::milliseconds;

std::optional<Instant> latest_seen(store::Reading& reading) {
    return reading.value<Instant>("select latest from clock_seen where id = 1");
}

/// Another program may have seen a later time just now.
void see(store::Connection& connection, Instant now) {
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        if (transaction.run("update clock_seen set latest = case when latest < ? then ? else latest end"
                            " where id = 1",
                            now, now) == 0)
            transaction.run("insert into clock_seen (id, latest) values (1, ?)", now);
    });
}

void set(store::Transaction& transaction, Instant now) {
    if (transaction.run("update clock_seen set latest = ? where id = 1", now) == 0)
        transaction.run("insert into clock_seen (id, latest) values (1, ?)", now);
}

/// What the database's host says, where it has a clock of its own.
std::optional<Instant> database_time(store::Reading& reading) {
    return reading
        .value<std::optional<Instant>>(
            {"select null", "select cast(floor(unix_timestamp(now(3)) * 1000) as signed)"})
        .value();
}

std::string told(milliseconds by) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(by.count() < 0 ? -by : by).count();
    return std::to_string(seconds) + " seconds";
}

const char* direction(milliseconds by) {
    return by.count() < 0 ? "back" : "ahead";
}

}  // namespace

milliseconds uptime() {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::duration_cast<milliseconds>(std::chrono::seconds{time.tv_sec} +
                                                    std::chrono::nanoseconds{time.tv_nsec});
}

/// How far the clock is from where it can be; 0 where it can be there.
milliseconds ClockGuard::jumped(store::Reading& reading, Instant now, Instant latest) const {
    if (const auto theirs = database_time(reading))
        if (now - *theirs > clock_slack || *theirs - now > clock_slack)
            return now - *theirs;
    if (now < latest - clock_slack)
        return now - latest;
    // While it runs it is where it was, and as much further as this machine counts; at a start the house may
    // have been closed.
    const Instant furthest =
        seen_ ? std::max(latest, seen_->latest + (counted_() - seen_->counted)) + clock_slack
              : latest + closed_max;
    return now > furthest ? now - latest : milliseconds{0};
}

bool ClockGuard::believes(store::Connection& connection, Instant now) {
    store::Reading reading{connection};
    const auto latest = latest_seen(reading);
    const milliseconds by = latest ? jumped(reading, now, *latest) : milliseconds{0};
    if (by != milliseconds{0}) {
        const milliseconds counted = counted_();
        const bool goes_on = jump_ && now - jump_->to - (counted - jump_->counted) <= clock_slack &&
                             now - jump_->to - (counted - jump_->counted) >= -clock_slack;
        if (!goes_on) {
            jump_ = {now, counted};
            tell(by, now);
        }
        if (counted - jump_->counted < believed_after)
            return false;
        log::warn("clock_believed", {{"jump", std::string_view{direction(by)}}});
        store::in_transaction(connection, [&](store::Transaction& t) { set(t, now); });
    } else {
        see(connection, now);
    }
    jump_.reset();
    seen_ = {now, counted_()};
    return true;
}

void ClockGuard::tell(milliseconds by, Instant now) {
    const std::string far = told(by);
    log::error("clock_jumped",
               {{"direction", std::string_view{direction(by)}}, {"by", std::string_view{far}}});
    if (!events_.add({.kind = audit::EventKind::clock_jumped,
                      .at = now,
                      .acted_as = audit::Party::system,
                      .before = direction(by),
                      .after = far}))
        log::error("clock_jump_not_recorded");
}

void confirm_clock(store::Connection& connection, Instant now) {
    store::in_transaction(connection, [&](store::Transaction& transaction) {
        set(transaction, now);
        audit::record(transaction, {.kind = audit::EventKind::clock_jumped,
                                    .at = now,
                                    .acted_as = audit::Party::system,
                                    .before = "confirmed",
                                    .after = "by an operator"});
    });
}

}  // namespace suncrew::commands
