#include "base/secret_memory.hpp"

#include <cstddef>
#include <mutex>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace suncrew {
namespace {

/// Taken from the kernel at a time, so that a request seldom waits for it.
constexpr std::size_t piece_bytes = 256 * 1024;
/// Keys, passwords and tokens are no longer. A page that only the process sees costs the kernel far more than
/// another, so what is longer is left out of dumps and no more.
constexpr std::size_t short_bytes_max = 1024;
/// Longer blocks get pages of their own.
constexpr std::size_t pooled_bytes_max = 64 * 1024;
constexpr std::size_t page_bytes = 4096;

/// Pages that the kernel itself has no mapping of; null where it does not know such, or has no more.
void* pages_nobody_else_sees(std::size_t bytes) {
    const int file = static_cast<int>(::syscall(SYS_memfd_secret, O_CLOEXEC));
    if (file < 0)
        return nullptr;
    void* pages = MAP_FAILED;
    if (::ftruncate(file, static_cast<off_t>(bytes)) == 0)
        pages = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return pages == MAP_FAILED ? nullptr : pages;
}

/// Pages that are left out of dumps and, as far as the limit allows it, of swap.
void* pages_not_dumped(std::size_t bytes) {
    void* pages = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || ::madvise(pages, bytes, MADV_DONTDUMP) != 0)
        throw std::bad_alloc{};
    ::mlock2(pages, bytes, MLOCK_ONFAULT);
    return pages;
}

std::size_t whole_pages(std::size_t bytes) {
    return (bytes + page_bytes - 1) / page_bytes * page_bytes;
}

class PagesNotDumped : public std::pmr::memory_resource {
    void* do_allocate(std::size_t bytes, std::size_t) override {
        return pages_not_dumped(whole_pages(bytes));
    }
    void do_deallocate(void* pages, std::size_t bytes, std::size_t) override {
        ::munmap(pages, whole_pages(bytes));
    }
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }
};

class PagesNobodyElseSees final : public PagesNotDumped {
    void* do_allocate(std::size_t bytes, std::size_t) override {
        void* const pages = pages_nobody_else_sees(whole_pages(bytes));
        return pages ? pages : pages_not_dumped(whole_pages(bytes));
    }
};

/// Pools of blocks on such pages, which keep what they have had once.
class SecretMemory final : public std::pmr::memory_resource {
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        if (bytes > pooled_bytes_max)
            return long_pages_.allocate(bytes, alignment);
        const std::lock_guard lock{mutex_};
        return pool_for(bytes).allocate(bytes, alignment);
    }
    void do_deallocate(void* block, std::size_t bytes, std::size_t alignment) override {
        if (bytes > pooled_bytes_max)
            return long_pages_.deallocate(block, bytes, alignment);
        const std::lock_guard lock{mutex_};
        pool_for(bytes).deallocate(block, bytes, alignment);
    }
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

    std::pmr::memory_resource& pool_for(std::size_t bytes) {
        return bytes > short_bytes_max ? long_pool_ : short_pool_;
    }

    std::mutex mutex_;
    PagesNobodyElseSees short_pages_;
    PagesNotDumped long_pages_;
    std::pmr::monotonic_buffer_resource pieces_{piece_bytes, &short_pages_};
    std::pmr::unsynchronized_pool_resource short_pool_{
        {.max_blocks_per_chunk = 1024, .largest_required_pool_block = short_bytes_max}, &pieces_};
    std::pmr::unsynchronized_pool_resource long_pool_{
        {.max_blocks_per_chunk = 16, .largest_required_pool_block = pooled_bytes_max}, &long_pages_};
};

}  // namespace

std::pmr::memory_resource& secret_memory() {
    // Never destroyed: secrets of static storage outlive everything else.
    static auto* const memory = new SecretMemory;
    return *memory;
}

}  // namespace suncrew
