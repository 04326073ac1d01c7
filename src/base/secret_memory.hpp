#pragma once

#include <memory_resource>

namespace suncrew {

/// Memory for what nobody may see, for any number of threads: it is in no core dump and not swapped out, and
/// where the kernel has memfd_secret(2), nobody reads it from outside of the process, root and debuggers
/// included. What is given back is not wiped: that is its owner's. It is there until the process ends.
std::pmr::memory_resource& secret_memory();

}  // namespace suncrew
