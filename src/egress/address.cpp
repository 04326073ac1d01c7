#include "egress/address.hpp"

#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>

namespace suncrew::egress {

AddressKind kind_of(const sockaddr& address, std::size_t size) {
    if (address.sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
        Ipv4 bytes;
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in&>(address).sin_addr, bytes.size());
        return kind_of(bytes);
    }
    if (address.sa_family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
        Ipv6 bytes;
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, bytes.size());
        return kind_of(bytes);
    }
    return AddressKind::special;
}

}  // namespace suncrew::egress
