#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The steps that bring alerts: what the rules ask of security events, how far their readers are, the alerts.
inline constexpr std::array alert_migrations{
    Migration{94, "security_events_network",
              Sql{"alter table security_events add column network text",
                  "alter table security_events add column network varchar(45)"}},
    Migration{95, "security_events_of_network",
              Sql{"create index security_events_of_network on security_events (network, at)"}},
    Migration{96, "security_events_of_actor",
              Sql{"create index security_events_of_actor on security_events (actor, at)"}},
    Migration{97, "event_cursors",
              Sql{R"(create table if not exists event_cursors (
                       reader text primary key not null,
                       last_event integer not null) strict, without rowid)",
                  R"(create table if not exists event_cursors (
                       reader varchar(20) primary key,
                       last_event bigint not null))"}},
    // What happened before there were rules raises no alert now.
    Migration{98, "event_cursor_alerts",
              Sql{"insert into event_cursors (reader, last_event)"
                  " select 'alerts', coalesce(max(id), 0) from security_events"}},
    Migration{99, "event_cursor_collector",
              Sql{"insert into event_cursors (reader, last_event) values ('collector', 0)"}},
    Migration{100, "alerts",
              Sql{R"(create table if not exists alerts (
                       id blob primary key not null,
                       rule text not null,
                       account blob,
                       network text,
                       first_at integer not null,
                       last_at integer not null,
                       raised_at integer not null,
                       events integer not null,
                       state text not null,
                       acknowledged_by blob,
                       acknowledged_at integer,
                       closed_by blob,
                       closed_at integer,
                       reason text,
                       told_at integer) strict, without rowid)",
                  R"(create table if not exists alerts (
                       id binary(16) primary key,
                       rule varchar(40) not null,
                       account binary(16),
                       network varchar(45),
                       first_at bigint not null,
                       last_at bigint not null,
                       raised_at bigint not null,
                       events bigint not null,
                       state varchar(20) not null,
                       acknowledged_by binary(16),
                       acknowledged_at bigint,
                       closed_by binary(16),
                       closed_at bigint,
                       reason varchar(40),
                       told_at bigint))"}},
    Migration{101, "alerts_of_rule", Sql{"create index alerts_of_rule on alerts (rule, raised_at)"}},
    Migration{102, "alerts_by_state", Sql{"create index alerts_by_state on alerts (state, id)"}},
    Migration{103, "alerts_by_age", Sql{"create index alerts_by_age on alerts (last_at)"}},
};

}  // namespace suncrew::store
