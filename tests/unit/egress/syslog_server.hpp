#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "egress/smtp_server.hpp"

namespace suncrew::egress {

/// tests/syslog/syslog_server.py, for as long as the object lives.
class SyslogServer {
public:
    SyslogServer(const std::string& mode, const ScratchFolder& folder,
                 const std::string& certificate = "server", std::uint16_t port = 0)
        : folder_{folder.path()} {
        int in[2];
        int out[2];
        if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
            throw std::runtime_error{"no pipe"};
        const std::string pem = (folder / (certificate + ".pem")).string();
        const std::string key = (folder / (certificate + ".key")).string();
        const std::string port_text = std::to_string(port);
        constexpr const char* python = "/usr/bin/python3";
        const char* const arguments[] = {
            python,      SUNCREW_SYSLOG_SERVER, mode.c_str(),      folder_.c_str(),
            pem.c_str(), key.c_str(),           port_text.c_str(), nullptr};
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in[0], 0);
        posix_spawn_file_actions_adddup2(&actions, out[1], 1);
        const int error =
            ::posix_spawn(&process_, python, &actions, nullptr, const_cast<char* const*>(arguments), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(in[0]);
        ::close(out[1]);
        input_ = in[1];
        std::string line;
        for (char c = 0; error == 0 && ::read(out[0], &c, 1) == 1 && c != '\n';)
            line += c;
        ::close(out[0]);
        if (line.empty())
            throw std::runtime_error{"the syslog server does not start"};
        port_ = static_cast<std::uint16_t>(std::stoi(line));
    }
    SyslogServer(const SyslogServer&) = delete;
    SyslogServer& operator=(const SyslogServer&) = delete;
    ~SyslogServer() {
        ::close(input_);
        ::waitpid(process_, nullptr, 0);
    }

    std::uint16_t port() const { return port_; }

private:
    std::string folder_;
    pid_t process_ = 0;
    int input_ = -1;
    std::uint16_t port_ = 0;
};

/// The messages of all connections that were read to their end, in order, out of their frames.
inline std::vector<std::string> syslog_messages(const ScratchFolder& folder) {
    std::vector<std::string> messages;
    for (int n = 1; std::filesystem::exists(folder / (std::to_string(n) + ".frames")); ++n) {
        std::string text = read_file(folder / (std::to_string(n) + ".frames"));
        while (!text.empty()) {
            std::size_t digits = 0;
            const std::size_t length = std::stoul(text, &digits);
            if (text.at(digits) != ' ' || text.size() < digits + 1 + length)
                throw std::runtime_error{"a frame that is none"};
            messages.push_back(text.substr(digits + 1, length));
            text.erase(0, digits + 1 + length);
        }
    }
    return messages;
}

}  // namespace suncrew::egress
