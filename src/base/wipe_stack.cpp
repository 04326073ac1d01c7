#include "base/wipe_stack.hpp"

#include <array>
#include <cstring>

namespace suncrew {
namespace {

constexpr std::size_t wiped_bytes = 64 * 1024;

/// The compiler has to take it that the memory is read here.
void keep(const void* memory) noexcept {
    asm volatile("" : : "r"(memory) : "memory");
}

/// A copy leaves its last bytes in the vector registers, of which it uses more the longer it is. So nothing
/// is copied over them, in the lengths at which memcpy takes another way.
void wipe_registers(char* zeroes) noexcept {
    for (const std::size_t length : {64U, 128U, 256U, 512U, 1024U, 4096U}) {
        std::memmove(zeroes, zeroes + wiped_bytes / 2, length);
        keep(zeroes);
    }
}

}  // namespace

[[gnu::noinline]] void wipe_stack() noexcept {
    std::array<char, wiped_bytes> below;
    ::explicit_bzero(below.data(), below.size());
    wipe_registers(below.data());
}

}  // namespace suncrew
