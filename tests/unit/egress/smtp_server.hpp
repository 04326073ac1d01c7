#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace suncrew::egress {

/// A folder of a test's own, gone with it.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "suncrew_smtp_XXXXXX").string();
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

/// tests/smtp/smtp_server.py, for as long as the object lives.
class SmtpServer {
public:
    SmtpServer(const std::string& mode, const ScratchFolder& folder,
               const std::string& certificate = "server") {
        int in[2];
        int out[2];
        if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
            throw std::runtime_error{"no pipe"};
        start(mode, folder, certificate, in[0], out[1]);
        ::close(in[0]);
        ::close(out[1]);
        input_ = in[1];
        port_ = read_port(out[0]);
        ::close(out[0]);
    }
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;
    ~SmtpServer() { stop(); }

    std::uint16_t port() const { return port_; }
    void stop() {
        if (process_ <= 0)
            return;
        ::close(input_);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

private:
    void start(const std::string& mode, const ScratchFolder& folder, const std::string& certificate,
               int input, int output) {
        const std::string script = SUNCREW_SMTP_SERVER;
        const std::string where = folder.path().string();
        const std::string pem = (folder / (certificate + ".pem")).string();
        const std::string key = (folder / (certificate + ".key")).string();
        // Debian's own, whatever else stands in PATH: python3-aiosmtpd belongs to it.
        constexpr const char* python = "/usr/bin/python3";
        const char* const arguments[] = {python,      script.c_str(), mode.c_str(), where.c_str(),
                                         pem.c_str(), key.c_str(),    nullptr};
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input, 0);
        posix_spawn_file_actions_adddup2(&actions, output, 1);
        const int error =
            ::posix_spawn(&process_, python, &actions, nullptr, const_cast<char* const*>(arguments), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0)
            throw std::runtime_error{"python3 does not start"};
    }
    static std::uint16_t read_port(int output) {
        std::string line;
        for (char c = 0; ::read(output, &c, 1) == 1 && c != '\n';)
            line += c;
        if (line.empty())
            throw std::runtime_error{"the SMTP server does not start (is python3-aiosmtpd there?)"};
        return static_cast<std::uint16_t>(std::stoi(line));
    }

    pid_t process_ = 0;
    int input_ = -1;
    std::uint16_t port_ = 0;
};

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace suncrew::egress
