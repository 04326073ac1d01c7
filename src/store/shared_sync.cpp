#include "store/shared_sync.hpp"

#include <map>

#include "store/errors.hpp"

namespace suncrew::store {

std::shared_ptr<SharedSync> SharedSync::of(const std::string& path) {
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<SharedSync>> all;
    const std::scoped_lock lock{mutex};
    std::erase_if(all, [](const auto& entry) { return entry.second.expired(); });
    std::weak_ptr<SharedSync>& kept = all[path];
    std::shared_ptr<SharedSync> shared = kept.lock();
    if (!shared)
        kept = shared = std::make_shared<SharedSync>();
    return shared;
}

void SharedSync::wait(const std::function<bool()>& sync) {
    std::unique_lock lock{mutex_};
    const std::uint64_t mine = ++asked_;
    while (!failed_ && done_ < mine) {
        if (running_) {
            synced_.wait(lock);
            continue;
        }
        running_ = true;
        const std::uint64_t together = asked_;
        lock.unlock();
        const bool succeeded = sync();
        lock.lock();
        running_ = false;
        failed_ = failed_ || !succeeded;
        if (succeeded)
            done_ = together;
        synced_.notify_all();
    }
    if (done_ < mine)
        throw Unavailable{
            "the disk did not take what was written; nothing is acknowledged until a new start"};
}

}  // namespace suncrew::store
