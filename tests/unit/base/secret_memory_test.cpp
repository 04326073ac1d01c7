#include "base/secret_memory.hpp"

#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace suncrew {
namespace {

/// The kernel's flags of the mapping that an address lies in (proc(5), smaps), such as "rd wr dd".
std::string flags_of(const void* address) {
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    std::ifstream maps{"/proc/self/smaps"};
    bool here = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t from = 0;
        std::uintptr_t to = 0;
        char dash = 0;
        std::istringstream range{line};
        if (range >> std::hex >> from >> dash >> to && dash == '-')
            here = from <= wanted && wanted < to;
        if (here && line.starts_with("VmFlags:"))
            return line + ' ';
    }
    return "nowhere";
}

TEST(SecretMemoryTest, IsInNoDumpWhateverItsSize) {
    for (const std::size_t bytes : {1U, 32U, 1000U, 64U * 1024, 64U * 1024 + 1, 3U * 1024 * 1024}) {
        void* const block = secret_memory().allocate(bytes, 1);
        std::memset(block, 'x', bytes);
        EXPECT_NE(flags_of(block).find(" dd "), std::string::npos) << bytes << ": " << flags_of(block);
        EXPECT_NE(flags_of(static_cast<char*>(block) + bytes - 1).find(" dd "), std::string::npos) << bytes;
        secret_memory().deallocate(block, bytes, 1);
    }
    const std::string ordinary(1000, 'x');
    EXPECT_EQ(flags_of(ordinary.data()).find(" dd "), std::string::npos) << "other memory is dumped";
}

TEST(SecretMemoryTest, ManyThreadsGetBlocksOfTheirOwn) {
    const auto work = [](char own) {
        std::vector<std::pair<char*, std::size_t>> blocks;
        for (std::size_t i = 0; i < 2000; ++i) {
            const std::size_t bytes = 1 + i % 200;
            auto* const block = static_cast<char*>(secret_memory().allocate(bytes, 1));
            std::memset(block, own, bytes);
            blocks.emplace_back(block, bytes);
        }
        bool kept = true;
        for (const auto& [block, bytes] : blocks) {
            kept = kept && std::string(block, bytes) == std::string(bytes, own);
            secret_memory().deallocate(block, bytes, 1);
        }
        EXPECT_TRUE(kept);
    };
    std::vector<std::jthread> threads;
    for (const char own : {'a', 'b', 'c', 'd'})
        threads.emplace_back(work, own);
}

}  // namespace
}  // namespace suncrew
