#pragma once

#include <cstdint>
#include <string>

namespace suncrew::store {

/// What an error number of MySQL, MariaDB or libmariadb means to us.
enum class MysqlError : std::uint8_t { conflict, duplicate, unavailable, already_defined, fault };

MysqlError kind_of(unsigned code) noexcept;
[[noreturn]] void throw_mysql_error(MysqlError kind, unsigned code, const std::string& what);

}  // namespace suncrew::store
