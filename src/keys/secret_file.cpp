#include "keys/secret_file.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keys/key_service.hpp"

namespace suncrew::keys {
namespace {

class File {
public:
    explicit File(const std::filesystem::path& path)
        : descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)} {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

/// Looked at once it is open, so that it is not another file by the time it is read.
void require_ours_alone(const File& file, const std::string& name) {
    struct stat status {};
    if (::fstat(file.descriptor(), &status) != 0 || !S_ISREG(status.st_mode))
        throw Refused{name + ": not a plain file"};
    if (status.st_uid != ::geteuid())
        throw Refused{name + ": belongs to another user than the one that runs this program"};
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        throw Refused{name + ": others than its owner can read or write it (chmod 600)"};
}

}  // namespace

crypto::Secret read_secret_file(const std::filesystem::path& path) {
    const std::string name = path.string();
    const File file{path};
    if (file.descriptor() < 0)
        throw Refused{name + ": cannot be opened: " + std::system_category().message(errno)};
    require_ours_alone(file, name);
    std::string text(secret_file_bytes_max + 1, '\0');
    std::size_t size = 0;
    ssize_t got = 0;
    while (size < text.size() &&
           (got = ::read(file.descriptor(), text.data() + size, text.size() - size)) > 0)
        size += static_cast<std::size_t>(got);
    const crypto::Secret room = crypto::Secret::take(text);
    if (got < 0)
        throw Refused{name + ": cannot be read"};
    if (size == 0)
        throw Refused{name + ": is empty"};
    if (size > secret_file_bytes_max)
        throw Refused{name + ": is too large for a secret"};
    return crypto::Secret{room.expose().substr(0, size)};
}

}  // namespace suncrew::keys
