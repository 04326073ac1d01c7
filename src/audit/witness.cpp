#include "audit/witness.hpp"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "audit/note.hpp"

namespace suncrew::audit {
namespace {

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error{"the witness's checkpoint: " + std::string{what} + ": " +
                             std::generic_category().message(errno)};
}

class File {
public:
    File(const std::filesystem::path& path, int flags)
        : number_{::open(path.c_str(), flags | O_CLOEXEC, 0644)} {
        if (number_ < 0)
            fail("open");
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { ::close(number_); }
    void write(std::string_view text) const {
        while (!text.empty()) {
            const ssize_t written = ::write(number_, text.data(), text.size());
            if (written < 0)
                fail("write");
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() const {
        if (::fsync(number_) != 0)
            fail("fsync");
    }

private:
    int number_;
};

}  // namespace

std::optional<std::string> FileWitness::latest() const {
    const auto path = folder_ / "checkpoint";
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        if (error || !std::filesystem::is_directory(folder_, error))
            throw std::runtime_error{"the witness's folder is not there"};
        return std::nullopt;
    }
    std::ifstream file{path, std::ios::binary};
    std::string note(note_bytes_max + 1, '\0');
    file.read(note.data(), static_cast<std::streamsize>(note.size()));
    if (file.bad() || file.gcount() == 0 || static_cast<std::size_t>(file.gcount()) > note_bytes_max)
        throw std::runtime_error{"the witness's checkpoint cannot be read"};
    note.resize(static_cast<std::size_t>(file.gcount()));
    return note;
}

bool FileWitness::may_begin() const {
    std::error_code error;
    return std::filesystem::exists(folder_ / "begin", error);
}

void FileWitness::put(std::string_view note) const {
    const auto next = folder_ / ("checkpoint.new." + std::to_string(::getpid()));
    {
        const File file{next, O_WRONLY | O_CREAT | O_TRUNC};
        file.write(note);
        file.sync();
    }
    if (::rename(next.c_str(), (folder_ / "checkpoint").c_str()) != 0)
        fail("rename");
    std::error_code error;
    std::filesystem::remove(folder_ / "begin", error);
    File{folder_, O_RDONLY | O_DIRECTORY}.sync();
}

}  // namespace suncrew::audit
