#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The steps that bring the log: its entries, the hashes of its tree in tiles, its state, its checkpoints.
inline constexpr std::array log_migrations{
    Migration{66, "security_events_acted_as",
              Sql{"alter table security_events add column acted_as text not null default 'owner'",
                  "alter table security_events add column acted_as varchar(20) not null default 'owner'"}},
    Migration{67, "security_events_of_officers",
              Sql{"update security_events set acted_as = 'security' where actor is not null"}},
    Migration{68, "log_entries",
              Sql{R"(create table if not exists log_entries (
                       id integer primary key autoincrement,
                       event integer not null unique,
                       position integer unique,
                       salt blob,
                       leaf text not null) strict)",
                  R"(create table if not exists log_entries (
                       id bigint primary key auto_increment,
                       event bigint not null unique,
                       position bigint unique,
                       salt binary(32),
                       leaf varchar(1000) not null))"}},
    Migration{69, "log_tiles",
              Sql{R"(create table if not exists log_tiles (
                       level integer not null,
                       number integer not null,
                       hashes blob not null,
                       primary key (level, number)) strict, without rowid)",
                  R"(create table if not exists log_tiles (
                       level int not null,
                       number bigint not null,
                       hashes blob not null,
                       primary key (level, number)))"}},
    Migration{70, "log_state",
              Sql{R"(create table if not exists log_state (
                       id integer primary key check (id = 1),
                       size integer not null,
                       root blob not null) strict)",
                  R"(create table if not exists log_state (
                       id int primary key check (id = 1),
                       size bigint not null,
                       root binary(32) not null))"}},
    // The root of a tree without leaves: SHA-256 of nothing.
    Migration{71, "log_state_empty",
              Sql{"insert into log_state (id, size, root) values"
                  " (1, 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')"}},
    Migration{72, "log_checkpoints",
              Sql{R"(create table if not exists log_checkpoints (
                       size integer primary key,
                       at integer not null,
                       note text not null) strict)",
                  R"(create table if not exists log_checkpoints (
                       size bigint primary key,
                       at bigint not null,
                       note varchar(2000) not null))"}},
};

}  // namespace suncrew::store
