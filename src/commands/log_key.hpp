#pragma once

#include <memory>
#include <optional>

#include "audit/https_witness.hpp"
#include "audit/note.hpp"
#include "audit/witness.hpp"
#include "commands/configuration.hpp"

namespace suncrew::commands {

/// What signs the log's checkpoints. Throws BadConfiguration where the name or the key is none.
audit::NoteSigner log_signer(const LogSettings& settings);
std::optional<audit::FileWitness> witness_of(const LogSettings& settings);
/// None where the settings name none. Its calls are told to `observer`.
std::unique_ptr<audit::HttpsWitness> far_witness(const WitnessSettings& settings, egress::Observer observer);

}  // namespace suncrew::commands
