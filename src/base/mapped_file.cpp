#include "base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace suncrew {
namespace {

/// The file, closed at the end of its scope; what is mapped stays mapped.
class OpenFile {
public:
    explicit OpenFile(const std::filesystem::path& file)
        : descriptor_{::open(file.c_str(), O_RDONLY | O_CLOEXEC)} {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& file, std::size_t bytes_max) {
    const OpenFile opened{file};
    struct stat status {};
    if (opened.descriptor() < 0 || ::fstat(opened.descriptor(), &status) != 0 || !S_ISREG(status.st_mode))
        throw Unmapped{"cannot be read"};
    const auto bytes = static_cast<std::size_t>(status.st_size);
    if (bytes == 0)
        throw Unmapped{"is empty"};
    if (bytes > bytes_max)
        throw Unmapped{"is too large"};
    void* const mapped = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, opened.descriptor(), 0);
    if (mapped == MAP_FAILED)
        throw Unmapped{"cannot be mapped"};
    mapped_ = {mapped, Unmap{bytes}};
}

void MappedFile::Unmap::operator()(void* mapped) const {
    ::munmap(mapped, bytes);
}

}  // namespace suncrew
