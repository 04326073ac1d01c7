#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace suncrew::egress {

/// A server of ours in Python for as long as the object lives: one that prints its port and ends with its
/// standard input.
class ScriptServer {
public:
    ScriptServer(const std::string& script, const std::vector<std::string>& arguments) {
        int in[2];
        int out[2];
        if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
            throw std::runtime_error{"no pipe"};
        start(script, arguments, in[0], out[1]);
        ::close(in[0]);
        ::close(out[1]);
        input_ = in[1];
        port_ = read_port(out[0], script);
        ::close(out[0]);
    }
    ScriptServer(const ScriptServer&) = delete;
    ScriptServer& operator=(const ScriptServer&) = delete;
    ~ScriptServer() { stop(); }

    std::uint16_t port() const { return port_; }
    void stop() {
        if (process_ <= 0)
            return;
        ::close(input_);
        ::waitpid(process_, nullptr, 0);
        process_ = 0;
    }

private:
    void start(const std::string& script, const std::vector<std::string>& arguments, int input, int output) {
        // Debian's own, whatever else stands in PATH: the servers' modules belong to it.
        constexpr const char* python = "/usr/bin/python3";
        std::vector<const char*> words{python, "-B", script.c_str()};
        for (const std::string& argument : arguments)
            words.push_back(argument.c_str());
        words.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, input, 0);
        posix_spawn_file_actions_adddup2(&actions, output, 1);
        const int error = ::posix_spawn(&process_, python, &actions, nullptr,
                                        const_cast<char* const*>(words.data()), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0)
            throw std::runtime_error{"python3 does not start"};
    }
    static std::uint16_t read_port(int output, const std::string& script) {
        std::string line;
        for (char c = 0; ::read(output, &c, 1) == 1 && c != '\n';)
            line += c;
        if (line.empty())
            throw std::runtime_error{script + " does not start (is python3-aiosmtpd there?)"};
        return static_cast<std::uint16_t>(std::stoi(line));
    }

    pid_t process_ = 0;
    int input_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace suncrew::egress
