#pragma once

#include <optional>

#include "audit/note.hpp"
#include "audit/witness.hpp"
#include "commands/configuration.hpp"

namespace suncrew::commands {

/// What signs the log's checkpoints. Throws BadConfiguration where the name or the key is none.
audit::NoteSigner log_signer(const LogSettings& settings);
std::optional<audit::FileWitness> witness_of(const LogSettings& settings);

}  // namespace suncrew::commands
