#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The steps that bring work by permission: who has passed the course, who asked to open what and who
/// approved it.
inline constexpr std::array permits_migrations{
    // Rises with whatever ends the trust in who has an account: a lock, another role, a new enrolment link.
    Migration{104, "accounts_standing",
              Sql{"alter table accounts add column standing integer not null default 0",
                  "alter table accounts add column standing bigint not null default 0"}},
    Migration{105, "security_events_grant",
              Sql{"alter table security_events add column grant_id blob",
                  "alter table security_events add column grant_id binary(16)"}},
    Migration{106, "course_completions",
              Sql{R"(create table if not exists course_completions (
                       id integer primary key autoincrement,
                       account blob not null references accounts (id) on delete cascade,
                       version integer not null,
                       passed_at integer not null,
                       valid_until integer not null) strict)",
                  R"(create table if not exists course_completions (
                       id bigint primary key auto_increment,
                       account binary(16) not null,
                       version int not null,
                       passed_at bigint not null,
                       valid_until bigint not null,
                       foreign key (account) references accounts (id) on delete cascade))"}},
    Migration{107, "course_completions_of_account",
              Sql{"create index course_completions_of_account on course_completions (account, valid_until)"}},
    Migration{108, "course_tries",
              Sql{R"(create table if not exists course_tries (
                       id integer primary key autoincrement,
                       account blob not null references accounts (id) on delete cascade,
                       at integer not null) strict)",
                  R"(create table if not exists course_tries (
                       id bigint primary key auto_increment,
                       account binary(16) not null,
                       at bigint not null,
                       foreign key (account) references accounts (id) on delete cascade))"}},
    Migration{109, "course_tries_of_account",
              Sql{"create index course_tries_of_account on course_tries (account, at)"}},
    Migration{110, "access_grants",
              Sql{R"(create table if not exists access_grants (
                       id blob primary key not null,
                       holder blob not null references accounts (id) on delete cascade,
                       holder_role text not null,
                       holder_standing integer not null,
                       scope text not null,
                       about_account blob,
                       about_order blob,
                       subject blob not null,
                       purpose text not null,
                       minutes integer not null,
                       state text not null,
                       requested_at integer not null,
                       expires_at integer not null,
                       approved_at integer,
                       ends_at integer,
                       closed_at integer,
                       closed_by text,
                       reason text) strict, without rowid)",
                  R"(create table if not exists access_grants (
                       id binary(16) primary key,
                       holder binary(16) not null,
                       holder_role varchar(20) not null,
                       holder_standing bigint not null,
                       scope varchar(20) not null,
                       about_account binary(16),
                       about_order binary(16),
                       subject binary(16) not null,
                       purpose varchar(1600) not null,
                       minutes int not null,
                       state varchar(12) not null,
                       requested_at bigint not null,
                       expires_at bigint not null,
                       approved_at bigint,
                       ends_at bigint,
                       closed_at bigint,
                       closed_by varchar(20),
                       reason varchar(1600),
                       foreign key (holder) references accounts (id) on delete cascade))"}},
    Migration{111, "access_grants_of_holder",
              Sql{"create index access_grants_of_holder on access_grants (holder, requested_at)"}},
    Migration{112, "access_grants_by_state",
              Sql{"create index access_grants_by_state on access_grants (state, requested_at)"}},
    Migration{113, "access_grant_approvals",
              Sql{R"(create table if not exists access_grant_approvals (
                       grant_id blob not null references access_grants (id) on delete cascade,
                       approver blob not null references accounts (id) on delete cascade,
                       approver_role text not null,
                       approver_standing integer not null,
                       at integer not null,
                       primary key (grant_id, approver)) strict, without rowid)",
                  R"(create table if not exists access_grant_approvals (
                       grant_id binary(16) not null,
                       approver binary(16) not null,
                       approver_role varchar(20) not null,
                       approver_standing bigint not null,
                       at bigint not null,
                       foreign key (grant_id) references access_grants (id) on delete cascade,
                       foreign key (approver) references accounts (id) on delete cascade,
                       primary key (grant_id, approver)))"}},
};

}  // namespace suncrew::store
