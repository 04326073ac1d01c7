#include "egress/mail_server.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace suncrew::egress {
namespace {

/// Letters, digits, dots and inner hyphens: nothing that could end a host and begin something else in a URL.
bool is_host(const std::string& text) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-';
    };
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), allowed) &&
           text.front() != '-' && text.front() != '.' && text.back() != '-';
}

}  // namespace

MailServer::MailServer(MailServerSettings settings) : settings_{std::move(settings)} {
    if (!is_host(settings_.host))
        throw std::invalid_argument{"mail server: the host is not a host name"};
    if (!is_host(settings_.greeting))
        throw std::invalid_argument{"mail server: the greeting is not a host name"};
    if (settings_.port == 0)
        throw std::invalid_argument{"mail server: the port is 0"};
    if (settings_.user.empty() != settings_.password.empty())
        throw std::invalid_argument{"mail server: a user and a password come together"};
}

}  // namespace suncrew::egress
