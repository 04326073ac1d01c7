// libmariadb's headers need this order and this macro, or they declare no TLS.
// clang-format off
#include "store/mysql_tls.hpp"

using uchar = unsigned char;
#define HAVE_TLS 1
#include <ma_pvio.h>
#include <openssl/ssl.h>
// clang-format on

namespace suncrew::store {

void read_whole_records(MYSQL* connection) {
    SSL_set_read_ahead(static_cast<SSL*>(connection->net.pvio->ctls->ssl), 1);
}

}  // namespace suncrew::store
