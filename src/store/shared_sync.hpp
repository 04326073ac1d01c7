#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace suncrew::store {

/// Brings what several connections have written to one file onto its disk with one wait of the disk: who
/// comes while a sync runs waits for the next one, which is everybody's who came meanwhile. One for all
/// connections of this program to a database.
class SharedSync {
public:
    /// The one of this file; two spellings of a path have two, which share less and promise the same.
    static std::shared_ptr<SharedSync> of(const std::string& path);

    /// Returns once everything that the caller has written before is on the disk. `sync` waits for the disk
    /// and says whether it could; it is called on the thread of one of those who wait. Throws Unavailable
    /// where the disk failed, now or earlier: the system forgets what it could not write, so that a later
    /// sync says nothing of it, and nothing more is acknowledged until the program starts anew.
    void wait(const std::function<bool()>& sync);

private:
    std::mutex mutex_;
    std::condition_variable synced_;
    std::uint64_t asked_ = 0;
    std::uint64_t done_ = 0;  ///< everybody up to this one is on the disk
    bool running_ = false;
    bool failed_ = false;
};

}  // namespace suncrew::store
