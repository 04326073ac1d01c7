#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace suncrew::egress {

/// A folder of a test's own, gone with it.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "suncrew_test_XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw std::runtime_error{"no scratch folder"};
        path_ = pattern;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code left_behind;
        std::filesystem::remove_all(path_, left_behind);
    }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

inline void run(const std::string& command) {
    if (std::system((command + " >/dev/null 2>&1").c_str()) != 0)
        throw std::runtime_error{"failed: " + command};
}

/// A certificate for a name, signed by itself: `folder/name.pem` and `folder/name.key`.
inline void make_certificate(const ScratchFolder& folder, const std::string& file,
                             const std::string& alternative) {
    run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=scratch"
        " -addext subjectAltName=" +
        alternative + " -keyout " + (folder / (file + ".key")).string() + " -out " +
        (folder / (file + ".pem")).string());
}

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace suncrew::egress
