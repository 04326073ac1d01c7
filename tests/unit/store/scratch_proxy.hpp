#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace suncrew::store {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_{number} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ >= 0)
            ::close(number_);
    }
    int get() const { return number_; }

private:
    int number_;
};

inline sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Listens on loopback; port 0 takes a free one.
inline Descriptor listen_on(std::uint16_t port) {
    Descriptor listener{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    const int on = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const sockaddr_in address = loopback(port);
    if (::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener.get(), 8) != 0)
        throw std::runtime_error{"cannot listen"};
    return listener;
}

inline std::uint16_t port_of(const Descriptor& listener) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

/// Stands between a client and a server on loopback, one connection at a time, and can be taken down like a
/// network: connections break, new ones are refused.
class ScratchProxy {
public:
    explicit ScratchProxy(std::uint16_t server) : server_{server} {
        Descriptor listener = listen_on(0);
        port_ = port_of(listener);
        run(std::move(listener));
    }
    ~ScratchProxy() {
        if (thread_.joinable())
            down();
    }
    std::uint16_t port() const { return port_; }
    void down() {
        const std::uint64_t one = 1;
        (void)!::write(stop_.get(), &one, sizeof one);
        thread_.join();
    }
    void up() { run(listen_on(port_)); }

private:
    void run(Descriptor listener) {
        stop_ = Descriptor{::eventfd(0, EFD_CLOEXEC)};
        thread_ = std::thread{[this, listening = std::move(listener)] {
            while (readable(listening.get()))
                forward(Descriptor{::accept4(listening.get(), nullptr, nullptr, SOCK_CLOEXEC)});
        }};
    }
    /// Waits; false where the proxy is to go down.
    bool readable(int descriptor) const {
        std::array<pollfd, 2> waits{pollfd{stop_.get(), POLLIN, 0}, pollfd{descriptor, POLLIN, 0}};
        return ::poll(waits.data(), waits.size(), -1) > 0 && waits[0].revents == 0;
    }
    void forward(const Descriptor& client) const {
        const Descriptor server{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        const sockaddr_in address = loopback(server_);
        if (::connect(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            return;
        for (;;) {
            std::array<pollfd, 3> waits{pollfd{stop_.get(), POLLIN, 0}, pollfd{client.get(), POLLIN, 0},
                                        pollfd{server.get(), POLLIN, 0}};
            if (::poll(waits.data(), waits.size(), -1) <= 0 || waits[0].revents != 0)
                return;
            if (waits[1].revents != 0 && !copy(client.get(), server.get()))
                return;
            if (waits[2].revents != 0 && !copy(server.get(), client.get()))
                return;
        }
    }
    static bool copy(int from, int to) {
        std::array<char, 16384> bytes;
        const ssize_t size = ::read(from, bytes.data(), bytes.size());
        return size > 0 && ::send(to, bytes.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
    }

    std::uint16_t server_;
    std::uint16_t port_ = 0;
    Descriptor stop_;
    std::thread thread_;
};

}  // namespace suncrew::store
