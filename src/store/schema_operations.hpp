#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The steps that operators need: whose data these are; and that keys which nothing needs any more are found.
inline constexpr std::array operations_migrations{
    Migration{123, "environment_stamp",
              Sql{R"(create table if not exists environment_stamp (
                       id integer primary key check (id = 1),
                       environment text not null,
                       stamped_at integer not null) strict)",
                  R"(create table if not exists environment_stamp (
                       id int primary key check (id = 1),
                       environment varchar(20) not null,
                       stamped_at bigint not null))"}},
    Migration{124, "quotes_by_subject", Sql{"create index quotes_by_subject on quotes (subject)"}},
    Migration{125, "outbox_by_day", Sql{"create index outbox_by_day on outbox (created_at)"}},
    // Earlier versions left the key of an account that was never confirmed behind it. The ids below are those
    // of days.
    Migration{126, "data_keys_of_nobody",
              Sql{"delete from data_keys where subject > x'000000000000000000000000ffffffff'"
                  " and not exists (select 1 from accounts a where a.id = data_keys.subject)"}},
    Migration{127, "checkpoint_mails",
              Sql{"create table if not exists checkpoint_mails (day integer primary key) strict",
                  "create table if not exists checkpoint_mails (day int primary key)"}},
    // The event of the erasure that takes an entry's values away before their time.
    Migration{128, "log_forgotten_by",
              Sql{"alter table log_entries add column forgotten_by integer",
                  "alter table log_entries add column forgotten_by bigint"}},
    Migration{129, "log_entries_forgotten_by",
              Sql{"create index log_entries_forgotten_by on log_entries (forgotten_by)"}},
};

}  // namespace suncrew::store
