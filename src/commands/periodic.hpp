#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

#include "store/connection.hpp"

namespace suncrew::commands {

/// Background work at an interval, on a thread and a database connection of its own. What it throws is
/// logged,/// and it goes on at the next turn. Work that may take long looks at the token.
class Periodic {
public:
    Periodic(std::string name, std::chrono::milliseconds interval, const store::Dsn& dsn,
             std::function<void(store::Connection&, std::stop_token)> work);

private:
    std::jthread thread_;
};

}  // namespace suncrew::commands
