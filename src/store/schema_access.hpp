#pragma once

#include <array>

#include "store/migrate.hpp"

namespace suncrew::store {

/// The step that brings what tells that something which let somebody in has ended.
inline constexpr std::array access_migrations{
    Migration{164, "accounts_epoch",
              Sql{"alter table accounts add column epoch integer not null default 0",
                  "alter table accounts add column epoch bigint not null default 0"}},
};

}  // namespace suncrew::store
