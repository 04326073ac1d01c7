#pragma once

#include <memory>

#include "store/driver.hpp"
#include "store/dsn.hpp"

namespace suncrew::store {

std::unique_ptr<Driver> sqlite_driver(Dsn dsn);

}  // namespace suncrew::store
