#include "store/mysql_errors.hpp"

#include "store/errors.hpp"

namespace suncrew::store {

// Numbers from "Error Message Reference" (MySQL 8.4) and "MariaDB Error Codes"; some exist on one server
// only, so that no header has them all. 2000 to 2999 are the client library's.
MysqlError kind_of(unsigned code) noexcept {
    switch (code) {
        case 1020:  // record has changed since last read
        case 1205:  // lock wait timeout
        case 1213:  // deadlock, also a commit that another Galera node got ahead of
        case 3572:  // nowait or skip locked: lock held
            return MysqlError::conflict;
        case 1062:  // duplicate entry
        case 1586:  // duplicate entry, with the key's name
            return MysqlError::duplicate;
        case 1050:  // table exists
        case 1060:  // duplicate column name
        case 1061:  // duplicate key name
        case 1091:  // nothing there to drop
        case 1359:  // trigger exists
        case 1826:  // duplicate foreign key name
            return MysqlError::already_defined;
        case 1040:  // too many connections
        case 1047:  // Galera: the node is not ready
        case 1053:  // server shutdown in progress
        case 1152:  // aborted connection
        case 1153:  // packet too large
        case 1158:  // network: read error
        case 1159:  // network: read timeout
        case 1160:  // network: write error
        case 1161:  // network: write timeout
        case 1203:  // user's connections all in use
        case 1243:  // the server does not know the prepared statement
        case 1290:  // running with --read-only, as a former primary does
        case 1317:  // query interrupted
        case 1615:  // prepared statement needs to be prepared again
        case 1836:  // read-only mode
        case 1927:  // connection was killed
        case 1969:  // max_statement_time exceeded
        case 3024:  // max_execution_time exceeded
        case 3168:  // server is not available
        case 4031:  // disconnected for inactivity
            return MysqlError::unavailable;
        case 2057:  // the table was altered under the statement
            return MysqlError::unavailable;
        default:
            return code >= 2000 && code < 3000 ? MysqlError::unavailable : MysqlError::fault;
    }
}

void throw_mysql_error(MysqlError kind, unsigned code, const std::string& what) {
    const std::string detail = std::to_string(code) + ": " + what;
    switch (kind) {
        case MysqlError::conflict:
            throw Conflict{detail};
        case MysqlError::duplicate:
            throw Duplicate{what};
        case MysqlError::unavailable:
            throw Unavailable{detail};
        case MysqlError::already_defined:
            throw AlreadyDefined{"MySQL " + detail};
        case MysqlError::fault:
            break;
    }
    throw Fault{"MySQL " + detail};
}

}  // namespace suncrew::store
