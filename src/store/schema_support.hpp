#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The steps that bring support's cases and what they change, and the end of an account.
inline constexpr std::array support_migrations{
    Migration{114, "accounts_erased_at",
              Sql{"alter table accounts add column erased_at integer",
                  "alter table accounts add column erased_at bigint"}},
    Migration{115, "accounts_erased", Sql{"create index accounts_erased on accounts (erased_at)"}},
    Migration{116, "orders_phone_index",
              Sql{"alter table orders add column contact_phone_index blob",
                  "alter table orders add column contact_phone_index binary(32)"}},
    Migration{117, "orders_by_phone", Sql{"create index orders_by_phone on orders (contact_phone_index)"}},
    // Where support was asked; of a case alone.
    Migration{118, "access_grants_ticket",
              Sql{"alter table access_grants add column ticket text",
                  "alter table access_grants add column ticket varchar(240)"}},
    Migration{119, "change_requests",
              Sql{R"(create table if not exists change_requests (
                       id blob primary key not null,
                       grant_id blob not null references access_grants (id) on delete cascade,
                       requester blob not null references accounts (id) on delete cascade,
                       requester_standing integer not null,
                       account blob not null references accounts (id) on delete cascade,
                       about_order blob,
                       reason text not null,
                       state text not null,
                       requested_at integer not null,
                       expires_at integer not null,
                       closed_at integer,
                       closed_by text,
                       refusal text) strict, without rowid)",
                  R"(create table if not exists change_requests (
                       id binary(16) primary key,
                       grant_id binary(16) not null,
                       requester binary(16) not null,
                       requester_standing bigint not null,
                       account binary(16) not null,
                       about_order binary(16),
                       reason varchar(1600) not null,
                       state varchar(12) not null,
                       requested_at bigint not null,
                       expires_at bigint not null,
                       closed_at bigint,
                       closed_by varchar(12),
                       refusal varchar(1600),
                       foreign key (grant_id) references access_grants (id) on delete cascade,
                       foreign key (requester) references accounts (id) on delete cascade,
                       foreign key (account) references accounts (id) on delete cascade))"}},
    Migration{120, "change_requests_of_account",
              Sql{"create index change_requests_of_account on change_requests (account, requested_at)"}},
    Migration{121, "change_requests_by_state",
              Sql{"create index change_requests_by_state on change_requests (state, requested_at)"}},
    Migration{122, "change_fields",
              Sql{R"(create table if not exists change_fields (
                       request blob not null references change_requests (id) on delete cascade,
                       field text not null,
                       before_value text,
                       after_value text not null,
                       primary key (request, field)) strict, without rowid)",
                  R"(create table if not exists change_fields (
                       request binary(16) not null,
                       field varchar(20) not null,
                       before_value text,
                       after_value text not null,
                       foreign key (request) references change_requests (id) on delete cascade,
                       primary key (request, field)))"}},
};

}  // namespace suncrew::store
