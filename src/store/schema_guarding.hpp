#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The steps that guard what the database says against who writes it beside the program: the marks of rows
/// that give access, what was converted once and for all, the latest time that was seen, and
/// which key of the log followed which.
inline constexpr std::array guarding_migrations{
    Migration{138, "accounts_mark",
              Sql{"alter table accounts add column mark blob",
                  "alter table accounts add column mark varbinary(36)"}},
    Migration{139, "sessions_mark",
              Sql{"alter table sessions add column mark blob",
                  "alter table sessions add column mark varbinary(36)"}},
    Migration{140, "api_keys_mark",
              Sql{"alter table api_keys add column mark blob",
                  "alter table api_keys add column mark varbinary(36)"}},
    Migration{141, "enrolments_mark",
              Sql{"alter table enrolments add column mark blob",
                  "alter table enrolments add column mark varbinary(36)"}},
    Migration{142, "password_resets_mark",
              Sql{"alter table password_resets add column mark blob",
                  "alter table password_resets add column mark varbinary(36)"}},
    Migration{143, "email_verifications_mark",
              Sql{"alter table email_verifications add column mark blob",
                  "alter table email_verifications add column mark varbinary(36)"}},
    Migration{144, "email_changes_mark",
              Sql{"alter table email_changes add column mark blob",
                  "alter table email_changes add column mark varbinary(36)"}},
    Migration{145, "factor_resets_mark",
              Sql{"alter table factor_resets add column mark blob",
                  "alter table factor_resets add column mark varbinary(36)"}},
    Migration{146, "passkeys_mark",
              Sql{"alter table passkeys add column mark blob",
                  "alter table passkeys add column mark varbinary(36)"}},
    Migration{147, "recovery_codes_mark",
              Sql{"alter table recovery_codes add column mark blob",
                  "alter table recovery_codes add column mark varbinary(36)"}},
    Migration{148, "access_grants_mark",
              Sql{"alter table access_grants add column mark blob",
                  "alter table access_grants add column mark varbinary(36)"}},
    Migration{149, "access_grant_approvals_mark",
              Sql{"alter table access_grant_approvals add column mark blob",
                  "alter table access_grant_approvals add column mark varbinary(36)"}},
    Migration{150, "conversions",
              Sql{R"(create table if not exists conversions (
                       name text primary key not null,
                       done_at integer not null,
                       mark blob not null) strict, without rowid)",
                  R"(create table if not exists conversions (
                       name varchar(40) primary key,
                       done_at bigint not null,
                       mark varbinary(36) not null))"}},
    Migration{151, "clock_seen",
              Sql{R"(create table if not exists clock_seen (
                       id integer primary key check (id = 1),
                       latest integer not null) strict)",
                  R"(create table if not exists clock_seen (
                       id int primary key check (id = 1),
                       latest bigint not null))"}},
    Migration{
        152, "log_key_changes",
        Sql{"create table if not exists log_key_changes (size integer primary key, note text not null) "
            "strict",
            "create table if not exists log_key_changes (size bigint primary key, note text not null)"}},
};

}  // namespace suncrew::store
