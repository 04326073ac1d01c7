#pragma once

#include <memory>

#include "commands/configuration.hpp"
#include "notify/courier.hpp"

namespace suncrew::commands {

/// How mails leave: into a folder in development, by SMTP over TLS otherwise.
std::unique_ptr<notify::Courier> make_courier(const Configuration& configuration);

}  // namespace suncrew::commands
