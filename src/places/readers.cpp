#include "places/readers.hpp"

namespace suncrew::places {

std::unique_ptr<store::Connection> Readers::take() {
    const std::lock_guard lock{mutex_};
    if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }
    store::Dsn dsn;
    dsn.path = path_;
    dsn.read_only = true;
    auto connection = store::connect(dsn);
    idle_.reserve(++made_);  // so that giving back never allocates
    return connection;
}

void Readers::give_back(std::unique_ptr<store::Connection> connection) noexcept {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(connection));
}

}  // namespace suncrew::places
