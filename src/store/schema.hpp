#pragma once

#include <span>

#include "store/migrate.hpp"

namespace suncrew::store {

/// All steps of Suncrew's schema, in order. A released step never changes; what follows is a new step.
/// Times are integer Unix milliseconds, dates integer days since 1970-01-01, ids 16 bytes, enumerations their
/// names.
std::span<const Migration> schema();

}  // namespace suncrew::store
