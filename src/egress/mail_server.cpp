#include "egress/mail_server.hpp"

#include <stdexcept>
#include <utility>

#include "egress/host_name.hpp"

namespace suncrew::egress {
MailServer::MailServer(MailServerSettings settings) : settings_{std::move(settings)} {
    if (!is_server(settings_.host))
        throw std::invalid_argument{"mail server: the host is not a host name"};
    if (!is_server(settings_.greeting))
        throw std::invalid_argument{"mail server: the greeting is not a host name"};
    if (settings_.port == 0)
        throw std::invalid_argument{"mail server: the port is 0"};
    if (settings_.user.empty() != settings_.password.empty())
        throw std::invalid_argument{"mail server: a user and a password come together"};
}

}  // namespace suncrew::egress
