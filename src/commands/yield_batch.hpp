#pragma once

#include <ostream>
#include <string>

#include "commands/skies.hpp"
#include "solar/roof_list.hpp"

namespace suncrew::commands {

inline constexpr std::size_t roof_list_bytes_max = std::size_t{1} << 30;

enum class BatchForm { csv, json };

/// Computes each roof of a list (solar::RoofList) on all processors and writes a line for each, in the list's
/// order, as soon as its part of the list is done. A roof that cannot be computed gets its reason, and the
/// others go on. Memory does not grow with the list. 1 where a roof could not be computed, else 0. Throws
/// std::runtime_error for a list that cannot be read or whose line of names is wrong.
int run_batch(const std::string& list, Skies& skies, const solar::Equipment& usual, BatchForm form,
              std::ostream& out);

}  // namespace suncrew::commands
