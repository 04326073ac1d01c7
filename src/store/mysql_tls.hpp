#pragma once

#include <mysql.h>

namespace suncrew::store {

/// Lets OpenSSL read a TLS record's header and body with one system call instead of two.
void read_whole_records(MYSQL* connection);

}  // namespace suncrew::store
