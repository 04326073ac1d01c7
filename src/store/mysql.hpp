#pragma once

#include <memory>

#include "store/driver.hpp"
#include "store/dsn.hpp"

namespace suncrew::store {

/// MySQL 8 and 9, and MariaDB from 10.6, over TLS. Raises the process's SIGPIPE from fatal to ignored, as a
/// server that goes away would otherwise end the program.
std::unique_ptr<Driver> mysql_driver(Dsn dsn);

}  // namespace suncrew::store
