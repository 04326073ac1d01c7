#pragma once

#include <cstdint>
#include <iosfwd>

#include "audit/note.hpp"
#include "store/connection.hpp"

namespace suncrew::audit {

/// Writes the log as it stands at the beginning, in the form that `ExportCheck` reads; how many entries.
/// Entries that have no place yet are not in it. What is broken in the database is broken in the export:
/// nothing is judged here. Throws store::Fault where an entry or a tile is missing.
std::uint64_t write_export(store::Reading& reading, const NoteVerifier& key, std::ostream& out);

}  // namespace suncrew::audit
