#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The steps that operators need: whose data these are.
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
};

}  // namespace suncrew::store
