#pragma once

namespace suncrew {

/// Wipes what calls that have returned left below the caller's frame, as deep as our threads commonly go, and
/// in the registers that texts are copied with. For a thread that is about to wait.
void wipe_stack() noexcept;

}  // namespace suncrew
