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
    // What was typed about grants and changes is sealed from here on. What was typed before goes: it stood in
    // the clear, and its rows are closed within days. Where a step has nothing to do on SQLite, it drops a
    // view that is not there.
    Migration{130, "access_grants_plain_purpose", Sql{"alter table access_grants drop column purpose"}},
    Migration{131, "access_grants_purpose", Sql{"alter table access_grants add column purpose text"}},
    Migration{132, "access_grants_plain_words", Sql{"update access_grants set ticket = null, reason = null"}},
    Migration{133, "access_grants_room",
              Sql{"drop view if exists nothing_to_do",
                  "alter table access_grants modify ticket text, modify reason text"}},
    Migration{134, "change_requests_plain_reason", Sql{"alter table change_requests drop column reason"}},
    Migration{135, "change_requests_reason", Sql{"alter table change_requests add column reason text"}},
    Migration{136, "change_requests_plain_words", Sql{"update change_requests set refusal = null"}},
    Migration{137, "change_requests_room",
              Sql{"drop view if exists nothing_to_do", "alter table change_requests modify refusal text"}},
};

}  // namespace suncrew::store
