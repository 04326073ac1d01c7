#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>

namespace suncrew {

/// Why a file cannot be mapped, as the end of a sentence about it: "cannot be read".
class Unmapped : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A file's bytes to be read, in memory that all programs of a machine share. Not promised: that a program
/// survives the file being made shorter in place. To replace it, rename another one over it and start again.
class MappedFile {
public:
    /// Throws Unmapped where it cannot be read, is no plain file, is empty or has more than `bytes_max`.
    MappedFile(const std::filesystem::path& file, std::size_t bytes_max);

    std::span<const std::uint8_t> bytes() const {
        return {static_cast<const std::uint8_t*>(mapped_.get()), mapped_.get_deleter().bytes};
    }

private:
    struct Unmap {
        std::size_t bytes;
        void operator()(void* mapped) const;
    };
    std::unique_ptr<void, Unmap> mapped_;
};

}  // namespace suncrew
