#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/connection.hpp"

namespace suncrew::places {

/// Connections to the packed file, one for each thread that reads at the same time. All of them read the same
/// mapped pages; a connection of its own saves SQLite's lock.
class Readers {
public:
    explicit Readers(std::string path) : path_{std::move(path)} {}

    /// A connection until it goes out of scope.
    class Lease {
    public:
        explicit Lease(Readers& readers)
            : readers_{readers}, connection_{readers.take()}, reading_{*connection_} {}
        ~Lease() { readers_.give_back(std::move(connection_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        store::Reading& reading() { return reading_; }

    private:
        Readers& readers_;
        std::unique_ptr<store::Connection> connection_;
        store::Reading reading_;
    };

private:
    std::unique_ptr<store::Connection> take();
    void give_back(std::unique_ptr<store::Connection> connection) noexcept;

    std::string path_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<store::Connection>> idle_;
    std::size_t made_ = 0;
};

}  // namespace suncrew::places
