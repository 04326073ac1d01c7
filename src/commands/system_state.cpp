#include "commands/system_state.hpp"

namespace suncrew::commands {
namespace {

using namespace std::chrono_literals;

std::int64_t seconds_in(std::chrono::milliseconds time) {
    return std::chrono::floor<std::chrono::seconds>(time).count();
}

OutboxState outbox_state(store::Reading& reading, Instant now) {
    const auto waiting = reading.one<std::int64_t, std::optional<Instant>>(
        R"(select count(*), min(created_at)
           from (select created_at from outbox where sent_at is null and failed_at is null limit ?) waiting)",
        SystemState::counted_max);
    const auto& [count, oldest] = waiting.value();
    OutboxState outbox{count, {}, 0};
    if (oldest)
        outbox.oldest_waiting_s = seconds_in(now - *oldest);
    outbox.given_up = *reading.value<std::int64_t>(
        R"(select count(*) from (select 1 from outbox where sent_at is null and failed_at is not null limit ?)
           given_up)",
        SystemState::counted_max);
    return outbox;
}

/// There are no more rows than the throttle of the whole service lets attempts through in an hour.
std::vector<std::int64_t> failed_sign_ins(store::Reading& reading, Instant now) {
    std::vector<std::int64_t> by_minute(SystemState::minutes_shown);
    const Instant since{now - SystemState::minutes_shown * 1min};
    for (const auto& [minute, failed] :
         reading.rows<int, std::int64_t>({R"(select (at - ? - 1) / 60000, count(*) from security_events
                 where at > ? and at <= ? and kind = 'sign_in_failed' group by 1)",
                                          R"(select (at - ? - 1) div 60000, count(*) from security_events
                 where at > ? and at <= ? and kind = 'sign_in_failed' group by 1)"},
                                         since, since, now))
        by_minute.at(static_cast<std::size_t>(minute)) = failed;
    return by_minute;
}

}  // namespace

SystemState::SystemState(const Clock& clock, notify::Live& live, Environment environment,
                         const Outside* outside)
    : clock_{clock},
      live_{live},
      environment_{environment},
      outside_{outside},
      started_at_{std::chrono::steady_clock::now()} {}

SystemView SystemState::read(access::Granted<access::Permission::read_system_state>, const ReadSystemState&,
                             store::Reading& reading) const {
    const Instant now = clock_.now();
    const weather::ProvidedSkies* const skies = outside_ == nullptr ? nullptr : outside_->skies();
    const roads::Roads* const roads = outside_ == nullptr ? nullptr : outside_->roads();
    const auto up = std::chrono::steady_clock::now() - started_at_;
    return {SUNCREW_VERSION,
            environment_,
            reading.value<int>("select max(number) from schema_steps where applied_at is not null").value(),
            reading.description(),
            outbox_state(reading, now),
            failed_sign_ins(reading, now),
            skies == nullptr ? std::nullopt : std::optional{skies->state()},
            roads == nullptr ? std::nullopt : std::optional{roads->state()},
            static_cast<std::int64_t>(live_.open()),
            std::chrono::floor<std::chrono::seconds>(up).count()};
}

}  // namespace suncrew::commands
